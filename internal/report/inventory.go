package report

import (
	"cmp"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
)

// An inventory is the calls and unresolved requests that a report lists:
// those of the matched packages, and those elsewhere that a program reaches.
type inventory struct {
	programs   []*program
	calls      []*entry
	unresolved []*analyzer.Unresolved
	loose      []*entry // calls that no program reaches
}

// An entry is a call with the package that holds it.
type entry struct {
	*analyzer.Call
	pkg string
}

// A program is a matched main package with what it reaches.
type program struct {
	pkg        string
	context    string
	kind       string
	calls      []reached
	unresolved []*analyzer.Unresolved
	guessed    bool // all that it imports counts as reached
}

// A reached call carries the functions from main to the one that holds it.
type reached struct {
	*entry
	trail []string
}

// inventory returns what the results hold, put together once.
func (in *Input) inventory() *inventory {
	if in.found == nil {
		in.found = newInventory(in)
	}
	return in.found
}

func newInventory(in *Input) *inventory {
	inv := new(inventory)
	listed := make(map[*analyzer.Call]*entry)
	add := func(pkg string, call *analyzer.Call) *entry {
		e := listed[call]
		if e == nil {
			e = &entry{call, pkg}
			listed[call] = e
			inv.calls = append(inv.calls, e)
		}
		return e
	}
	pending := make(map[*analyzer.Unresolved]bool)
	addUnresolved := func(u *analyzer.Unresolved) {
		if !pending[u] {
			pending[u] = true
			inv.unresolved = append(inv.unresolved, u)
		}
	}

	taken := make(map[*analyzer.Call]bool)
	net := newNetwork(in)
	for _, r := range in.Results {
		if !r.Main || !in.Matched(r.Package) {
			continue
		}
		walk := net.walk(r.Package)
		p := &program{pkg: r.Package, guessed: walk.guessed}
		for _, hit := range walk.hits {
			taken[hit.call] = true
			p.calls = append(p.calls, reached{add(hit.pkg, hit.call), hit.trail})
		}
		for _, other := range in.Results {
			if other == r || in.Reaches(r.Package, other.Package) {
				for i := range other.Unresolved {
					if u := &other.Unresolved[i]; !u.Test && walk.reached(u.Frame) {
						p.unresolved = append(p.unresolved, u)
						addUnresolved(u)
					}
				}
			}
		}
		p.context, p.kind = in.contextOf(r, p.calls)
		if len(p.calls) > 0 || len(p.unresolved) > 0 {
			inv.programs = append(inv.programs, p)
		}
	}
	for _, r := range in.Results {
		if !in.Matched(r.Package) {
			continue
		}
		for i := range r.Calls {
			e := add(r.Package, &r.Calls[i])
			if !taken[e.Call] {
				inv.loose = append(inv.loose, e)
			}
		}
		for i := range r.Unresolved {
			addUnresolved(&r.Unresolved[i])
		}
	}
	return inv
}

// contextOf returns the name and kind of the context that a program belongs
// to: the one that applies in its main package, or the one that judged most
// of its calls.
func (in *Input) contextOf(r *analyzer.Result, calls []reached) (name, kind string) {
	kinds := make(map[string]string)
	votes := make(map[string]int)
	agreed := !slices.ContainsFunc(calls, func(c reached) bool { return c.Context != calls[0].Context })
	for _, c := range calls {
		kinds[c.Context] = c.Kind
		if c.Token == "" || agreed {
			votes[c.Context]++ // a token makes a context for its own call alone
		}
	}
	if in.Context != nil {
		if name, kind, ok := in.Context(r.Package); ok {
			return name, kind
		}
	}
	for _, name := range r.Contexts {
		if name != "unknown" && name != "" {
			return name, cmp.Or(kinds[name], in.Kind(name))
		}
	}
	name = "unknown"
	for candidate, n := range votes {
		if candidate != "unknown" && (name == "unknown" || n > votes[name] || n == votes[name] && candidate < name) {
			name = candidate
		}
	}
	return name, cmp.Or(kinds[name], "unknown")
}

// compareEntries sorts calls by place.
func (in *Input) compareEntries(a, b *entry) int {
	return cmp.Or(cmp.Compare(in.File(a.Frame), in.File(b.Frame)), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Method, b.Method), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Context, b.Context))
}

// merged joins the entries that are one call in several contexts.
func (in *Input) merged(entries []*entry) []Call {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, in.compareEntries)
	out := []Call{}
	for _, e := range entries {
		file := in.File(e.Frame)
		if n := len(out); n > 0 {
			last := &out[n-1]
			if last.File == file && last.Line == e.Line && last.Column == e.Column && last.Method == e.Method && last.Path == e.Path {
				if !slices.Contains(last.Contexts, e.Context) {
					last.Contexts = append(last.Contexts, e.Context)
				}
				continue
			}
		}
		out = append(out, Call{
			File: file, Line: e.Line, Column: e.Column, Function: e.Function, Package: e.pkg,
			Method: e.Method, Path: e.Path, AnyOf: list(e.AnyOf), Contexts: []string{e.Context},
			Confidence: e.Confidence.String(), SDK: e.SDK, Chain: in.chain(e.Chain), note: e.Note,
		})
	}
	return out
}
