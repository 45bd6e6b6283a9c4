// Package sdk knows which endpoints the methods of Auth0's Go SDK call. The
// tables are generated from the SDK's source (see gen) and are one union per
// import path: an importer's analysis cannot know which release it will be
// linked with.
package sdk

import (
	"embed"
	"fmt"
	"go/types"
	"path"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
)

//go:generate go run ./gen

//go:embed tables/*.txt
var files embed.FS

// A Table is what is known of the SDK under one import path.
type Table struct {
	Path     string   // "github.com/auth0/go-auth0/v2"
	Versions []string // releases that it was made of, oldest first
	Packages map[string]map[string]*Client
}

// A Client is a type whose methods call the API.
type Client struct {
	Methods map[string][]Method // by name; more than one where releases disagree
}

// A Method is what a method sends in a range of releases.
type Method struct {
	Since, Until string // inclusive; "" is the first or last known
	Requests     []Request
}

// A Request is one request; {} in Path is a segment that an argument gives.
type Request struct{ Method, Path string }

// Tables are all SDKs that are known.
type Tables struct {
	Tables []*Table
}

// Load reads the embedded tables.
func Load() (*Tables, error) {
	entries, err := files.ReadDir("tables")
	if err != nil {
		return nil, err
	}
	out := &Tables{}
	for _, e := range entries {
		name := path.Join("tables", e.Name())
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := Parse(name, string(text))
		if err != nil {
			return nil, err
		}
		out.Tables = append(out.Tables, t)
	}
	return out, nil
}

// Parse reads one table:
//
//	sdk IMPORT/PATH
//	versions V...
//	package RELATIVE/PATH
//	Type.Method  [FIRST..LAST]  GET /api/v2/x, POST /api/v2/y
//	Type.Method  -
//
// A dash is a method that sends nothing; the range is left out where every
// release has the method.
func Parse(name, text string) (*Table, error) {
	t := &Table{Packages: map[string]map[string]*Client{}}
	pkg := ""
	for i, line := range strings.Split(text, "\n") {
		fail := func(what string) error { return fmt.Errorf("%s:%d: %s", name, i+1, what) }
		if j := strings.IndexByte(line, '#'); j >= 0 {
			line = line[:j]
		}
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch words[0] {
		case "sdk":
			if len(words) != 2 {
				return nil, fail("sdk needs one import path")
			}
			t.Path = words[1]
			continue
		case "versions":
			t.Versions = words[1:]
			continue
		case "package":
			if len(words) != 2 {
				return nil, fail("package needs one path")
			}
			pkg = words[1]
			t.Packages[pkg] = map[string]*Client{}
			continue
		}
		typ, method, ok := strings.Cut(words[0], ".")
		if !ok || pkg == "" || len(words) < 2 {
			return nil, fail("want Type.Method and its requests")
		}
		var m Method
		rest := words[1:]
		if r, ok := strings.CutPrefix(rest[0], "["); ok {
			m.Since, m.Until, _ = strings.Cut(strings.TrimSuffix(r, "]"), "..")
			rest = rest[1:]
		}
		for _, req := range strings.Split(strings.Join(rest, " "), ",") {
			f := strings.Fields(req)
			switch {
			case len(f) == 1 && f[0] == "-":
			case len(f) == 2:
				m.Requests = append(m.Requests, Request{f[0], f[1]})
			default:
				return nil, fail("a request is a method and a path")
			}
		}
		c := t.Packages[pkg][typ]
		if c == nil {
			c = &Client{Methods: map[string][]Method{}}
			t.Packages[pkg][typ] = c
		}
		c.Methods[method] = append(c.Methods[method], m)
	}
	return t, nil
}

