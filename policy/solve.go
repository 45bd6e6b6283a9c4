package policy

import (
	"cmp"
	"slices"
	"strings"
)

// solve picks one set for every need so that their union opens the fewest
// operations of the table, then has the fewest scopes, then comes first. A
// need without sets does not count.
//
// The problem contains hitting set, so that there is no fast way for all
// inputs; but almost all needs leave no choice. What they force is taken
// first, what is left falls apart into parts without a scope or an operation
// in common, and each part is searched with a bound.
func (t *Table) solve(needs [][]ScopeSet) []string {
	p := t.newProblem(needs)
	forced := p.reduce()
	solution := forced
	for _, part := range p.split() {
		solution = append(solution, part.search()...)
	}
	scopes := make([]string, len(solution))
	for i, s := range solution {
		scopes[i] = p.names[s]
	}
	return t.inOrder(scopes)
}

// A bundle is a set of scopes as sorted indexes into problem.names.
type bundle []int

// A problem is a choice over numbered scopes. The numbers follow the table's
// order, so that comparing them breaks ties.
type problem struct {
	names []string
	needs [][]bundle // each: satisfied by any of the bundles
	doors [][]bundle // each: an operation, opened by any of the bundles
}

func (t *Table) newProblem(needs [][]ScopeSet) *problem {
	p := new(problem)
	for _, sets := range needs {
		for _, s := range sets {
			p.names = append(p.names, s...)
		}
	}
	p.names = t.inOrder(p.names)
	number := make(map[string]int, len(p.names))
	for i, name := range p.names {
		number[name] = i
	}
	bundles := func(sets []ScopeSet) (all []bundle) {
	next:
		for _, s := range sets {
			b := make(bundle, 0, len(s))
			for _, scope := range s {
				i, ok := number[scope]
				if !ok {
					continue next // never chosen, so never opened this way
				}
				b = append(b, i)
			}
			slices.Sort(b)
			all = append(all, slices.Compact(b))
		}
		return all
	}
	for _, sets := range needs {
		if len(sets) > 0 {
			p.needs = append(p.needs, bundles(sets))
		}
	}
	var ops []int
	for _, name := range p.names {
		ops = append(ops, t.opens[name]...)
	}
	slices.Sort(ops)
	for _, i := range slices.Compact(ops) {
		if b := bundles(t.ops[i].AnyOf); len(b) > 0 {
			p.doors = append(p.doors, b)
		}
	}
	return p
}

// reduce takes what every solution holds, and leaves in p.needs what is still
// to be chosen beyond that.
func (p *problem) reduce() bundle {
	held := make([]bool, len(p.names))
	for {
		p.needs = without(p.needs, held)
		progress := false
		for _, bundles := range p.needs {
			for _, s := range inAll(bundles) {
				held[s], progress = true, true
			}
		}
		if !progress {
			break
		}
	}
	var forced bundle
	for s, ok := range held {
		if ok {
			forced = append(forced, s)
		}
	}
	p.doors = without(p.doors, held)
	p.dropImplied()
	return forced
}

// without takes the held scopes out of all bundles. An entry with nothing
// left to hold is dropped, and so is, within an entry, a bundle that contains
// another one, and an entry that repeats another one's bundles. (Doors are not
// deduplicated: each is an operation of its own.)
func without(entries [][]bundle, held []bool) [][]bundle {
	var rest [][]bundle
next:
	for _, bundles := range entries {
		var reduced []bundle
		for _, b := range bundles {
			var r bundle
			for _, s := range b {
				if !held[s] {
					r = append(r, s)
				}
			}
			if len(r) == 0 {
				continue next
			}
			reduced = append(reduced, r)
		}
		rest = append(rest, smallest(reduced))
	}
	return rest
}

// smallest drops the bundles that contain another one, and sorts the rest.
func smallest(bundles []bundle) []bundle {
	slices.SortFunc(bundles, func(a, b bundle) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b))
	})
	var kept []bundle
	for _, b := range bundles {
		if !slices.ContainsFunc(kept, func(k bundle) bool { return k.within(b) }) {
			kept = append(kept, b)
		}
	}
	return kept
}

func (b bundle) within(o bundle) bool {
	for _, s := range b {
		if _, ok := slices.BinarySearch(o, s); !ok {
			return false
		}
	}
	return true
}

// inAll returns the scopes that all bundles share.
func inAll(bundles []bundle) []int {
	var shared []int
	for _, s := range bundles[0] {
		if !slices.ContainsFunc(bundles[1:], func(b bundle) bool { return !bundle{s}.within(b) }) {
			shared = append(shared, s)
		}
	}
	return shared
}

// dropImplied drops each need that another one implies: whatever satisfies
// that one satisfies it.
func (p *problem) dropImplied() {
	implies := func(strong, weak []bundle) bool {
		return !slices.ContainsFunc(strong, func(b bundle) bool {
			return !slices.ContainsFunc(weak, func(w bundle) bool { return w.within(b) })
		})
	}
	var kept [][]bundle
	seen := make(map[string]bool)
	for _, n := range p.needs {
		if k := key(n); !seen[k] {
			seen[k] = true
			kept = append(kept, n)
		}
	}
	p.needs = slices.DeleteFunc(slices.Clone(kept), func(weak []bundle) bool {
		return slices.ContainsFunc(kept, func(strong []bundle) bool {
			return key(strong) != key(weak) && implies(strong, weak)
		})
	})
}

