package observe

import (
	"reflect"
	"strings"
)

// method is an exported method of a client type, bound to a client.
type method struct {
	pkg  string // the declaring package, relative to the SDK
	name string // Type.Method
	call reflect.Value
}

// key names the method in the whole SDK.
func (m method) key() string { return m.pkg + " " + m.name }

// skip reports whether m is not to be called: it is no entry of a table.
func (m method) skip() bool {
	switch m.name {
	case "Management.Do", "Management.Request":
		return true // sends what its arguments say
	}
	// Old releases print the client itself, and panic because it is a cycle.
	return strings.HasSuffix(m.name, ".String")
}

// methods returns the exported methods of every client that exported fields
// reach from root, each type once.
func (s SDK) methods(root any) []method {
	var found []method
	seen := make(map[reflect.Type]bool)
	var walk func(client reflect.Value)
	walk = func(client reflect.Value) {
		t := client.Type()
		if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct || client.IsNil() || seen[t] {
			return
		}
		pkg, ours := strings.CutPrefix(t.Elem().PkgPath(), s.Path+"/")
		if !ours {
			return
		}
		seen[t] = true
		for i := range t.NumMethod() {
			if !promoted(t, t.Method(i)) {
				found = append(found, method{
					pkg:  pkg,
					name: t.Elem().Name() + "." + t.Method(i).Name,
					call: client.Method(i),
				})
			}
		}
		for i := range t.Elem().NumField() {
			if t.Elem().Field(i).IsExported() {
				walk(client.Elem().Field(i))
			}
		}
	}
	walk(reflect.ValueOf(root))
	return found
}

// promoted reports whether the struct that t points to has m from an embedded
// field, on whose own type it is found anyway.
func promoted(t reflect.Type, m reflect.Method) bool {
	for i := range t.Elem().NumField() {
		field := t.Elem().Field(i)
		if !field.Anonymous {
			continue
		}
		if inner, ok := field.Type.MethodByName(m.Name); ok && sameSignature(inner.Type, m.Type) {
			return true
		}
	}
	return false
}

// sameSignature compares two methods' types without their receivers.
func sameSignature(a, b reflect.Type) bool {
	if a.NumIn() != b.NumIn() || a.NumOut() != b.NumOut() {
		return false
	}
	for i := 1; i < a.NumIn(); i++ {
		if a.In(i) != b.In(i) {
			return false
		}
	}
	for i := range a.NumOut() {
		if a.Out(i) != b.Out(i) {
			return false
		}
	}
	return true
}
