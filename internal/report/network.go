package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// A network joins the call graphs of all packages by the names of functions.
type network struct {
	nodes   map[string]*vertex
	methods map[string][]*vertex // by bare method name
	inits   map[string][]*vertex // by package: what runs because it is imported
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
	n := &network{nodes: make(map[string]*vertex), methods: make(map[string][]*vertex), inits: make(map[string][]*vertex)}
	for _, r := range results {
		for _, node := range r.Nodes {
			v := &vertex{node, r}
			n.nodes[node.Func] = v
			if _, method, ok := splitMethod(node.Func); ok {
				n.methods[method] = append(n.methods[method], v)
			}
			if name, ok := strings.CutPrefix(node.Func, r.Package+"."); ok && (name == "init" || strings.HasPrefix(name, "init#")) {
				n.inits[r.Package] = append(n.inits[r.Package], v)
			}
		}
	}
	return n
}

// A walk is what one program reaches in a network.
type walk struct {
	from map[string]string // the function that led to each one reached; "" for the first
	hits []hit
	// guessed is set when the program's own call graph is not known, so that
	// all that it is made of counts as reached.
	guessed bool
}

// walk follows the edges from a program's main function and from whatever
// the packages that it is made of run on import. An edge to an interface
// method leads to every method of that name: too many calls make a grant too
// wide, which can be seen; too few break the program.
func (n *network) walk(program string, partOf func(importPath string) bool) *walk {
	w := &walk{from: make(map[string]string)}
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
			if receiver, method, ok := splitMethod(edge); ok && !strings.HasPrefix(receiver, "*") {
				for _, next := range n.methods[method] {
					if next.result.Package == program || partOf(next.result.Package) {
						visit(next, v.Func)
					}
				}
			}
		}
	}
	return w
}

// trail returns the short names of the functions that lead to one.
func (w *walk) trail(name string) []string {
	var trail []string
	for name != "" {
		trail = append(trail, shortName(name))
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
	full := f.Package + "." + name
	if rest, ok := strings.CutPrefix(name, "(*"); ok {
		full = "(*" + f.Package + "." + rest
	} else if rest, ok := strings.CutPrefix(name, "("); ok {
		full = "(" + f.Package + "." + rest
	}
	_, ok := w.from[full]
	return ok
}

// splitMethod takes the full name of a method apart: "(*p.T).Do" is "*p.T"
// and "Do".
func splitMethod(full string) (receiver, method string, ok bool) {
	rest, ok := strings.CutPrefix(full, "(")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ").")
}

// shortName reduces a full name to what a reader needs: "main", "sync.All",
// "Client.Do".
func shortName(full string) string {
	if receiver, method, ok := splitMethod(full); ok {
		receiver = strings.TrimPrefix(receiver, "*")
		return receiver[strings.LastIndexAny(receiver, "./")+1:] + "." + method
	}
	short := full[strings.LastIndex(full, "/")+1:]
	if pkg, name, ok := strings.Cut(short, "."); ok {
		if name == "main" || strings.HasPrefix(name, "main$") {
			return name
		}
		return pkg + "." + name
	}
	return short
}
