package detect

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/summary"
)

// A walk is where info is among functions that call each other (Tarjan's
// algorithm): what a function of a group does is known in full only after all
// of the group have been looked at.
type walk struct {
	stack []*ssa.Function       // of groups that are not complete
	index map[*ssa.Function]int // in stack, counted from 1
	low   []int                 // of each function at work: the lowest index that it reaches
}

func (w *walk) enter(fn *ssa.Function) {
	if w.index == nil {
		w.index = map[*ssa.Function]int{}
	}
	w.stack = append(w.stack, fn)
	w.index[fn] = len(w.stack)
	w.low = append(w.low, len(w.stack))
}

// meet notes that the function at work uses another one.
func (w *walk) meet(fn *ssa.Function) { w.reach(w.index[fn]) }

func (w *walk) reach(index int) {
	if n := len(w.low); n > 0 && index > 0 {
		w.low[n-1] = min(w.low[n-1], index)
	}
}

// leave returns the functions of the group that fn was the first of.
func (w *walk) leave(fn *ssa.Function) []*ssa.Function {
	n := len(w.low) - 1
	low := w.low[n]
	w.low = w.low[:n]
	first := w.index[fn]
	if low < first {
		w.reach(low)
		return nil
	}
	group := slices.Clone(w.stack[first-1:])
	w.stack = w.stack[:first-1]
	for _, member := range group {
		delete(w.index, member)
	}
	return group
}

const (
	maxGroup  = 64 // functions that call each other and are looked at again
	maxRounds = 4  // through such a group
)

// complete hands on what the functions of a group do to those that asked for
// it before it was known.
func (p *pass) complete(group []*ssa.Function) {
	if len(group) < 2 || len(group) > maxGroup || !slices.ContainsFunc(group, func(fn *ssa.Function) bool { return len(p.infos[fn].effects) > 0 }) {
		return
	}
	for range maxRounds {
		changed := false
		for _, fn := range group {
			changed = p.again(fn, group) || changed
		}
		if !changed {
			return
		}
	}
}

// again looks at the calls within its group that a function makes, and reports
// whether they do more than was known.
func (p *pass) again(fn *ssa.Function, group []*ssa.Function) bool {
	in := p.infos[fn]
	known := map[string]bool{}
	for _, e := range in.effects {
		known[e.identity()] = true
	}
	var more []effect
	add := func(effects []effect) {
		for _, e := range effects {
			if id := e.identity(); !known[id] && !e.Refine && !returns(e, fn) {
				known[id] = true
				more = append(more, e)
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch i := instr.(type) {
			case ssa.CallInstruction:
				for _, c := range p.eval.Runs(i.Common()) {
					if c.Fn != fn && slices.Contains(group, c.Fn) {
						add(p.under(p.calleeEffects(fn, c, i, p.site(fn, p.posOf(i.Common())), in), i))
					}
				}
			case *ssa.MakeClosure:
				if lit, ok := i.Fn.(*ssa.Function); ok && slices.Contains(group, lit) {
					add(p.literalEffects(i))
				}
			}
		}
	}
	if len(more) == 0 {
		return false
	}
	before := in.effects
	in.effects = more
	p.settle(fn, in)
	more = slices.DeleteFunc(in.effects, func(e effect) bool { return e.Refine })
	in.effects = p.distinct(fn, slices.Concat(before, more))
	return len(in.effects) > len(before)
}

// returns reports whether an effect comes back to a function that it has been
// through: what it would grow to there has no end.
func returns(e effect, fn *ssa.Function) bool {
	return slices.ContainsFunc(e.Chain[min(1, len(e.Chain)):], func(f summary.Frame) bool {
		return f.Package == e.site.Frame.Package && f.Function == funcName(fn)
	})
}

// identity tells effects of a function apart.
func (e effect) identity() string { return fmt.Sprint(e.site.Frame) + e.Effect.Identity() }
