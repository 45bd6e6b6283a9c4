package detect

import (
	"go/types"
	"maps"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
)

const maxReach = 200 // calls that a fact tells of one function

// graph makes the nodes by which the whole program's reachability is found.
func (p *pass) graph() {
	nodes := map[string]*info{} // a function and the bodies of its loops are one
	for _, fn := range p.Funcs {
		in := p.infos[fn]
		if in == nil || len(in.calls) == 0 && len(in.edges) == 0 && len(in.reached) == 0 {
			continue
		}
		n := nodes[FuncKey(fn)]
		if n == nil {
			n = &info{edges: map[string]bool{}}
			nodes[FuncKey(fn)] = n
		}
		n.calls = append(n.calls, in.calls...)
		for e, runs := range in.edges {
			n.edges[e] = n.edges[e] || runs
		}
	}
	for key, in := range nodes {
		n := Node{Func: key, Calls: in.calls}
		for e, runs := range in.edges {
			if e == n.Func {
				continue
			}
			n.Edges = append(n.Edges, e)
			if !runs {
				n.Held = append(n.Held, e)
			}
		}
		sort.Strings(n.Held)
		sort.Strings(n.Edges)
		p.out.Nodes = append(p.out.Nodes, n)
	}
}

// converts notes that a value becomes an interface: whoever holds the
// interface may call its methods.
func (p *pass) converts(m *ssa.MakeInterface, in *info) {
	t := m.X.Type()
	keys, known := p.methods[t]
	if !known {
		keys = p.methodsOf(t)
		p.methods[t] = keys
	}
	for _, key := range keys {
		if !in.edges[key] {
			in.edges[key] = false
		}
	}
}

// methodsOf names the methods of a declared type that the package knows of.
func (p *pass) methodsOf(t types.Type) []string {
	base := t
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		base = ptr.Elem()
	}
	named, ok := types.Unalias(base).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || p.Rows.Owns(named.Obj().Pkg().Path()) {
		return nil
	}
	var keys []string
	for method := range types.NewMethodSet(t).Methods() {
		fn, ok := method.Obj().(*types.Func)
		if !ok || fn.Pkg() == nil || fn.Pkg() != p.Types && p.Imports.Func(fn) == nil {
			continue
		}
		if fn.Pkg() == p.Types && !fn.Exported() && !p.throughInterfaces()[fn.Name()] {
			continue // the code that could call it is all here
		}
		keys = append(keys, send.Key(fn))
	}
	return keys
}

// throughInterfaces names the methods that the package selects of interfaces.
func (p *pass) throughInterfaces() map[string]bool {
	if p.selected == nil {
		p.selected = map[string]bool{}
		for _, s := range p.Info.Selections {
			fn, ok := s.Obj().(*types.Func)
			if !ok {
				continue
			}
			if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
				p.selected[fn.Name()] = true
			}
		}
	}
	return p.selected
}

// cleanNames keeps the field names that the endpoint table knows; others could
// be anything.
func (p *pass) cleanNames(names []string) []string {
	var out []string
	for _, n := range names {
		if p.Endpoint.HasField(n) {
			out = append(out, n)
		} else {
			out = append(out, "other")
		}
	}
	return out
}

// reachOf returns the calls that fn leads to, the nearest first, each with the
// places that lead from fn to it. Functions that call each other are gone
// through together; what lies beyond them was found before, so that long
// chains of functions cost no more than short ones.
func (p *pass) reachOf(fn *ssa.Function) []summary.Reach {
	if out, ok := p.reaches[fn]; ok {
		return out
	}
	p.components(fn)
	return p.reaches[fn]
}