// Rows puts every method that sends requests into a senders' table.
func (ts *Tables) Rows(into *send.Table) {
	for _, t := range ts.Tables {
		into.Own(t.Path)
		for pkg, clients := range t.Packages {
			full := t.Path + "/" + pkg
			for typ, c := range clients {
				for name, variants := range c.Methods {
					row := &send.Row{Func: full + "." + typ + "." + name, SDK: typ + "." + name}
					for _, v := range variants {
						for _, r := range v.Requests {
							q := send.Request{Method: send.Literal(r.Method), URL: send.Literal(r.Path)}
							if !slices.ContainsFunc(row.Requests, func(o send.Request) bool {
								return o.Method.Terms[0] == q.Method.Terms[0] && o.URL.Terms[0] == q.URL.Terms[0]
							}) {
								row.Requests = append(row.Requests, q)
							}
						}
					}
					if len(row.Requests) > 0 {
						into.Add(full, row)
					}
				}
			}
		}
	}
}

// owner returns the table that a package belongs to. Of nested module paths
// the longest counts.
func (ts *Tables) owner(pkg string) (*Table, string) {
	var best *Table
	rel := ""
	for _, t := range ts.Tables {
		if r, ok := strings.CutPrefix(pkg, t.Path+"/"); ok && (best == nil || len(t.Path) > len(best.Path)) {
			best, rel = t, r
		}
	}
	return best, rel
}

// Newer says why a method of the SDK is not in its table, or "" for functions
// that are, and for those that do not look like API calls.
func (ts *Tables) Newer(fn *types.Func) string {
	if fn.Pkg() == nil || !fn.Exported() {
		return ""
	}
	t, rel := ts.owner(fn.Pkg().Path())
	if t == nil {
		return ""
	}
	_, typ, ok := strings.Cut(strings.TrimPrefix(send.Key(fn), fn.Pkg().Path()), ".")
	typ, method, isMethod := strings.Cut(typ, ".")
	if !ok || !isMethod || !callsAPI(fn) {
		return ""
	}
	clients := t.Packages[rel]
	if c := clients[typ]; c != nil {
		if _, known := c.Methods[method]; known {
			return ""
		}
	} else if !clientType(typ) {
		return ""
	}
	return fmt.Sprintf("%s.%s is newer than the table of %s, which knows %s", typ, method, t.Path, t.Versions[len(t.Versions)-1])
}

// clientType reports whether a type's name is that of a client: a manager in
// v1, a Client or RawClient later.
func clientType(name string) bool {
	return strings.HasSuffix(name, "Manager") || name == "Client" || name == "RawClient"
}

// callsAPI reports whether a signature ends in request options, as that of
// every method that calls the API does.
func callsAPI(fn *types.Func) bool {
	sig, ok := fn.Type().(*types.Signature)
	if !ok || !sig.Variadic() {
		return false
	}
	last := sig.Params().At(sig.Params().Len() - 1).Type()
	return strings.HasSuffix(types.TypeString(last, nil), "RequestOption")
}

// Types returns pointers to the client types of every SDK package that pkg
// imports, however far away, sorted by name.
func (ts *Tables) Types(pkg *types.Package) []types.Type {
	var out []types.Type
	seen := map[*types.Package]bool{}
	var walk func(p *types.Package)
	walk = func(p *types.Package) {
		if seen[p] {
			return
		}
		seen[p] = true
		if t, rel := ts.owner(p.Path()); t != nil {
			names := make([]string, 0, len(t.Packages[rel]))
			for name := range t.Packages[rel] {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				if obj, ok := p.Scope().Lookup(name).(*types.TypeName); ok {
					out = append(out, types.NewPointer(obj.Type()))
				}
			}
		}
		for _, imp := range p.Imports() {
			walk(imp)
		}
	}
	walk(pkg)
	return out
}

// Reached reports whether pkg imports an SDK, however far away.
func (ts *Tables) Reached(pkg *types.Package) bool {
	for _, imp := range pkg.Imports() {
		if t, _ := ts.owner(imp.Path()); t != nil {
			return true
		}
	}
	return false
}
