package least

import (
	"cmp"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/grant"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// A Holder is a context of the policy file that says what it is granted, with
// the code that runs with this grant.
type Holder struct {
	Name   string
	Source string // what says so, as messages name it: "the policy", "terraform/grants.tf"
	Grants []grant.Grant
	Calls  []report.Used // of all its programs
	// Unresolved is how many of its requests go to endpoints that are not
	// known, each of which may need any scope.
	Unresolved int
	// Whole is set when all packages of the context were analysed. Only then
	// is a scope that no call needs too much.
	Whole bool
	// Part is set when any package of the context was analysed.
	Part bool
	// Severity returns what the policy makes of a rule.
	Severity func(rule string) analyzer.Severity
}

// record returns the table's record of a call; nil when the table does not
// know it.
func record(table *policy.Table, call *analyzer.Call) *policy.Operation {
	ops := table.Lookup(call.Method, call.Path).Ops
	i := slices.IndexFunc(ops, func(op *policy.Operation) bool { return op.Method == call.Method && op.Path == call.Path })
	if i < 0 {
		return nil
	}
	return ops[i]
}

// Choose finds the smallest set of scopes for calls of a program of that kind.
// The ID of each need is the call's index.
func Choose(table *policy.Table, kind string, calls []*analyzer.Call) policy.Choice {
	var needs []policy.Need
	for i, call := range calls {
		if op := record(table, call); op != nil {
			needs = append(needs, policy.Need{Op: op, Body: call.Body, ID: i})
		}
	}
	return table.Choose(policy.Kind(kind), needs)
}

// Calls joins the calls of several programs: each once, sorted by place.
func Calls(lists ...[]report.Used) []report.Used {
	type place struct {
		file, method, path string
		line, column       int
	}
	seen := make(map[place]bool)
	var out []report.Used
	for _, list := range lists {
		for _, c := range list {
			if key := (place{c.File, c.Method, c.Path, c.Line, c.Column}); !seen[key] {
				seen[key] = true
				out = append(out, c)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b report.Used) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Method, b.Method), cmp.Compare(a.Path, b.Path))
	})
	return out
}

// bare returns the analyzer's calls.
func bare(calls []report.Used) []*analyzer.Call {
	out := make([]*analyzer.Call, len(calls))
	for i, c := range calls {
		out[i] = c.Call
	}
	return out
}

// held are the names of all scopes that are granted, sorted.
func (h *Holder) held() []string {
	var names []string
	for i := range h.Grants {
		names = append(names, h.Grants[i].ScopeNames()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (h *Holder) all() *grant.Place {
	for i := range h.Grants {
		if h.Grants[i].All != nil {
			return h.Grants[i].All
		}
	}
	return nil
}

func (h *Holder) partial() bool {
	return slices.ContainsFunc(h.Grants, func(g grant.Grant) bool { return g.Partial })
}

// ChooseFor finds the smallest set of scopes for a program. The ID of each
// need is the index of the call.
func ChooseFor(table *policy.Table, u *report.Use) policy.Choice {
	return Choose(table, u.Kind, bare(u.Calls))
}
