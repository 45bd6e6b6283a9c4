package detect

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
)

// under puts the conditions of a place on the effects that arise there, and
// drops those that cannot happen.
func (p *pass) under(effects []effect, at ssa.Instruction) []effect {
	if len(effects) == 0 {
		return nil
	}
	choices := p.choices(at.Block())
	out := effects[:0]
	for _, e := range effects {
		var possible bool
		if e.Effect, possible = e.Under(choices).Decide(); possible {
			out = append(out, e)
		}
	}
	return out
}

// choices returns the comparisons with constants that lead to a block, of
// values that the function's callers decide.
func (p *pass) choices(b *ssa.BasicBlock) []summary.Choice {
	var out []summary.Choice
	for d := b.Idom(); d != nil; b, d = d, d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok || len(b.Preds) != 1 {
			continue // b is reached on both ways
		}
		test, ok := branch.Cond.(*ssa.BinOp)
		if !ok || test.Op != token.EQL && test.Op != token.NEQ {
			continue
		}
		x, text, ok := compared(test)
		if !ok || eval.LoopState(x) {
			continue
		}
		v := p.eval.Read(x, "", "", branch)
		if !v.Has(value.Param, value.Free) {
			continue
		}
		out = append(out, summary.Choice{Value: v, Text: text, Not: (test.Op == token.EQL) != (d.Succs[0] == b)})
	}
	return out
}

// number is the text of a constant that may be stored whatever it stands for:
// too short to be a secret.
var number = lazy.Regexp(`^-?[0-9]{1,3}$`)

// compared takes a comparison with a constant string or number apart.
func compared(test *ssa.BinOp) (x ssa.Value, text string, ok bool) {
	x, c := test.X, test.Y
	if _, first := x.(*ssa.Const); first {
		x, c = c, x
	}
	k, ok := c.(*ssa.Const)
	if !ok || k.Value == nil {
		return nil, "", false
	}
	switch k.Value.Kind() {
	case constant.String:
		return x, constant.StringVal(k.Value), true
	case constant.Int:
		return x, k.Value.ExactString(), true
	}
	return nil, "", false
}

// storableChoices leaves out the conditions whose text could be a secret.
func (p *pass) storableChoices(choices []summary.Choice) []summary.Choice {
	var out []summary.Choice
	for _, c := range choices {
		if p.storable(c.Text) || number().MatchString(c.Text) {
			out = append(out, c)
		}
	}
	return out
}
