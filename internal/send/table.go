package send

import (
	_ "embed"
	"go/types"
	"maps"
	"slices"
	"strings"
)

//go:embed senders.txt
var senders string

// A Table finds rows by function.
type Table struct {
	rows     map[string]*Row
	packages map[string]bool
	paths    map[string][]string // by type: where rows keep things below its values
	sdks     []string
}

// NewTable returns an empty table.
func NewTable() *Table {
	return &Table{rows: map[string]*Row{}, packages: map[string]bool{}, paths: map[string][]string{}}
}

// Builtin returns the table of the program's own rows.
func Builtin() (*Table, error) {
	t := NewTable()
	if err := t.Read("senders.txt", senders); err != nil {
		return nil, err
	}
	return t, t.Read("tokens.txt", tokens)
}

// Add puts a row in; a later row replaces an earlier one.
func (t *Table) Add(pkg string, r *Row) {
	t.rows[r.Func] = r
	t.packages[pkg] = true
	if r.Carries != "" {
		t.paths[r.Func] = append(t.paths[r.Func], r.Carries)
		return
	}
	if typ, _, ok := strings.Cut(strings.TrimPrefix(r.Func, pkg+"."), "."); ok {
		t.keep(pkg+"."+typ, r)
	}
}

// keep notes the paths that a method's row reads and writes below its
// receiver.
func (t *Table) keep(typ string, r *Row) {
	note := func(s Source) {
		for _, term := range s.Terms {
			if p := term.Path; term.Arg == 0 && strings.HasPrefix(p, ".") && !slices.Contains(t.paths[typ], p) {
				t.paths[typ] = append(t.paths[typ], p)
			}
		}
	}
	for _, q := range r.Requests {
		q.Method.each(note)
		q.URL.each(note)
	}
	for _, s := range r.Stores {
		note(s.Dest)
	}
	for _, s := range r.Tokens {
		note(s)
	}
}

// Paths lists what the table keeps below values of a type
// ("import/path.Type"): the base URL of a client, the method of a request.
func (t *Table) Paths(typ string) []string { return t.paths[typ] }

// Funcs lists the functions that have a row, sorted.
func (t *Table) Funcs() []string { return slices.Sorted(maps.Keys(t.rows)) }

// Package reports whether the table has rows of the package.
func (t *Table) Package(path string) bool { return t.packages[path] }

// Owns reports whether a package belongs to Auth0's SDK: what it sends is in
// the table, and its own code is not looked at.
func (t *Table) Owns(path string) bool {
	for _, sdk := range t.sdks {
		if path == sdk || strings.HasPrefix(path, sdk+"/") {
			return true
		}
	}
	return false
}

// OwnsFunc reports whether a function or method belongs to Auth0's SDK.
func (t *Table) OwnsFunc(fn *types.Func) bool {
	return fn.Pkg() != nil && t.Owns(fn.Pkg().Path())
}

// Own makes a module path one of the SDK's.
func (t *Table) Own(module string) { t.sdks = append(t.sdks, module) }

// Find returns the row of a function or method, or nil.
func (t *Table) Find(fn *types.Func) *Row {
	if fn == nil || fn.Pkg() == nil || !t.packages[fn.Pkg().Path()] {
		return nil
	}
	key := Key(fn)
	if r := t.rows[key]; r != nil {
		return r
	}
	if all := t.rows[key[:strings.LastIndexByte(key, '.')]+".*"]; all != nil && fluent(fn) {
		return all
	}
	return nil
}

// fluent reports whether a method returns nothing but what it is called on, or
// another value of that type.
func fluent(fn *types.Func) bool {
	sig := fn.Type().(*types.Signature)
	return sig.Recv() != nil && sig.Results().Len() == 1 &&
		types.Identical(sig.Recv().Type(), sig.Results().At(0).Type())
}

// SecretField reports whether a struct field ("import/path.Type.Field") is a
// place where a client secret goes.
func (t *Table) SecretField(field string) bool {
	r := t.rows[field]
	return r != nil && r.Field
}

// Key names a function in the way of the table: import path, receiver's type
// without pointer, and name.
func Key(fn *types.Func) string {
	fn = fn.Origin()
	key := fn.Name()
	if sig, ok := fn.Type().(*types.Signature); ok && sig.Recv() != nil {
		recv := types.Unalias(sig.Recv().Type())
		if p, ok := recv.(*types.Pointer); ok {
			recv = types.Unalias(p.Elem())
		}
		if named, ok := recv.(*types.Named); ok {
			key = named.Obj().Name() + "." + key
		} else {
			key = "?." + key
		}
	}
	if fn.Pkg() == nil {
		return key
	}
	return fn.Pkg().Path() + "." + key
}
