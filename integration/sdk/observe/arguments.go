package observe

import (
	"cmp"
	"context"
	"reflect"
	"strconv"
	"strings"
)

// A segment of a path that is one of these came from an argument.
const (
	textMark   = "sv-arg-" // followed by a number, so that no two are equal
	numberMark = 420042
)

// Keys of every map that is passed. The server's answer has the first, so that
// a method which compares both finds something to add, to keep and to remove.
const (
	sharedKey = "sv-shared"
	newKey    = "sv-new"
	oldKey    = "sv-old"
)

// fullDepth reaches the fields of a request and those of their structs. Deeper
// ones decide nothing, and there are very many of them.
const fullDepth = 2

// filler makes arguments.
type filler struct {
	enums map[string]string // see SDK.Enums
	depth int               // how many levels of structs, slices and maps are filled
	flag  bool              // what each bool is
	texts int               // how many strings it has made
}

// arguments returns one value for each parameter of a method; a variadic one
// gets none.
func (f *filler) arguments(t reflect.Type) []reflect.Value {
	n := t.NumIn()
	if t.IsVariadic() {
		n--
	}
	values := make([]reflect.Value, n)
	for i := range values {
		values[i] = f.value(t.In(i), f.depth)
	}
	return values
}

// value returns a value of type t that holds marks down to depth, and zero
// values below. A pointer is never nil as long as its struct is reached.
func (f *filler) value(t reflect.Type, depth int) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		f.texts++
		v.SetString(cmp.Or(f.enums[t.String()], textMark+strconv.Itoa(f.texts)))
	case reflect.Bool:
		v.SetBool(f.flag)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(numberMark)
	case reflect.Uint, reflect.Uint32, reflect.Uint64:
		v.SetUint(numberMark)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(numberMark)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(f.value(t.Elem(), depth))
	case reflect.Struct:
		f.fields(v, depth-1)
	case reflect.Slice:
		f.elements(v, depth-1)
	case reflect.Map:
		f.entries(v, depth-1)
	case reflect.Interface:
		f.implementation(v)
	case reflect.Func:
		v.Set(reflect.MakeFunc(t, func([]reflect.Value) []reflect.Value {
			results := make([]reflect.Value, t.NumOut())
			for i := range results {
				results[i] = reflect.Zero(t.Out(i))
			}
			return results
		}))
	}
	return v
}

func (f *filler) fields(v reflect.Value, depth int) {
	if depth < 0 {
		return
	}
	for i := range v.NumField() {
		if field := v.Field(i); field.CanSet() {
			field.Set(f.value(field.Type(), depth))
		}
	}
}

func (f *filler) elements(v reflect.Value, depth int) {
	switch {
	case v.Type().Elem().Kind() == reflect.Uint8:
		v.SetBytes([]byte("{}")) // raw JSON, more often than not
	case depth >= 0:
		v.Set(reflect.Append(v, f.value(v.Type().Elem(), depth)))
	}
}

func (f *filler) entries(v reflect.Value, depth int) {
	v.Set(reflect.MakeMap(v.Type()))
	if depth < 0 || v.Type().Key().Kind() != reflect.String {
		return
	}
	for _, key := range []string{sharedKey, newKey} {
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), f.value(v.Type().Elem(), depth))
	}
}

// implementation sets the interface v to the first value that fits: an object
// where anything does. An interface of the SDK's own stays nil.
func (f *filler) implementation(v reflect.Value) {
	for _, value := range []any{
		map[string]any{sharedKey: textMark},
		context.Background(),
		strings.NewReader("{}"),
	} {
		if reflect.TypeOf(value).AssignableTo(v.Type()) {
			v.Set(reflect.ValueOf(value))
			return
		}
	}
}
