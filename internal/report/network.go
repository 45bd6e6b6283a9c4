package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// A network joins the call graphs of all packages by the names of functions.
type network struct {
	nodes map[string]*vertex
	inits map[string][]*vertex // by package: what runs because it is imported
	// reaches tells whether a package is made of another.
	reaches func(importPath, other string) bool
	// unknown are the packages whose functions have no nodes, because nothing
	// in them is of interest by itself.
	unknown []string
	behind  map[string][]*vertex // answers of beyond, by package
}

// A vertex is a function of the network.
type vertex struct {
	analyzer.Node
	result *analyzer.Result
}

// A hit is a call that a program reaches, with the functions on the way to
// it.
type hit struct {
	pkg   string
	call  *analyzer.Call
	trail []string
}

func newNetwork(in *Input) *network {
	n := &network{nodes: make(map[string]*vertex), inits: make(map[string][]*vertex), behind: make(map[string][]*vertex), reaches: in.Reaches}
	for _, r := range in.Results {
		if !r.Built {
			n.unknown = append(n.unknown, r.Package)
		}
		for _, node := range r.Nodes {
			v := &vertex{node, r}
			n.nodes[node.Func] = v
			if name, ok := strings.CutPrefix(node.Func, r.Package+"."); ok && (name == "init" || strings.HasPrefix(name, "init#")) {
				n.inits[r.Package] = append(n.inits[r.Package], v)
			}
		}
	}
	return n
}

// A walk is what one program reaches in a network.
type walk struct {
	program string
	from    map[string]string // the function that led to each one reached; "" for the first
	hits    []hit
	// guessed is set when a part of the program's call graph is not known, so
	// that all that this part is made of counts as reached.
	guessed bool
}

// walk follows the edges from a program's main function and from whatever
// the packages that it is made of run on import. A method that is called
// through an interface is reached from where a value with that method becomes
// an interface: the edges say so.
func (n *network) walk(program string) *walk {
	partOf := func(importPath string) bool { return n.reaches(program, importPath) }
	w := &walk{program: program, from: make(map[string]string)}
	var queue []*vertex
	visit := func(v *vertex, from string) {
		if _, seen := w.from[v.Func]; !seen {
			w.from[v.Func] = from
			queue = append(queue, v)
		}
	}
	if v := n.nodes[program+".main"]; v != nil {
		visit(v, "")
	} else {
		w.guessed = true
		for _, name := range slices.Sorted(maps.Keys(n.nodes)) {
			if v := n.nodes[name]; partOf(v.result.Package) {
				visit(v, "")
			}
		}
	}
	var initialised []string
	for pkg := range n.inits {
		if pkg == program || partOf(pkg) {
			initialised = append(initialised, pkg)
		}
	}
	slices.Sort(initialised)
	for _, pkg := range initialised {
		for _, v := range n.inits[pkg] {
			visit(v, "")
		}
	}
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		for _, i := range v.Calls {
			if call := &v.result.Calls[i]; !call.Test {
				w.hits = append(w.hits, hit{v.result.Package, call, w.trail(v.Func)})
			}
		}
		for _, edge := range v.Edges {
			if next := n.nodes[edge]; next != nil {
				visit(next, v.Func)
				continue
			}
			for _, next := range n.beyond(edge) {
				w.guessed = true
				visit(next, v.Func)
			}
		}
	}
	return w
}

// beyond returns what a function may lead to whose package is not known: all
// functions of the packages that this one is made of.
func (n *network) beyond(function string) []*vertex {
	i := slices.IndexFunc(n.unknown, func(pkg string) bool { return strings.HasPrefix(function, pkg+".") })
	if i < 0 {
		return nil
	}
	if known, ok := n.behind[n.unknown[i]]; ok {
		return known
	}
	var out []*vertex
	for _, name := range slices.Sorted(maps.Keys(n.nodes)) {
		if v := n.nodes[name]; n.reaches(n.unknown[i], v.result.Package) {
			out = append(out, v)
		}
	}
	n.behind[n.unknown[i]] = out
	return out
}

// trail returns the short names of the functions that lead to one.
func (w *walk) trail(name string) []string {
	var trail []string
	for name != "" {
		trail = append(trail, w.shortName(name))
		name = w.from[name]
	}
	slices.Reverse(trail)
	return trail
}

// reached tells whether the function around a frame is reached.
func (w *walk) reached(f analyzer.Frame) bool {
	if f.Function == "" || w.guessed {
		return true // a package variable runs on import
	}
	name, _, _ := strings.Cut(f.Function, ".func")
	name, _, _ = strings.Cut(name, "$")
	name = strings.NewReplacer("(*", "", "(", "", ")", "").Replace(name)
	_, ok := w.from[f.Package+"."+name]
	return ok
}

// shortName reduces the name of a node to what a reader needs: "run" in the
// program's own package, "dir.Page" or "api.Client.Do" elsewhere.
func (w *walk) shortName(name string) string {
	if own, ok := strings.CutPrefix(name, w.program+"."); ok {
		return own
	}
	return name[strings.LastIndex(name, "/")+1:]
}
