package eval

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// loopBody marks the function that package ssa makes of the body of a loop
// over an iterator. The loop is a call of the iterator with this function.
const loopBody = "range-over-func yield"

// LoopBody reports whether a function is the body of such a loop.
func LoopBody(fn *ssa.Function) bool { return fn.Synthetic == loopBody }

// LoopState reports whether a value is what package ssa keeps beside such a
// loop, to know how it was left. No code decides it.
func LoopState(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	free, ok := load.X.(*ssa.FreeVar)
	return ok && strings.HasPrefix(free.Name(), "jump$")
}

// InCode reports whether a function stands in the code, and is not made up of
// another one's.
func InCode(fn *ssa.Function) bool {
	return fn != nil && len(fn.Blocks) > 0 && (fn.Synthetic == "" || LoopBody(fn))
}

// YieldStep is the path step from an iterator to the value that it gives a
// loop as the loop's variable n, or from a function to what it gets as its
// argument n when it is run; n is less than MaxGiven.
func YieldStep(n int) string { return ".$yield" + strconv.Itoa(n) }

// MaxGiven is how many arguments of a function that others run are followed
// out of the package that runs it.
const MaxGiven = 4

// yielded takes a step of YieldStep from a path.
func yielded(path string) (n int, rest string, ok bool) {
	for n := range MaxGiven {
		if rest, ok := strings.CutPrefix(path, YieldStep(n)); ok {
			return n, rest, true
		}
	}
	return 0, "", false
}

// A giver is what runs a function that a call hands on, and gives it its
// parameters: an iterator, or a function of the package in one of whose
// parameters it lies.
type giver struct {
	iterator ssa.Value
	fn       Callee
	param    int
}

// Handed reports whether the callee is a function that the call hands on, for
// somebody else to run it.
func (c Callee) Handed() bool { return c.from != nil }

