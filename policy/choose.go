package policy

import (
	"cmp"
	"slices"
)

// A Kind says whether a program can keep a secret, and so which scopes its
// tokens can hold.
type Kind string

const (
	// SPA programs are public: single-page applications, WebAssembly,
	// anything shipped to the user. They hold current-user scopes only.
	SPA Kind = "spa"
	// M2M programs are confidential: services and jobs. They hold any scope
	// but the current-user ones.
	M2M Kind = "m2m"
	// Unknown is a program of which neither is known.
	Unknown Kind = "unknown"
)

// holds reports whether a token of the kind can carry all scopes of the set.
func (k Kind) holds(s ScopeSet) bool {
	for _, scope := range s {
		if k != Unknown && CurrentUserScope(scope) != (k == SPA) {
			return false
		}
	}
	return true
}

// A Need is one call to choose scopes for.
type Need struct {
	Op   *Operation
	Body Body
	ID   int // the caller's own, to find the need again in the answer
}

// A Choice is the smallest grant for a number of calls.
type Choice struct {
	Scopes []string // in table order
	Opens  int      // how many operations of the table they open
	Per    []PerNeed
}

// A PerNeed says what was chosen for one call, and what was not.
type PerNeed struct {
	Need
	// Chosen is the sufficient set that Choice.Scopes holds; nil if the call
	// is Impossible or NoneDocumented.
	Chosen ScopeSet
	// Sufficient are all sets that open the call, whoever can hold them.
	Sufficient []ScopeSet
	// Note says what the body decided or would decide; see
	// Operation.Sufficient.
	Note string
	// HadChoice is set when the program can hold more than one of
	// Sufficient.
	HadChoice bool
	// Impossible: the program can hold no sufficient set.
	Impossible bool
	// NoneDocumented: Auth0 documents no scope for the operation.
	NoneDocumented bool
	// Options are sufficient sets that the program can hold and that were
	// left out for what they do, not for what they cost: they answer with
	// fewer fields, or suffice for some bodies or in some states of the
	// tenant only.
	Options []ScopeSet
	// Unlocks are scopes that the program can hold, that were not chosen and
	// that open more of the call than the chosen set: more fields of the
	// answer or, of a body that cannot be seen, of the request.
	Unlocks []Extra
}

// Choose finds the scopes to grant for all calls together. It is exact:
//
//  1. Sets that the kind cannot hold are dropped: public clients receive the
//     scopes of the allowlist's editions and no others. For Unknown, sets with
//     current-user scopes are dropped where another one is left, since most
//     programs are confidential, so that no call is impossible.
//  2. Sets that do not always do the whole job are dropped where one that
//     does is left: those that answer with fewer fields, and those that
//     suffice for some of the bodies that an unseen one can be. An
//     operation's Recommended set is the only one left.
//  3. Sets with a dangerous scope are dropped where one without is left. A
//     scope that some call cannot do without is not held against the others:
//     the program has it anyway. Dangerous scopes are not counted beyond
//     that, since one that opens much would then win over two that open
//     little.
//  4. Of all unions of the sets left, one per call, the one that opens the
//     fewest operations of the table is taken; then the fewest scopes; then
//     those that come first in the table; then by name.
//
// The order of the needs does not matter for Scopes; Per is in their order.
func (t *Table) Choose(kind Kind, needs []Need) Choice {
	c := Choice{Per: make([]PerNeed, len(needs))}
	open := make([][]ScopeSet, len(needs)) // the sets left for each need
	for i, n := range needs {
		c.Per[i], open[i] = t.narrow(kind, n)
	}
	t.avoidDanger(open)

	c.Scopes = t.solve(open)
	c.Opens = t.countOpened(c.Scopes)
	for i := range c.Per {
		p := &c.Per[i]
		if p.Chosen = t.attribute(open[i], c.Scopes); p.Chosen != nil {
			p.Unlocks = unlocks(kind, p.Need, c.Scopes)
		}
	}
	return c
}

