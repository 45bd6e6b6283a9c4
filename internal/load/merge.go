package load

import (
	"cmp"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
)

// merge joins what several test variants and configurations say of the same
// package. Calls are the same when they agree in place, method and path;
// findings when they agree in the rule as well. A call keeps one entry for
// each context that judged it.
func merge(results []*analyzer.Result) []*analyzer.Result {
	merged := make(map[string]*merger)
	var paths []string
	for _, r := range results {
		m := merged[r.Package]
		if m == nil {
			m = newMerger(r)
			merged[r.Package] = m
			paths = append(paths, r.Package)
		}
		m.add(r)
	}
	slices.Sort(paths)
	out := make([]*analyzer.Result, 0, len(paths))
	for _, path := range paths {
		out = append(out, merged[path].finish())
	}
	return out
}

// A place identifies what two results can both have.
type place struct {
	frame        analyzer.Frame // without the function: variants may name closures differently
	method, path string
	extra        string // context of a call, rule of a finding, reason of an unresolved request
}

func placeOf(f analyzer.Frame, method, path, extra string) place {
	f.Function = ""
	return place{f, method, path, extra}
}

type merger struct {
	out      *analyzer.Result
	calls    map[place]int // index into out.Calls
	others   map[place]bool
	nodes    map[string]int // index into out.Nodes
	contexts map[string]bool
	faults   map[string]bool
}

func newMerger(r *analyzer.Result) *merger {
	return &merger{
		out:      &analyzer.Result{Package: r.Package},
		calls:    make(map[place]int),
		others:   make(map[place]bool),
		nodes:    make(map[string]int),
		contexts: make(map[string]bool),
		faults:   make(map[string]bool),
	}
}

func (m *merger) add(r *analyzer.Result) {
	out := m.out
	out.Main = out.Main || r.Main
	out.Built = out.Built || r.Built
	out.Files = max(out.Files, r.Files)
	out.Suppressed = max(out.Suppressed, r.Suppressed)
	out.Hidden = max(out.Hidden, r.Hidden)

	index := make([]int, len(r.Calls)) // of r's calls in out.Calls
	for i, call := range r.Calls {
		key := placeOf(call.Frame, call.Method, call.Path, call.Context)
		at, ok := m.calls[key]
		if !ok {
			at = len(out.Calls)
			m.calls[key] = at
			out.Calls = append(out.Calls, call)
		} else if call.Confidence > out.Calls[at].Confidence {
			out.Calls[at] = call
		}
		index[i] = at
	}
	for _, u := range r.Unresolved {
		if m.first(placeOf(u.Frame, u.Method, u.Path, "unresolved "+u.Reason)) {
			out.Unresolved = append(out.Unresolved, u)
		}
	}
	for _, q := range r.Requests {
		if m.first(placeOf(q.Frame, "", "", "token request "+q.Audience)) {
			out.Requests = append(out.Requests, q)
		}
	}
	for _, d := range r.TemplateData {
		if m.first(placeOf(d.Frame, "", "", "template data "+d.Rule)) {
			out.TemplateData = append(out.TemplateData, d)
		}
	}
	for _, f := range r.Findings {
		if m.first(placeOf(f.Frame, f.Method, f.Path, "finding "+f.Rule)) {
			out.Findings = append(out.Findings, f)
		}
	}
	for _, i := range r.Ignores {
		if m.first(placeOf(i.Frame, "", "", "ignore "+i.Rule)) {
			out.Ignores = append(out.Ignores, i)
		}
	}
	for _, n := range r.Nodes {
		at, ok := m.nodes[n.Func]
		if !ok {
			at = len(out.Nodes)
			m.nodes[n.Func] = at
			out.Nodes = append(out.Nodes, analyzer.Node{Func: n.Func})
		}
		node := &out.Nodes[at]
		for _, c := range n.Calls {
			if to := index[c]; !slices.Contains(node.Calls, to) {
				node.Calls = append(node.Calls, to)
			}
		}
		node.Edges = append(node.Edges, n.Edges...)
	}
	out.Contexts = union(out.Contexts, m.contexts, r.Contexts)
	out.Faults = union(out.Faults, m.faults, r.Faults)
}

func (m *merger) first(p place) bool {
	if m.others[p] {
		return false
	}
	m.others[p] = true
	return true
}

// finish sorts what add collected.
func (m *merger) finish() *analyzer.Result {
	out := m.out
	order := make([]int, len(out.Calls))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return compareCalls(&out.Calls[a], &out.Calls[b]) })
	calls := make([]analyzer.Call, len(order))
	moved := make([]int, len(order))
	for to, from := range order {
		calls[to] = out.Calls[from]
		moved[from] = to
	}
	if len(calls) > 0 {
		out.Calls = calls
	}
	for i := range out.Nodes {
		node := &out.Nodes[i]
		for j := range node.Calls {
			node.Calls[j] = moved[node.Calls[j]]
		}
		slices.Sort(node.Calls)
		slices.Sort(node.Edges)
		node.Edges = slices.Compact(node.Edges)
	}
	slices.SortFunc(out.Nodes, func(a, b analyzer.Node) int { return cmp.Compare(a.Func, b.Func) })
	slices.SortStableFunc(out.Unresolved, func(a, b analyzer.Unresolved) int {
		return cmp.Or(compareFrames(a.Frame, b.Frame), cmp.Compare(a.Reason, b.Reason))
	})
	slices.SortStableFunc(out.Findings, func(a, b analyzer.Finding) int {
		return cmp.Or(compareFrames(a.Frame, b.Frame), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	slices.SortStableFunc(out.Ignores, func(a, b analyzer.Ignore) int {
		return cmp.Or(compareFrames(a.Frame, b.Frame), cmp.Compare(a.Rule, b.Rule))
	})
	slices.Sort(out.Contexts)
	slices.Sort(out.Faults)
	return out
}

func compareCalls(a, b *analyzer.Call) int {
	return cmp.Or(compareFrames(a.Frame, b.Frame), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Context, b.Context))
}

func compareFrames(a, b analyzer.Frame) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// union appends the values that are not in seen yet.
func union(out []string, seen map[string]bool, values []string) []string {
	for _, v := range values {
		if !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
