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
	shelf    shelf // rows that nobody has asked for yet
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

// Builtin returns the table of the program's own rows. They are read when they
// are asked for: a package needs those of the few packages that it imports, and
// under go vet every package is a process.
func Builtin() *Table {
	t := shelve(map[string]string{"senders.txt": senders, "tokens.txt": tokens})
	t.settings = shelve(map[string]string{"settings.txt": settings})
	return t
}

// Public returns the table of what hands values to people. It is apart from the
// others: nearly every package prints, and few send requests.
func Public() *Table { return shelve(map[string]string{"public.txt": public}) }

// shelve returns a table of texts by their names.
func shelve(texts map[string]string) *Table {
	t := NewTable()
	t.shelf = newShelf(texts)
	for pkg := range t.shelf {
		t.packages[pkg] = true
	}
	return t
}

// Clone returns a table with the same rows; what is added to either is not in
// the other.
func (t *Table) Clone() *Table {
	c := &Table{shelf: t.shelf, rows: maps.Clone(t.rows), packages: maps.Clone(t.packages), paths: map[string][]string{}}
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
			if term.Audience != nil {
				term = *term.Audience
			}
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
	for _, x := range r.Results {
		x.Value.each(note)
	}
}

// Paths lists what the table keeps below values of a type
// ("import/path.Type"): the base URL of a client, the method of a request.
func (t *Table) Paths(typ string) []string {
	typ = t.original(typ)
	paths := t.paths[typ]
	if s := t.shelf.table(t.packageOf(typ)); s != nil {
		if len(paths) == 0 {
			return s.paths[typ]
		}
		paths = append(slices.Clip(s.paths[typ]), paths...)
	}
	return paths
}

// Packages lists the import paths that the table has rows of, sorted.
func (t *Table) Packages() []string { return slices.Sorted(maps.Keys(t.packages)) }

// Funcs lists what rows the table has of a package, without its path:
// "NewRequest", "Client.Do", "Client.*".
func (t *Table) Funcs(pkg string) []string {
	var out []string
	note := func(rows map[string]*Row) {
		for key := range rows {
			if name, ok := strings.CutPrefix(key, pkg+"."); ok && !strings.Contains(name, "/") {
				out = append(out, name)
			}
		}
	}
	note(t.rows)
	if s := t.shelf.table(pkg); s != nil {
		note(s.rows)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Row returns the row of exactly this name, or nil.
func (t *Table) Row(name string) *Row { return t.rowOf(t.packageOf(name), name) }

// rowOf returns the row of a function of a package, or nil.
func (t *Table) rowOf(pkg, key string) *Row {
	if r := t.rows[key]; r != nil {
		return r
	}
	if s := t.shelf.table(pkg); s != nil {
		return s.rows[key]
	}
	return nil
}

// packageOf returns the package that a name of the table belongs to, "" for
// none.
func (t *Table) packageOf(name string) string {
	for i := strings.LastIndexByte(name, '/') + 1; i < len(name); i++ {
		if name[i] == '.' && t.packages[name[:i]] {
			return name[:i]
		}
	}
	return ""
}

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
		if r := t.rowOf(pkg, key); r != nil {
			return r
		}
		if all := t.rowOf(pkg, key[:strings.LastIndexByte(key, '.')]+".*"); all != nil && fluent(fn) {
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
	return t.settings.Row(field)
}

// SecretField reports whether a struct field ("import/path.Type.Field") is a
// place where a client secret goes.
func (t *Table) SecretField(field string) bool {
	r := t.Row(t.original(field))
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
