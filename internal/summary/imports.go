package summary

import (
	"go/types"
	"maps"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Imports is what the facts of a package's imports say together. It is an
// eval.Resolver.
type Imports struct {
	Package
}

// Merge joins facts; of what several tell, the first is kept: they tell the
// same.
func Merge(facts []*Package) *Imports {
	m := &Imports{*NewPackage()}
	for _, p := range facts {
		for k, f := range p.Funcs {
			if _, ok := m.Funcs[k]; !ok {
				m.Funcs[k] = f
			}
		}
		for k, v := range p.Fields {
			m.Fields[k] = union(m.Fields[k], v)
		}
		maps.Copy(m.Globals, p.Globals)
	}
	return m
}

func union(a, b []value.Set) []value.Set {
next:
	for _, s := range b {
		for _, t := range a {
			if s.Equal(t) {
				continue next
			}
		}
		a = append(a, s)
	}
	return a
}

// Func returns what is known of a function or interface method, or nil.
func (m *Imports) Func(fn *types.Func) *Func {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	return m.Funcs[send.Key(fn)]
}

// Calls reports whether a function or method of the package, as far as it can
// be reached from here, makes calls.
func (m *Imports) Calls(importPath string) bool {
	for key, f := range m.Funcs {
		if len(f.Reach) > 0 && strings.HasPrefix(key, importPath+".") {
			return true
		}
	}
	return false
}

// Result implements eval.Resolver.
func (m *Imports) Result(fn *types.Func, i int, path, owner string) (value.Set, bool) {
	f := m.Func(fn)
	if f == nil {
		return value.Set{}, false
	}
	for _, r := range f.Results {
		if r.Index == i && r.Path == path {
			return r.Value, true
		}
	}
	for _, r := range f.Results {
		// What a function that lies there returns.
		if rest, ok := strings.CutPrefix(path, r.Path); ok && r.Index == i && strings.HasPrefix(rest, "()") {
			return r.Value.At(rest, owner)
		}
	}
	return value.Set{}, false
}

// Global implements eval.Resolver.
func (m *Imports) Global(v *types.Var, path, _ string) (value.Set, bool) {
	if v.Pkg() == nil {
		return value.Set{}, false
	}
	s, ok := m.Globals[v.Pkg().Path()+"."+v.Name()+path]
	return s, ok
}

// Reexport adds to p what m knows of the methods and fields of types: the
// importers of a package can get hold of them without importing the package
// that declares them, and a pass sees the facts of direct imports only.
func (m *Imports) Reexport(p *Package, types []string) {
	visible := make(map[string]bool, len(types))
	for _, t := range types {
		visible[t] = true
	}
	// A key is a type and one of its methods or fields.
	member := func(key string) bool {
		i := strings.LastIndexByte(key, '.')
		return i > 0 && visible[key[:i]]
	}
	for key, f := range m.Funcs {
		if _, own := p.Funcs[key]; !own && member(key) {
			p.Funcs[key] = f
		}
	}
	for key, sets := range m.Fields {
		if member(key) {
			p.Fields[key] = union(p.Fields[key], sets)
		}
	}
}