// Handed returns the functions with parameters that a call hands to what it
// calls, where this is seen to run them: the body of a loop, which an iterator
// runs, and what a function of the package gets as an argument.
func (p *Package) Handed(c *ssa.CallCommon) []Callee {
	if c.IsInvoke() {
		return nil
	}
	var out []Callee
	for i, arg := range c.Args {
		if _, ok := arg.Type().Underlying().(*types.Signature); !ok {
			continue
		}
		if body, ok := arg.(*ssa.MakeClosure); ok && LoopBody(body.Fn.(*ssa.Function)) {
			return []Callee{{Fn: body.Fn.(*ssa.Function), Closure: body, from: &giver{iterator: c.Value}}}
		}
		for _, by := range p.functions(c.Value, 0) {
			if !p.isRun(by, i) {
				continue
			}
			for _, f := range p.functions(arg, 0) {
				if InCode(f.Fn) && len(f.Fn.Params) > 0 && f.Fn != by.Fn || f.methodValue() && f.Method.Pkg() == p.pkg.Pkg {
					f.from = &giver{fn: by, param: i}
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// handedAt returns the call that hands a function literal on where it is made.
func (p *Package) handedAt(m *ssa.MakeClosure) (Callee, *ssa.Call) {
	for _, ref := range *m.Referrers() {
		if call, ok := ref.(*ssa.Call); ok {
			for _, c := range p.Handed(&call.Call) {
				if c.Closure == m {
					return c, call
				}
			}
		}
	}
	return Callee{}, nil
}

// givenBy returns what lies at a symbol of a function that a call hands on.
func (p *Package) givenBy(from *giver, sym value.Symbol, call ssa.CallInstruction) value.Set {
	if from.iterator != nil {
		return p.Read(from.iterator, YieldStep(sym.Index)+sym.Path, sym.Owner, call)
	}
	var s value.Set
	if InCode(from.fn.Fn) {
		s = p.given(from.fn.Fn, from.fn.Fn.Params[from.param], sym.Index, sym.Path, sym.Owner, maxHelpers)
	} else {
		s = p.resolver.Written(from.fn.Method, from.param, YieldStep(sym.Index)+sym.Path)
	}
	if len(s.Alts) == 0 {
		return value.Unknown("a parameter of a function that is handed on")
	}
	return s.Subst(func(sym value.Symbol) (value.Set, bool) { return p.Argument(sym, from.fn, call) })
}

// yields returns what an iterator gives a loop as its variable n.
func (p *Package) yields(iterator ssa.Value, n int, path, owner string, at ssa.Instruction) value.Set {
	var sets []value.Set
	for _, c := range p.functions(iterator, 0) {
		fn := c.Fn
		if c.methodValue() {
			fn = p.pkg.Prog.FuncValue(c.Method)
		}
		if !InCode(fn) || len(fn.Params) == 0 {
			continue
		}
		s := p.given(fn, fn.Params[len(fn.Params)-1], n, path, owner, maxHelpers)
		switch {
		case c.methodValue():
			s = s.Subst(func(sym value.Symbol) (value.Set, bool) {
				return p.Read(c.Closure.Bindings[0], sym.Path, sym.Owner, c.Closure), sym.Kind == value.Param && sym.Index == 0
			})
		case c.Closure != nil:
			s = p.bind(s, c.Closure, at)
		default:
			s = p.local(s, fn)
		}
		sets = append(sets, s)
	}
	if s := value.Join(sets...); len(s.Alts) > 0 {
		return s
	}
	return value.Unknown("an iterator")
}

// given returns what fn gives as argument n to a function that it holds in a
// parameter or a captured variable, itself or through others, as far as depth
// goes.
func (p *Package) given(fn *ssa.Function, to ssa.Value, n int, path, owner string, depth int) value.Set {
	var sets []value.Set
	p.users(fn, to, func(call *ssa.Call) {
		if n < len(call.Call.Args) {
			sets = append(sets, p.Read(call.Call.Args[n], path, owner, call))
		}
	}, func(lit *ssa.Function, held ssa.Value, m *ssa.MakeClosure) {
		if depth > 0 {
			sets = append(sets, p.bind(p.given(lit, held, n, path, owner, depth-1), m, m))
		}
	}, func(callee Callee, k int, call *ssa.Call) {
		var s value.Set
		switch {
		case !InCode(callee.Fn):
			s = p.resolver.Written(callee.Method, k, YieldStep(n)+path)
		case depth > 0:
			s = p.given(callee.Fn, callee.Fn.Params[k], n, path, owner, depth-1)
		}
		sets = append(sets, s.Subst(func(sym value.Symbol) (value.Set, bool) { return p.Argument(sym, callee, call) }))
	})
	return value.Join(sets...)
}

// isRun reports whether a function runs the one that is its argument i. Those of
// other packages are known by what they give it.
func (p *Package) isRun(by Callee, i int) bool {
	if !InCode(by.Fn) {
		return p.runsAbroad(by, i)
	}
	if i >= len(by.Fn.Params) {
		return false
	}
	param := by.Fn.Params[i]
	is, known := p.running[param]
	if !known {
		is = p.runs(param.Parent(), param, maxHelpers)
		p.running[param] = is
	}
	return is
}

// runsAbroad reports whether a function of another package is known to run its
// argument i, and to give it texts.
func (p *Package) runsAbroad(c Callee, i int) bool {
	for n := range MaxGiven {
		if !InCode(c.Fn) && c.Method != nil && len(p.resolver.Written(c.Method, i, YieldStep(n)).Alts) > 0 {
			return true
		}
	}
	return false
}

// runs reports whether fn runs a function that it holds, itself or through
// others.
func (p *Package) runs(fn *ssa.Function, to ssa.Value, depth int) bool {
	found := false
	p.users(fn, to, func(*ssa.Call) { found = true }, func(lit *ssa.Function, held ssa.Value, _ *ssa.MakeClosure) {
		found = found || depth > 0 && p.runs(lit, held, depth-1)
	}, func(callee Callee, k int, _ *ssa.Call) {
		found = found || !InCode(callee.Fn) || depth > 0 && p.runs(callee.Fn, callee.Fn.Params[k], depth-1)
	})
	return found
}

// users goes through what fn does with a function that it holds: it calls it,
// function literals capture it, and other functions get it as their argument k.
func (p *Package) users(fn *ssa.Function, to ssa.Value,
	calls func(*ssa.Call), captured func(*ssa.Function, ssa.Value, *ssa.MakeClosure), handed func(c Callee, k int, call *ssa.Call)) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch i := instr.(type) {
			case *ssa.MakeClosure:
				for k, binding := range i.Bindings {
					if lit, ok := i.Fn.(*ssa.Function); ok && InCode(lit) && p.holds(binding, to) {
						captured(lit, lit.FreeVars[k], i)
					}
				}
			case *ssa.Call:
				if i.Call.IsInvoke() {
					continue
				}
				if p.holds(i.Call.Value, to) {
					calls(i)
					continue
				}
				for k, arg := range i.Call.Args {
					if !p.holds(arg, to) {
						continue
					}
					for _, c := range p.functions(i.Call.Value, 0) {
						if InCode(c.Fn) && c.Fn != fn && k < len(c.Fn.Params) || p.runsAbroad(c, k) {
							handed(c, k, i)
						}
					}
				}
			}
		}
	}
}

// holds reports whether v is a parameter or captured variable, or a variable
// that holds it.
func (p *Package) holds(v, param ssa.Value) bool {
	r := p.root(v)
	if a, ok := r.v.(*ssa.Alloc); ok {
		r.v = SetOnce(a)
	}
	return r.v == param && r.path == ""
}

// collection answers for the functions of the standard library that make
// iterators of collections, and collections of these.
func (p *Package) collection(fn *types.Func, c *ssa.Call, path, owner string) (value.Set, bool) {
	if fn.Pkg() == nil || fn.Pkg().Path() != "slices" && fn.Pkg().Path() != "maps" || len(c.Call.Args) == 0 {
		return value.Set{}, false
	}
	from := c.Call.Args[0]
	element := func(rest string) value.Set { return p.Read(from, "[*]"+rest, owner, c) }
	n, rest, iterates := yielded(path)
	switch key := send.Key(fn); {
	case key == "maps.Keys" && iterates && n == 0, key == "maps.All" && iterates && n == 0:
		return p.keys(from), rest == ""
	case key == "maps.Values" && iterates && n == 0, key == "slices.Values" && iterates && n == 0,
		key == "maps.All" && iterates && n == 1, key == "slices.All" && iterates && n == 1, key == "slices.Backward" && iterates && n == 1:
		return element(rest), true
	case iterates:
		return value.Set{}, false
	}
	switch send.Key(fn) {
	case "slices.Collect", "slices.Sorted", "slices.SortedFunc", "slices.SortedStableFunc", "maps.Collect":
		step, rest, ok := strings.Cut(path, "]")
		if !ok || !strings.HasPrefix(step, "[") {
			return value.Set{}, false
		}
		n := 0
		if fn.Name() == "Collect" && fn.Pkg().Path() == "maps" {
			n = 1
		}
		return p.Read(from, YieldStep(n)+rest, owner, c), true
	case "slices.Concat":
		return p.Read(from, "[*]"+path, owner, c), true
	case "slices.Clone", "slices.Clip", "slices.Grow", "slices.Compact", "slices.CompactFunc", "slices.Delete", "slices.DeleteFunc", "maps.Clone":
		return p.Read(from, path, owner, c), true
	}
	return value.Set{}, false
}
