package policy

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomTable makes a small table whose operations share scopes.
func randomTable(r *rand.Rand) *Table {
	scopes := 2 + r.IntN(9)
	set := func() ScopeSet {
		var s ScopeSet
		for range 1 + r.IntN(1+r.IntN(3)) {
			if name := fmt.Sprintf("read:s%d", r.IntN(scopes)); !slices.Contains(s, name) {
				s = append(s, name)
			}
		}
		return s
	}
	var ops []*Operation
	for i := range 3 + r.IntN(14) {
		op := &Operation{Method: "GET", Path: fmt.Sprintf("/api/v2/op%02d", i)}
		for range r.IntN(4) {
			op.AnyOf = append(op.AnyOf, set())
		}
		ops = append(ops, op)
	}
	t := new(Table)
	t.index(ops)
	t.danger = make(map[string]danger)
	for _, s := range t.scopes {
		if r.IntN(4) == 0 {
			t.danger[s] = danger{Scope: s}
		}
	}
	return t
}

// bestByForce tries every union of one set for each need.
func bestByForce(t *Table, needs [][]ScopeSet) []string {
	var best []string
	found := false
	better := func(a, b []string) bool {
		return cmp.Or(
			cmp.Compare(t.countOpened(a), t.countOpened(b)),
			cmp.Compare(len(a), len(b)),
			slices.CompareFunc(a, b, t.compareScopes),
		) < 0
	}
	var try func(i int, held []string)
	try = func(i int, held []string) {
		if i == len(needs) {
			if u := t.inOrder(held); !found || better(u, best) {
				best, found = u, true
			}
			return
		}
		if len(needs[i]) == 0 {
			try(i+1, held)
		}
		for _, s := range needs[i] {
			try(i+1, append(slices.Clone(held), s...))
		}
	}
	try(0, nil)
	return best
}

func TestSolveAgainstBruteForce(t *testing.T) {
	for seed := range uint64(6000) {
		r := rand.New(rand.NewPCG(seed, 2))
		table := randomTable(r)
		var needs [][]ScopeSet
		for range r.IntN(8) {
			needs = append(needs, table.ops[r.IntN(len(table.ops))].AnyOf)
		}
		want := bestByForce(table, needs)
		if got := table.solve(needs); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v for %v, want %v", seed, got, needs, want)
		}
		for i := range needs {
			needs[i] = slices.Clone(needs[i])
			r.Shuffle(len(needs[i]), func(a, b int) { needs[i][a], needs[i][b] = needs[i][b], needs[i][a] })
		}
		r.Shuffle(len(needs), func(a, b int) { needs[a], needs[b] = needs[b], needs[a] })
		if got := table.solve(needs); !slices.Equal(got, want) {
			t.Fatalf("seed %d, shuffled: %v, want %v", seed, got, want)
		}
	}
}

// The whole of Choose against its own description, word for word.
func TestChooseAgainstBruteForce(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 3))
		table := randomTable(r)
		var needs []Need
		for range r.IntN(8) {
			needs = append(needs, Need{Op: table.ops[r.IntN(len(table.ops))]})
		}

		// Step 3: what no call can do without does not count as dangerous.
		unavoidable := func(scope string) bool {
			return slices.ContainsFunc(needs, func(n Need) bool {
				return len(n.Op.AnyOf) > 0 && !slices.ContainsFunc(n.Op.AnyOf, func(s ScopeSet) bool { return !slices.Contains(s, scope) })
			})
		}
		var open [][]ScopeSet
		for _, n := range needs {
			var harmless []ScopeSet
			for _, s := range n.Op.AnyOf {
				if !slices.ContainsFunc(s, func(scope string) bool { return table.isDangerous(scope) && !unavoidable(scope) }) {
					harmless = append(harmless, s)
				}
			}
			if harmless == nil {
				harmless = n.Op.AnyOf
			}
			open = append(open, harmless)
		}

		want := bestByForce(table, open)
		c := table.Choose(M2M, needs)
		if !slices.Equal(c.Scopes, want) {
			t.Fatalf("seed %d: %v, want %v", seed, c.Scopes, want)
		}
		if c.Opens != table.countOpened(want) {
			t.Fatalf("seed %d: opens %d", seed, c.Opens)
		}
		for i, p := range c.Per {
			if p.NoneDocumented != (p.Chosen == nil) || !p.Chosen.SubsetOf(c.Scopes) || p.Chosen != nil && !contains(open[i], p.Chosen) {
				t.Fatalf("seed %d: %+v", seed, p)
			}
		}
	}
}

// Taking a call away never adds an operation to what the grant opens.
func TestSolveIsMonotone(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 4))
		table := randomTable(r)
		var needs [][]ScopeSet
		for range 1 + r.IntN(7) {
			needs = append(needs, table.ops[r.IntN(len(table.ops))].AnyOf)
		}
		all := table.countOpened(table.solve(needs))
		for i := range needs {
			less := slices.Delete(slices.Clone(needs), i, i+1)
			if n := table.countOpened(table.solve(less)); n > all {
				t.Fatalf("seed %d: %d operations for fewer calls, %d for all", seed, n, all)
			}
		}
	}
}

// Hundreds of calls with overlapping choices are still exact: pairs that
// share no scope are independent parts.
func TestSolveManyChoices(t *testing.T) {
	var ops []*Operation
	for i := range 200 {
		a, b := fmt.Sprintf("read:a%03d", i), fmt.Sprintf("read:b%03d", i)
		ops = append(ops, &Operation{Method: "GET", Path: fmt.Sprintf("/api/v2/p%03d", i), AnyOf: []ScopeSet{{a}, {b}}})
		if i%2 == 0 {
			ops = append(ops, &Operation{Method: "GET", Path: fmt.Sprintf("/api/v2/q%03d", i), AnyOf: []ScopeSet{{a}}})
		}
	}
	table := new(Table)
	table.index(ops)
	var needs [][]ScopeSet
	for i := range 200 {
		needs = append(needs, []ScopeSet{{fmt.Sprintf("read:a%03d", i)}, {fmt.Sprintf("read:b%03d", i)}})
	}
	for i, s := range table.solve(needs) {
		want := fmt.Sprintf("read:a%03d", i) // first in the table
		if i%2 == 0 {
			want = fmt.Sprintf("read:b%03d", i) // opens less
		}
		if s != want {
			t.Fatalf("chose %s, want %s", s, want)
		}
	}
}
