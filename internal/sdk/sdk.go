// Package sdk knows which endpoints the methods of Auth0's Go SDK call. The
// tables are generated from the SDK's source (see gen) and are one union per
// import path: an importer's analysis cannot know which release it will be
// linked with.
//
// The package knows names of packages, types and methods. It does not look at
// code, and never at the SDK's own.
package sdk

import (
	_ "embed"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
)

//go:generate go run ./gen

// The tables are strings of their own, since to read one of an embed.FS copies
// it.
var (
	//go:embed tables/auth0.v1.txt
	auth0v1 string
	//go:embed tables/auth0.v4.txt
	auth0v4 string
	//go:embed tables/auth0.v5.txt
	auth0v5 string
	//go:embed tables/go-auth0.txt
	goAuth0 string
	//go:embed tables/go-auth0-v2.txt
	goAuth0v2 string
	//go:embed tables/go-auth0-v3.txt
	goAuth0v3 string
)

// texts are the tables by the names of their files.
func texts() map[string]string {
	return map[string]string{
		"tables/auth0.v1.txt": auth0v1, "tables/auth0.v4.txt": auth0v4, "tables/auth0.v5.txt": auth0v5,
		"tables/go-auth0.txt": goAuth0, "tables/go-auth0-v2.txt": goAuth0v2, "tables/go-auth0-v3.txt": goAuth0v3,
	}
}

// Tables are all SDKs that are known, sorted by import path. They can be used
// by several goroutines.
type Tables struct {
	tables []*Table
	forks  []Fork
}

// A Fork is a copy of the SDK under another import path.
type Fork struct {
	Path string // "example.com/fork/auth0"
	Like string // import path of the SDK that it is a copy of
}

// Load opens the embedded tables. Their entries are read when they are asked
// for: most packages need none, and under go vet every package is a process.
func Load() (*Tables, error) {
	out := &Tables{}
	for name, text := range texts() {
		t, err := open(name, text)
		if err != nil {
			return nil, err
		}
		out.tables = append(out.tables, t)
	}
	slices.SortFunc(out.tables, func(a, b *Table) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// WithForks returns tables that know the forks too. It is an error if a fork
// is like nothing that is known.
func (ts *Tables) WithForks(forks []Fork) (*Tables, error) {
	for _, f := range forks {
		if !ts.knows(f.Like) {
			return nil, fmt.Errorf("%s is like %s, which is no SDK that is known: it is one of %s", f.Path, f.Like, strings.Join(ts.paths(), ", "))
		}
	}
	return &Tables{tables: ts.tables, forks: append(ts.forks[:len(ts.forks):len(ts.forks)], forks...)}, nil
}

func (ts *Tables) knows(path string) bool {
	for _, t := range ts.tables {
		if t.Path == path {
			return true
		}
	}
	return false
}

func (ts *Tables) paths() []string {
	var out []string
	for _, t := range ts.tables {
		out = append(out, t.Path)
	}
	return out
}

// Rows returns a senders' table that knows all of base's rows and the SDKs.
// Rows of base win: what the SDK's low-level methods send is in their
// arguments. Base is not changed.
func (ts *Tables) Rows(base *send.Table) *send.Table {
	out := base.Clone()
	for _, t := range ts.tables {
		out.Own(t.Path, t)
	}
	for _, f := range ts.forks {
		out.Fork(f.Path, f.Like)
	}
	return out
}

// owner returns the table that a package belongs to, and the package's path
// relative to it.
func (ts *Tables) owner(pkg string) (*Table, string) {
	for _, f := range ts.forks {
		if rest, ok := strings.CutPrefix(pkg+"/", f.Path+"/"); ok {
			pkg = strings.TrimSuffix(f.Like+"/"+rest, "/")
			break
		}
	}
	var best *Table
	rel := ""
	for _, t := range ts.tables {
		// The path of v1 is the beginning of those of v2 and v3.
		if r, ok := strings.CutPrefix(pkg, t.Path+"/"); ok && (best == nil || len(t.Path) > len(best.Path)) {
			best, rel = t, r
		}
	}
	return best, rel
}

// Types returns pointers to the client types of every SDK package that pkg
// imports, however far away, in the order of the imports and sorted by name
// within a package.
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
			for _, name := range t.clients(rel) {
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