// narrow does what the call alone decides: steps 1 and 2.
func (t *Table) narrow(kind Kind, n Need) (PerNeed, []ScopeSet) {
	p := PerNeed{Need: n, NoneDocumented: len(n.Op.AnyOf) == 0}
	var certain []ScopeSet
	p.Sufficient, certain, p.Note = n.Op.sufficient(n.Body)

	wanted := kind
	if kind == Unknown && slices.ContainsFunc(p.Sufficient, M2M.holds) {
		wanted = M2M
	}
	left := slices.DeleteFunc(slices.Clone(p.Sufficient), func(s ScopeSet) bool {
		return !wanted.holds(s) || wanted == SPA && !t.received(s)
	})
	p.HadChoice = len(left) > 1
	p.Impossible = len(left) == 0 && !p.NoneDocumented

	if r := n.Op.Recommended; r != nil && wanted.holds(r) {
		p.Options = left
		return p, []ScopeSet{r}
	}
	for _, whole := range []func(ScopeSet) bool{
		func(s ScopeSet) bool { return contains(certain, s) },
		func(s ScopeSet) bool { return !t.answersLess(n.Op, s) },
	} {
		if !slices.ContainsFunc(left, whole) {
			continue
		}
		for _, s := range left {
			if !whole(s) {
				p.Options = append(p.Options, s)
			}
		}
		left = slices.DeleteFunc(left, func(s ScopeSet) bool { return !whole(s) })
	}
	return p, left
}

// received reports whether some edition of the allowlist gives public clients
// all scopes of the set. delete:current_user is named like one of them and
// stands on none.
func (t *Table) received(s ScopeSet) bool {
	for _, scope := range s {
		if !slices.ContainsFunc(t.rows, func(r allowRow) bool { return r.Scope == scope }) {
			return false
		}
	}
	return true
}

// answersLess reports whether the answer lacks fields for whoever holds the
// set and nothing else. A scope of summaries counts wherever it stands: what
// it shows of a client or an organization is less.
func (t *Table) answersLess(op *Operation, s ScopeSet) bool {
	if slices.ContainsFunc(s, func(scope string) bool { return t.summary[scope] }) {
		return true
	}
	return slices.ContainsFunc(op.Extra, func(e Extra) bool {
		return e.Kind == ResponseField && slices.Contains(e.Fields, "*") && !e.openedBy(s)
	})
}

// attribute returns the set that a call is said to use: of those that are
// held, one without a dangerous scope, then the one that opens least, then
// the first.
func (t *Table) attribute(sets []ScopeSet, held []string) ScopeSet {
	var best ScopeSet
	bestDangers, bestOpens := 0, 0
	for _, s := range sets {
		if !s.SubsetOf(held) {
			continue
		}
		dangers, opens := 0, 0
		for _, scope := range s {
			opens += len(t.opens[scope])
			if t.isDangerous(scope) {
				dangers++
			}
		}
		if best == nil || cmp.Or(cmp.Compare(dangers, bestDangers), cmp.Compare(opens, bestOpens)) < 0 {
			best, bestDangers, bestOpens = s, dangers, opens
		}
	}
	return best
}

func (t *Table) isDangerous(scope string) bool {
	_, ok := t.danger[scope]
	return ok
}

// avoidDanger is step 3.
func (t *Table) avoidDanger(open [][]ScopeSet) {
	forced := make(map[string]bool)
	for _, sets := range open {
		for _, scope := range common(sets) {
			if t.isDangerous(scope) {
				forced[scope] = true
			}
		}
	}
	harmless := func(s ScopeSet) bool {
		return !slices.ContainsFunc(s, func(scope string) bool { return t.isDangerous(scope) && !forced[scope] })
	}
	for i, sets := range open {
		if slices.ContainsFunc(sets, harmless) {
			open[i] = slices.DeleteFunc(sets, func(s ScopeSet) bool { return !harmless(s) })
		}
	}
}

// common returns the scopes that are in every set.
func common(sets []ScopeSet) []string {
	if len(sets) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(sets[0]), func(scope string) bool {
		return slices.ContainsFunc(sets[1:], func(s ScopeSet) bool { return !slices.Contains(s, scope) })
	})
}

// unlocks returns the extras of a call that the scopes leave closed and that
// the kind can hold.
func unlocks(kind Kind, n Need, scopes []string) []Extra {
	var closed []Extra
	for _, e := range n.Op.Extra {
		if e.openedBy(scopes) || !kind.holds(ScopeSet{e.Scope}) {
			continue
		}
		if e.Kind == RequestBody && n.Body.Known && !n.Body.holdsAny(e.Fields) {
			continue // of a body that this call does not send
		}
		closed = append(closed, e)
	}
	return closed
}

// countOpened returns how many operations of the table the scopes open.
func (t *Table) countOpened(scopes []string) int {
	n := 0
	for _, op := range t.ops {
		if slices.ContainsFunc(op.AnyOf, func(s ScopeSet) bool { return s.SubsetOf(scopes) }) {
			n++
		}
	}
	return n
}
