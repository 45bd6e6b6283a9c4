package summary

import (
	"go/types"
	"io"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Imports is what the facts of a package's imports say together. It is an
// eval.Resolver, and of use to one goroutine at a time.
//
// A package asks for little of what its imports know. Facts are kept as they
// came, and an entry is decoded when it is asked for.
type Imports struct {
	funcs   map[string]*entry[*Func]
	fields  map[string][]*entry[[]value.Set]
	globals map[string]*entry[value.Set]
	err     error

	inflater io.Reader
}

// NewImports returns one that knows nothing.
func NewImports() *Imports {
	return &Imports{funcs: map[string]*entry[*Func]{}, fields: map[string][]*entry[[]value.Set]{}, globals: map[string]*entry[value.Set]{}}
}

// Merge joins what packages know, without facts.
func Merge(known []*Package) *Imports {
	m := NewImports()
	for _, p := range known {
		for key, f := range p.Funcs {
			if m.funcs[key] == nil {
				m.funcs[key] = &entry[*Func]{value: f, decoded: true, reaches: len(f.Reach) > 0}
			}
		}
		for key, sets := range p.Fields {
			m.fields[key] = append(m.fields[key], &entry[[]value.Set]{value: sets, decoded: true})
		}
		for key, v := range p.Globals {
			m.globals[key] = &entry[value.Set]{value: v, decoded: true}
		}
	}
	return m
}

// Err returns the first error in what was decoded so far.
func (m *Imports) Err() error { return m.err }

// Empty reports whether nothing is known.
func (m *Imports) Empty() bool { return len(m.funcs)+len(m.fields)+len(m.globals) == 0 }

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
	return m.funcs[send.Key(fn)].get(m)
}

// Field returns what is stored in a struct field, whatever the object.
func (m *Imports) Field(key string) []value.Set {
	var sets []value.Set
	for _, e := range m.fields[key] {
		sets = union(sets, e.get(m))
	}
	return sets
}

// Calls reports whether a function or method of the package, as far as it can
// be reached from here, makes calls.
func (m *Imports) Calls(importPath string) bool {
	for key, e := range m.funcs {
		if e.reaches && strings.HasPrefix(key, importPath+".") {
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

// Written implements eval.Resolver.
func (m *Imports) Written(fn *types.Func, i int, path string) value.Set {
	if f := m.Func(fn); f != nil {
		for _, w := range f.Writes {
			if w.Param == i && w.Path == path {
				return w.Value
			}
		}
	}
	return value.Set{}
}

// Global implements eval.Resolver.
func (m *Imports) Global(v *types.Var, path, _ string) (value.Set, bool) {
	if v.Pkg() == nil {
		return value.Set{}, false
	}
	e := m.globals[v.Pkg().Path()+"."+v.Name()+path]
	return e.get(m), e != nil
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
	for key, e := range m.funcs {
		if _, own := p.Funcs[key]; !own && member(key) {
			p.passed[key] = e
		}
	}
	for key := range m.fields {
		if member(key) {
			p.Fields[key] = union(p.Fields[key], m.Field(key))
		}
	}
}
