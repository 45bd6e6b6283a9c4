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

func newNetwork(results []*analyzer.Result) *network {
	n := &network{nodes: make(map[string]*vertex), inits: make(map[string][]*vertex)}
	for _, r := range results {
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
	// guessed is set when the program's own call graph is not known, so that
	// all that it is made of counts as reached.
	guessed bool
}

// walk follows the edges from a program's main function and from whatever
// the packages that it is made of run on import. A method that is called
// through an interface is reached from where a value with that method becomes
// an interface: the edges say so.
func (n *network) walk(program string, partOf func(importPath string) bool) *walk {
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
			}
		}
	}
	return w
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