// key tells entries apart whose bundles are sorted.
func key(bundles []bundle) string {
	var b strings.Builder
	for _, x := range bundles {
		for _, s := range x {
			b.WriteRune(rune(s + 1)) // 0 ends a bundle
		}
		b.WriteByte(0)
	}
	return b.String()
}

// split parts what is left of the problem after reduce into independent ones:
// no scope of one is in a need or opens a door together with one of another.
func (p *problem) split() []*part {
	parent := make([]int, len(p.names))
	for i := range parent {
		parent[i] = i
	}
	root := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	join := func(entries [][]bundle) {
		for _, bundles := range entries {
			for _, b := range bundles {
				for _, s := range b {
					parent[root(s)] = root(bundles[0][0])
				}
			}
		}
	}
	join(p.needs)
	join(p.doors)

	var parts []*part
	at := make(map[int]*part)
	for _, n := range p.needs {
		r := root(n[0][0])
		if at[r] == nil {
			at[r] = &part{size: len(p.names)}
			parts = append(parts, at[r])
		}
		at[r].needs = append(at[r].needs, n)
	}
	for _, d := range p.doors {
		if q := at[root(d[0][0])]; q != nil {
			q.doors = append(q.doors, d)
		}
	}
	return parts
}

// A part is an independent piece of a problem, with the state of its search.
type part struct {
	size  int // of the numbering of scopes
	needs [][]bundle
	doors [][]bundle

	keys   [][]keyOf // by scope: the bundles of doors that it is a piece of
	lack   [][]int   // by door and bundle: scopes that are not held
	opened []int     // by door: bundles that are held in full
	open   int       // doors with such a bundle
	held   []bool
	count  int // scopes held

	best      bundle
	bestOpen  int
	bestCount int
}

// keyOf places a scope in a door's bundle.
type keyOf struct{ door, bundle int }

// search returns the best union for the part.
func (p *part) search() bundle {
	p.keys = make([][]keyOf, p.size)
	p.held = make([]bool, p.size)
	p.opened = make([]int, len(p.doors))
	for d, bundles := range p.doors {
		lack := make([]int, len(bundles))
		for i, b := range bundles {
			lack[i] = len(b)
			for _, s := range b {
				p.keys[s] = append(p.keys[s], keyOf{d, i})
			}
		}
		p.lack = append(p.lack, lack)
	}
	p.branch()
	return p.best
}

// branch satisfies one more need in every way. Holding more never opens less,
// so that a union already worse than the best can be left at once.
func (p *part) branch() {
	need := p.tightest()
	if p.best != nil {
		count := p.count
		if need != nil {
			count++
		}
		if worse := cmp.Or(cmp.Compare(p.open, p.bestOpen), cmp.Compare(count, p.bestCount)); worse > 0 {
			return
		}
	}
	if need == nil {
		p.record()
		return
	}
	for _, b := range need {
		var added bundle
		for _, s := range b {
			if !p.held[s] {
				p.hold(s)
				added = append(added, s)
			}
		}
		p.branch()
		for _, s := range added {
			p.release(s)
		}
	}
}

// tightest returns the unsatisfied need with the fewest bundles, or nil.
func (p *part) tightest() []bundle {
	var need []bundle
	for _, n := range p.needs {
		if (need == nil || len(n) < len(need)) && !slices.ContainsFunc(n, p.holdsAll) {
			need = n
		}
	}
	return need
}

func (p *part) holdsAll(b bundle) bool {
	return !slices.ContainsFunc(b, func(s int) bool { return !p.held[s] })
}

func (p *part) hold(s int) {
	p.held[s] = true
	p.count++
	for _, k := range p.keys[s] {
		p.lack[k.door][k.bundle]--
		if p.lack[k.door][k.bundle] == 0 {
			p.opened[k.door]++
			if p.opened[k.door] == 1 {
				p.open++
			}
		}
	}
}

func (p *part) release(s int) {
	p.held[s] = false
	p.count--
	for _, k := range p.keys[s] {
		if p.lack[k.door][k.bundle] == 0 {
			p.opened[k.door]--
			if p.opened[k.door] == 0 {
				p.open--
			}
		}
		p.lack[k.door][k.bundle]++
	}
}

// record keeps the union that is held if it is the best so far.
func (p *part) record() {
	var union bundle
	for s, held := range p.held {
		if held {
			union = append(union, s)
		}
	}
	if p.best == nil || cmp.Or(
		cmp.Compare(p.open, p.bestOpen),
		cmp.Compare(p.count, p.bestCount),
		slices.Compare(union, p.best),
	) < 0 {
		p.best, p.bestOpen, p.bestCount = union, p.open, p.count
	}
}
