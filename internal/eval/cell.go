package eval

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A variable that a function literal captures lives in a cell of memory. Where
// it is set when it comes to be and never again, it is another name for what
// it is set to.

// held returns the pointer, map, slice or interface that a variable stands for
// all its life, and nil for all other memory.
func (p *Package) held(a *ssa.Alloc) ssa.Value {
	if !reference(deref(a.Type())) {
		return nil
	}
	if v, known := p.cells[a]; known {
		return v
	}
	p.cells[a] = nil // what is made of itself stands for nothing
	v := SetOnce(a)
	if v == nil || p.root(v).v == a {
		return nil
	}
	p.cells[a] = v
	return v
}

// naming reports whether a store does nothing but give its value a name.
func (p *Package) naming(s *ssa.Store) bool {
	a, ok := s.Addr.(*ssa.Alloc)
	return ok && p.held(a) != nil
}

// variable returns what a variable stands for in the place of the variable, or
// of what is read from it, and every other value as it is.
func (p *Package) variable(v ssa.Value) ssa.Value {
	from := v
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		from = load.X
	}
	if a, ok := from.(*ssa.Alloc); ok {
		if held := p.held(a); held != nil {
			return held
		}
	}
	return v
}

// SetOnce returns what the only store to a variable puts there, if that is the
// first thing to happen to it, and nil otherwise.
func SetOnce(a *ssa.Alloc) ssa.Value {
	var only *ssa.Store
	for _, ref := range *a.Referrers() {
		switch r := ref.(type) {
		case *ssa.Store:
			if r.Addr != a || only != nil {
				return nil
			}
			only = r
		default:
			if !onlyRead(a, ref, maxLiterals) {
				return nil
			}
		}
	}
	if only == nil || only.Block() != a.Block() {
		return nil
	}
	for _, ref := range *a.Referrers() {
		if ref.Block() == a.Block() && indexOf(ref) < indexOf(only) {
			return nil
		}
	}
	return only.Val
}

const maxLiterals = 4 // function literals within each other

// onlyRead reports whether an instruction does nothing but read a variable, or
// lets a function literal read it.
func onlyRead(cell ssa.Value, by ssa.Instruction, depth int) bool {
	switch i := by.(type) {
	case *ssa.UnOp, *ssa.DebugRef:
		return true
	case *ssa.MakeClosure:
		lit, ok := i.Fn.(*ssa.Function)
		if !ok || depth == 0 {
			return false
		}
		for n, b := range i.Bindings {
			if b != cell {
				continue
			}
			for _, ref := range *lit.FreeVars[n].Referrers() {
				if !onlyRead(lit.FreeVars[n], ref, depth-1) {
					return false
				}
			}
		}
		return true
	}
	return false
}
