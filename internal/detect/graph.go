package detect

import (
	"go/types"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
)

const maxReach = 200 // calls that a fact tells of one function

// graph makes the nodes by which the whole program's reachability is found.
func (p *pass) graph() {
	for _, fn := range p.Funcs {
		in := p.infos[fn]
		if in == nil || len(in.calls) == 0 && len(in.edges) == 0 && len(in.reached) == 0 {
			continue
		}
		n := Node{Func: FuncKey(fn), Calls: in.calls}
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
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || p.Rows.Owns(named.Obj().Pkg().Path()) {
		return
	}
	set := types.NewMethodSet(m.X.Type())
	for i := range set.Len() {
		fn, ok := set.At(i).Obj().(*types.Func)
		if !ok || fn.Pkg() == nil {
			continue
		}
		if fn.Pkg() == p.Types || p.Imports.Func(fn) != nil {
			if key := send.Key(fn); !in.edges[key] {
				in.edges[key] = false
			}
		}
	}
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

// reachOf returns the calls that fn leads to, nearest first, each with the
// places that lead from fn to it.
func (p *pass) reachOf(fn *ssa.Function) []summary.Reach {
	type step struct {
		fn    *ssa.Function
		chain []summary.Frame
	}
	byKey := p.byKey()
	seen := map[*ssa.Function]bool{fn: true}
	queue := []step{{fn: fn}}
	var out []summary.Reach
	have := map[string]bool{}
	add := func(r summary.Reach, chain []summary.Frame) {
		if len(out) >= maxReach || have[r.Method+r.Path] {
			return
		}
		have[r.Method+r.Path] = true
		if len(chain) > 0 {
			r.Chain = append(append(chain[:len(chain):len(chain)], r.At), r.Chain...)
			r.At = r.Chain[0]
			r.Chain = r.Chain[1:]
		}
		if len(r.Chain) > maxChain {
			r.Chain = append(r.Chain[:maxChain-1:maxChain-1], r.Chain[len(r.Chain)-1])
		}
		out = append(out, r)
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		in := p.infos[s.fn]
		if in == nil {
			continue
		}
		for _, i := range in.calls {
			c := p.out.Calls[i]
			if c.dropped {
				continue
			}
			add(summary.Reach{Method: c.Method, Path: c.Path, SDK: c.SDK, Body: p.cleanNames(c.Body.Fields), Seen: c.Body.Known, Host: p.cleanHost(c.Host), Level: int(c.Level), At: c.Frame, Chain: c.Chain}, s.chain)
		}
		for _, r := range in.reached {
			add(r.reach, append(s.chain[:len(s.chain):len(s.chain)], r.site))
		}
		var keys []string
		for e := range in.edges {
			keys = append(keys, e)
		}
		sort.Strings(keys)
		for _, k := range keys {
			next := byKey[k]
			if next == nil || seen[next] {
				continue
			}
			seen[next] = true
			queue = append(queue, step{next, append(s.chain[:len(s.chain):len(s.chain)], p.site(next, next.Pos()).Frame)})
		}
	}
	return out
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
