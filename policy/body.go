package policy

import (
	"fmt"
	"slices"
	"strings"
)

// A Body is what can be seen of the JSON object that a request sends.
type Body struct {
	// Known is set when Fields is all that the body can hold. Without it
	// Fields are those that it holds for certain, beside others.
	Known bool
	// Fields are the names of the object's own fields, in any order.
	Fields []string
}

// holdsAny reports whether the body sets one of the fields for certain.
func (b Body) holdsAny(fields []string) bool {
	return slices.ContainsFunc(b.Fields, func(f string) bool { return slices.Contains(fields, f) })
}

// within reports whether the body sets no field but these.
func (b Body) within(fields []string) bool {
	return !slices.ContainsFunc(b.Fields, func(f string) bool { return !slices.Contains(fields, f) })
}

// Sufficient returns the scope sets of which each is enough for a call with
// this body, in the order of AnyOf; none when Auth0 documents none. Where the
// body decides and cannot be seen, the sets for all bodies are returned. The
// note says in a clause what the body decided, or what it would decide; it is
// empty where the body does not matter.
func (op *Operation) Sufficient(b Body) (sets []ScopeSet, note string) {
	sets, _, note = op.sufficient(b)
	return sets, note
}

// BodyMatters reports whether it depends on the body which scopes the operation
// needs.
func (op *Operation) BodyMatters() bool {
	return len(op.BodyRules) > 0 || slices.ContainsFunc(op.Extra, func(e Extra) bool { return e.Kind == RequestBody })
}

// sufficient also returns which of the sets are enough whatever the unseen
// part of the body makes of the operation's body rules.
func (op *Operation) sufficient(b Body) (sets, certain []ScopeSet, note string) {
	sets, certain, note = op.byBodyRules(b)
	var notes []string
	if note != "" {
		notes = append(notes, note)
	}
	for _, e := range op.Extra {
		if e.Kind != RequestBody {
			continue
		}
		switch seen := b.holdsAny(e.Fields); {
		case seen && e.Uncertain:
			notes = append(notes, fmt.Sprintf("%s may be needed too", e.Scope))
		case seen:
			sets, certain = require(sets, e), require(certain, e)
			notes = append(notes, fmt.Sprintf("body holds %s", strings.Join(shared(b.Fields, e.Fields), ", ")))
		case !b.Known && !e.Uncertain:
			notes = append(notes, fmt.Sprintf("%s too if the body holds %s", e.Scope, strings.Join(e.Fields, " or ")))
		}
	}
	return sets, certain, strings.Join(notes, "; ")
}

// byBodyRules applies the rules that choose between the sets of AnyOf.
func (op *Operation) byBodyRules(b Body) (sets, certain []ScopeSet, note string) {
	if len(op.BodyRules) == 0 {
		return op.AnyOf, op.AnyOf, ""
	}
	// A field that is there decides, whatever else the body holds; when
	// several do, all their rules hold.
	allowed, decided := op.AnyOf, []string(nil)
	for _, r := range op.BodyRules {
		if b.holdsAny(r.Fields) {
			allowed = intersect(allowed, r.AnyOf)
			decided = append(decided, shared(b.Fields, r.Fields)...)
		}
	}
	if len(decided) > 0 {
		slices.Sort(decided)
		note = "body holds " + strings.Join(slices.Compact(decided), ", ")
		if b.Known {
			return allowed, allowed, note
		}
		// What is not seen may hold a field that narrows further.
		certain = allowed
		for _, r := range op.BodyRules {
			if r.Fields != nil {
				certain = intersect(certain, r.AnyOf)
			}
		}
		return allowed, certain, note
	}

	possible := op.possibleRules(b)
	if len(possible) == 0 {
		return op.AnyOf, op.AnyOf, ""
	}
	certain = op.AnyOf
	for _, r := range possible {
		certain = intersect(certain, r.AnyOf)
	}
	sets = slices.DeleteFunc(slices.Clone(op.AnyOf), func(s ScopeSet) bool {
		return !slices.ContainsFunc(possible, func(r BodyRule) bool { return contains(r.AnyOf, s) })
	})
	switch {
	case !b.Known && len(sets) > len(certain):
		note = "the body, which cannot be seen, decides which of " + eitherOf(sets)
	case b.Known && possible[0].FieldsOnly != nil:
		note = "body holds only " + strings.Join(shared(b.Fields, b.Fields), ", ")
	}
	return sets, certain, note
}

// eitherOf writes sets of scopes as people do.
func eitherOf(sets []ScopeSet) string {
	words := make([]string, len(sets))
	for i, s := range sets {
		words[i] = strings.Join(s, " with ")
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// possibleRules returns the rules that a body none of whose fields decides
// can still meet; for a known body that is at most one.
func (op *Operation) possibleRules(b Body) []BodyRule {
	var possible, otherwise []BodyRule
	for _, r := range op.BodyRules {
		switch {
		case r.Otherwise:
			otherwise = append(otherwise, r)
		case r.FieldsOnly == nil:
			if !b.Known {
				possible = append(possible, r)
			}
		case b.within(r.FieldsOnly) && (len(b.Fields) > 0 || !b.Known):
			possible = append(possible, r)
		}
	}
	if b.Known && len(possible) > 0 {
		return possible
	}
	return append(possible, otherwise...)
}

// require adds the extra to every set. A set that then holds another one is
// dropped: whoever has the larger has the smaller.
func require(sets []ScopeSet, e Extra) []ScopeSet {
	var with []ScopeSet
	for _, s := range sets {
		if e.openedBy(s) {
			with = append(with, s)
			continue
		}
		for _, scope := range append([]string{e.Scope}, e.Alternatives...) {
			with = append(with, append(slices.Clone(s), scope))
		}
	}
	return minimal(with)
}

// minimal drops every set that contains another one, and repetitions.
func minimal(sets []ScopeSet) []ScopeSet {
	var kept []ScopeSet
	for i, s := range sets {
		redundant := false
		for j, o := range sets {
			if i != j && o.SubsetOf(s) && (j < i || !s.SubsetOf(o)) {
				redundant = true
				break
			}
		}
		if !redundant {
			kept = append(kept, s)
		}
	}
	return kept
}

// intersect returns the sets of a that b has too, in a's order.
func intersect(a, b []ScopeSet) []ScopeSet {
	var both []ScopeSet
	for _, s := range a {
		if contains(b, s) {
			both = append(both, s)
		}
	}
	return both
}

func contains(sets []ScopeSet, s ScopeSet) bool {
	return slices.ContainsFunc(sets, func(o ScopeSet) bool { return s.SubsetOf(o) && o.SubsetOf(s) })
}

// shared returns the elements of a that b has too, sorted.
func shared(a, b []string) []string {
	var both []string
	for _, s := range a {
		if slices.Contains(b, s) {
			both = append(both, s)
		}
	}
	slices.Sort(both)
	return slices.Compact(both)
}