// components finds the groups of functions that call each other, callees
// first, from fn on (Tarjan's algorithm), and what each of their functions
// reaches.
func (p *pass) components(fn *ssa.Function) {
	index := map[*ssa.Function]int{}
	low := map[*ssa.Function]int{}
	on := map[*ssa.Function]bool{}
	var stack []*ssa.Function
	var visit func(*ssa.Function)
	visit = func(f *ssa.Function) {
		index[f], low[f] = len(index), len(index)
		stack, on[f] = append(stack, f), true
		for _, next := range p.next(f) {
			if _, done := p.reaches[next]; done {
				continue
			}
			if _, seen := index[next]; !seen {
				visit(next)
				low[f] = min(low[f], low[next])
			} else if on[next] {
				low[f] = min(low[f], index[next])
			}
		}
		if low[f] != index[f] {
			return
		}
		group := map[*ssa.Function]bool{}
		for last := (*ssa.Function)(nil); last != f; {
			last = stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			on[last], group[last] = false, true
		}
		found := map[*ssa.Function][]summary.Reach{}
		for member := range group {
			found[member] = p.within(member, group)
		}
		maps.Copy(p.reaches, found)
	}
	visit(fn)
}

// next lists the package's own functions that f calls or mentions.
func (p *pass) next(f *ssa.Function) []*ssa.Function {
	in := p.infos[f]
	if in == nil {
		return nil
	}
	keys := make([]string, 0, len(in.edges))
	for e := range in.edges {
		keys = append(keys, e)
	}
	sort.Strings(keys)
	byKey := p.byKey()
	var out []*ssa.Function
	for _, k := range keys {
		if n := byKey[k]; n != nil && n != f {
			out = append(out, n)
		}
	}
	return out
}

// within collects what fn reaches: through the functions of its own group
// breadth first, beyond them from what is known already.
func (p *pass) within(fn *ssa.Function, group map[*ssa.Function]bool) []summary.Reach {
	type step struct {
		fn    *ssa.Function
		chain []summary.Frame
	}
	var out, beyond []summary.Reach
	have := map[string]bool{}
	add := func(list *[]summary.Reach, r summary.Reach, chain []summary.Frame) {
		key := r.Method + r.Path + strings.Join(r.Body, ",")
		if len(have) >= maxReach || have[key] {
			return
		}
		have[key] = true
		if len(chain) > 0 {
			frames := slices.Concat(chain, []summary.Frame{r.At})
			r.At, r.Chain = frames[0], slices.Concat(frames[1:], r.Chain)
		}
		if len(r.Chain) > maxChain {
			r.Chain = append(r.Chain[:maxChain-1:maxChain-1], r.Chain[len(r.Chain)-1])
		}
		*list = append(*list, r)
	}
	seen := map[*ssa.Function]bool{fn: true}
	for queue := []step{{fn: fn}}; len(queue) > 0; queue = queue[1:] {
		s := queue[0]
		in := p.infos[s.fn]
		if in == nil {
			continue
		}
		for _, i := range in.calls {
			// What the table does not know is as the code writes it, and told
			// to nobody else.
			if c := p.out.Calls[i]; !c.dropped && len(c.Ops) > 0 {
				add(&out, summary.Reach{
					Method: c.Method, Path: c.Path, SDK: c.SDK, Body: p.cleanNames(c.Body.Fields), Seen: c.Body.Known,
					Host: p.cleanHost(c.Host), Level: int(c.Level), At: c.Frame, Chain: c.Chain,
				}, s.chain)
			}
		}
		for _, r := range in.reached {
			add(&out, r.reach, append(s.chain[:len(s.chain):len(s.chain)], r.site))
		}
		for _, next := range p.next(s.fn) {
			if seen[next] {
				continue
			}
			seen[next] = true
			chain := slices.Concat(s.chain, []summary.Frame{p.site(next, next.Pos()).Frame})
			if group[next] {
				queue = append(queue, step{next, chain})
				continue
			}
			for _, r := range p.reaches[next] {
				add(&beyond, r, chain)
			}
		}
	}
	return append(out, beyond...)
}

func (p *pass) byKey() map[string]*ssa.Function {
	if p.keys == nil {
		p.keys = map[string]*ssa.Function{}
		for _, fn := range p.Funcs {
			p.keys[FuncKey(fn)] = fn
		}
	}
	return p.keys
}
