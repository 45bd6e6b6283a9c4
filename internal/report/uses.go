package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// A Use is a program with the calls that it reaches, or, where there are no
// programs, a package with those that it makes.
type Use struct {
	Package string // import path of the main package
	Name    string // the package as people name it
	Context string // name of its context, or "unknown"
	Kind    string // "spa", "m2m" or "unknown"
	// Guessed is set when the program's own call graph is not known and all
	// that it imports counts as reached.
	Guessed    bool
	Calls      []Used
	Unresolved []Unresolved
}

// A Used is a call that a program reaches, in one of its contexts.
type Used struct {
	*analyzer.Call
	File  string   // for people
	Trail []string // functions from main to the one that makes the call
}

// Place is where the call stands, as people write it.
func (u *Used) Place() string { return u.File + ":" + itoa(u.Line) }

// Uses returns the matched programs that reach a call or an unresolved
// request, or the packages if none does, sorted by package; their calls are
// sorted by place, each once.
func (in *Input) Uses() []Use {
	var uses []Use
	inv := in.inventory()
	for _, p := range inv.programs {
		uses = append(uses, in.use(p))
	}
	if len(uses) == 0 {
		uses = in.libraries(inv)
	}
	slices.SortFunc(uses, func(a, b Use) int { return cmp.Compare(a.Package, b.Package) })
	return uses
}

func (in *Input) use(p *program) Use {
	u := Use{Package: p.pkg, Name: in.Package(p.pkg), Context: p.context, Kind: p.kind, Guessed: p.guessed}
	calls := slices.Clone(p.calls)
	slices.SortStableFunc(calls, func(a, b reached) int {
		return cmp.Or(in.compareEntries(a.entry, b.entry), cmp.Compare(len(a.trail), len(b.trail)))
	})
	seen := make(map[place]bool)
	for _, c := range calls {
		if key := in.place(c.entry); !seen[key] {
			seen[key] = true
			u.Calls = append(u.Calls, Used{c.Call, in.File(c.Frame), c.trail})
		}
	}
	for _, x := range p.unresolved {
		u.Unresolved = append(u.Unresolved, in.unresolved(x))
	}
	slices.SortStableFunc(u.Unresolved, compareUnresolved)
	return u
}

// libraries returns the packages that make calls.
func (in *Input) libraries(inv *inventory) []Use {
	programs := make(map[string]*program)
	of := func(pkg string) *program {
		if programs[pkg] == nil {
			programs[pkg] = &program{pkg: pkg}
		}
		return programs[pkg]
	}
	for _, e := range inv.loose {
		if !e.Test {
			p := of(e.pkg)
			p.calls = append(p.calls, reached{e, []string{e.Function}})
		}
	}
	for _, x := range inv.unresolved {
		if !x.Test {
			p := of(x.Package)
			p.unresolved = append(p.unresolved, x)
		}
	}
	var uses []Use
	for _, r := range in.Results {
		if p := programs[r.Package]; p != nil {
			p.context, p.kind = in.contextOf(r, p.calls)
			uses = append(uses, in.use(p))
		}
	}
	return uses
}

// IsProgram reports whether a package is a main package.
func (in *Input) IsProgram(importPath string) bool {
	return slices.ContainsFunc(in.Results, func(r *analyzer.Result) bool { return r.Package == importPath && r.Main })
}

// maxPaths is how many paths to one function are listed.
const maxPaths = 20

// Paths returns the ways from a program's main function, and from what runs on
// import, to the function that makes a call: the shortest first, each as the
// functions' names for people. more is set when there are others still.
func (in *Input) Paths(program string, call *analyzer.Call) (paths [][]string, more bool) {
	net := newNetwork(in)
	w := net.walk(program)
	type step struct {
		v    *vertex
		back *step
	}
	// Steps go from the call's function backwards, so that only what leads
	// to it is looked at.
	callers := make(map[*vertex][]*vertex)
	var begin []*vertex
	for name := range w.from {
		v := net.nodes[name]
		for _, edge := range v.Edges {
			if next := net.nodes[edge]; next != nil && next != v {
				callers[next] = append(callers[next], v)
			}
		}
		for _, i := range v.Calls {
			if &v.result.Calls[i] == call {
				begin = append(begin, v)
			}
		}
	}
	byName := func(a, b *vertex) int { return cmp.Compare(a.Func, b.Func) }
	for _, list := range callers {
		slices.SortFunc(list, byName)
	}
	slices.SortFunc(begin, byName)
	var queue []*step
	for _, v := range begin {
		queue = append(queue, &step{v, nil})
	}
	for work := 0; len(queue) > 0; work++ {
		s := queue[0]
		queue = queue[1:]
		if w.from[s.v.Func] == "" {
			if len(paths) == maxPaths {
				return paths, true
			}
			var path []string
			for at := s; at != nil; at = at.back {
				path = append(path, w.shortName(at.v.Func))
			}
			paths = append(paths, path)
			continue
		}
		if work > 100*maxPaths {
			more = true // too many ways that lead nowhere new
			break
		}
		for _, v := range callers[s.v] {
			onPath := false
			for at := s; at != nil && !onPath; at = at.back {
				onPath = at.v == v
			}
			if !onPath {
				queue = append(queue, &step{v, s})
			}
		}
	}
	return paths, more
}

// ownName is the last part of a package's name for people, which is what a
// program is called.
func ownName(name string) string {
	name = strings.TrimSuffix(name, "/")
	return name[strings.LastIndex(name, "/")+1:]
}

// Names gives each program a name to call a client by: that of its context if
// no other program shares it, else its folder's, or all of its path where two
// folders have the same name.
func Names(uses []Use) []string {
	contexts, folders := make(map[string]int), make(map[string]int)
	for _, u := range uses {
		contexts[u.Context]++
		folders[ownName(u.Package)]++
	}
	names := make([]string, len(uses))
	for i, u := range uses {
		switch folder := ownName(u.Package); {
		case u.Context != "unknown" && u.Context != u.Kind && contexts[u.Context] == 1:
			names[i] = u.Context
		case folders[folder] == 1:
			names[i] = folder
		default:
			names[i] = strings.ReplaceAll(u.Package, "/", "-")
		}
	}
	return names
}
