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

//go:embed settings.txt
var settings string

//go:embed public.txt
var public string

// A Table finds rows by function.
type Table struct {
	rows     map[string]*Row
	packages map[string]bool
	paths    map[string][]string // by type: where rows keep things below its values
	modules  []module
	forks    []fork
	settings *Table
}

// A Library knows the rows of the packages of one module.
type Library interface {
	// Package reports whether there are rows of the package.
	Package(path string) bool
	// Row returns the row of a function of the package by its key, or nil.
	Row(pkg, key string) *Row
}

// A module is one of Auth0's SDKs.
type module struct {
	path string
	rows Library
}

type fork struct{ path, like string }

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
	if err := t.Read("tokens.txt", tokens); err != nil {
		return nil, err
	}
	t.settings = NewTable()
	return t, t.settings.Read("settings.txt", settings)
}

// Outline returns a table that knows of which packages Builtin has rows, and no
// row.
func Outline() *Table {
	t := NewTable()
	for _, text := range []string{senders, tokens} {
		for line := range strings.Lines(text) {
			if paths, ok := strings.CutPrefix(line, "package "); ok {
				paths, _, _ = strings.Cut(paths, "#")
				for path := range strings.FieldsSeq(paths) {
					t.packages[path] = true
				}
			}
		}
	}
	return t
}

// Public returns the table of what hands values to people. It is apart from the
// others: nearly every package prints, and few send requests.
func Public() (*Table, error) {
	t := NewTable()
	return t, t.Read("public.txt", public)
}

// Clone returns a table with the same rows; what is added to either is not in
// the other.
func (t *Table) Clone() *Table {
	c := &Table{rows: maps.Clone(t.rows), packages: maps.Clone(t.packages), paths: map[string][]string{}}
	for typ, paths := range t.paths {
		c.paths[typ] = slices.Clone(paths)
	}
	c.settings = t.settings
	c.modules, c.forks = slices.Clone(t.modules), slices.Clone(t.forks)
	return c
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
func (t *Table) Paths(typ string) []string { return t.paths[t.original(typ)] }

// Packages lists the import paths that the table has rows of, sorted.
func (t *Table) Packages() []string { return slices.Sorted(maps.Keys(t.packages)) }

// Funcs lists what rows the table has of a package, without its path:
// "NewRequest", "Client.Do", "Client.*".
func (t *Table) Funcs(pkg string) []string {
	var out []string
	for key := range t.rows {
		if name, ok := strings.CutPrefix(key, pkg+"."); ok && !strings.Contains(name, "/") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Row returns the row of exactly this name, or nil.
func (t *Table) Row(name string) *Row { return t.rows[name] }

// Own makes a module one of Auth0's SDKs. Rows that the table has itself win
// over those of the library, which may be nil.
func (t *Table) Own(path string, rows Library) { t.modules = append(t.modules, module{path, rows}) }

// Fork makes everything below path the same as what lies below like.
func (t *Table) Fork(path, like string) { t.forks = append(t.forks, fork{path, like}) }

// original returns what a name below a fork's path is called in the original.
func (t *Table) original(name string) string {
	for _, f := range t.forks {
		if rest, ok := strings.CutPrefix(name, f.path); ok && (rest == "" || rest[0] == '/' || rest[0] == '.') {
			return f.like + rest
		}
	}
	return name
}

// Package reports whether the table has rows of the package.
func (t *Table) Package(path string) bool {
	path = t.original(path)
	return t.packages[path] || t.library(path) != nil
}

// library returns the library that has rows of a package, or nil.
func (t *Table) library(pkg string) Library {
	for _, m := range t.modules {
		if m.rows != nil && m.rows.Package(pkg) {
			return m.rows
		}
	}
	return nil
}

// Owns reports whether a package belongs to Auth0's SDK: what it sends is in
// the table, and its own code is not looked at.
func (t *Table) Owns(path string) bool {
	path = t.original(path)
	for _, m := range t.modules {
		if path == m.path || strings.HasPrefix(path, m.path+"/") {
			return true
		}
	}
	return false
}

// OwnsFunc reports whether a function or method belongs to Auth0's SDK.
func (t *Table) OwnsFunc(fn *types.Func) bool {
	return fn.Pkg() != nil && t.Owns(fn.Pkg().Path())
}

// Find returns the row of a function or method, or nil.
func (t *Table) Find(fn *types.Func) *Row {
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	pkg := t.original(fn.Pkg().Path())
	own, library := t.packages[pkg], t.library(pkg)
	if !own && library == nil {
		return nil
	}
	key := t.original(Key(fn))
	if own {
		if r := t.rows[key]; r != nil {
			return r
		}
		if all := t.rows[key[:strings.LastIndexByte(key, '.')]+".*"]; all != nil && fluent(fn) {
			return all
		}
	}
	if library != nil {
		return library.Row(pkg, key)
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

// Any returns the row of a function that sends requests or has to do with
// settings, or nil. Those of settings are apart from the others: most programs
// have flags, and few send requests.
func (t *Table) Any(fn *types.Func) *Row {
	if r := t.Find(fn); r != nil || t.settings == nil {
		return r
	}
	return t.settings.Find(fn)
}

// SettingField returns the row of a struct field ("import/path.Type.Field")
// that holds the default of a setting, or nil.
func (t *Table) SettingField(field string) *Row {
	if t.settings == nil {
		return nil
	}
	return t.settings.rows[field]
}

// SecretField reports whether a struct field ("import/path.Type.Field") is a
// place where a client secret goes.
func (t *Table) SecretField(field string) bool {
	r := t.rows[t.original(field)]
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
