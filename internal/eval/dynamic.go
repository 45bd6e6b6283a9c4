package eval

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/value"
)

// With returns the callee of an interface's method for objects of one type: what
// lies in its receiver is what lies in those.
func (c Callee) With(recv types.Type) Callee {
	c.recv = recv
	return c
}

const maxDynamic = 6 // functions and branches on the way to an object

// receiver returns what lies at path below an interface whose object is of
// callee's type. Where the code makes objects of several types, the others do not
// count.
func (p *Package) receiver(v ssa.Value, recv types.Type, path, owner string, at ssa.Instruction) value.Set {
	var made []types.Type
	has := func(t types.Type) bool {
		return slices.ContainsFunc(made, func(o types.Type) bool { return sameObject(t, o) })
	}
	if known := p.dynamic(v, maxDynamic, func(m *ssa.MakeInterface) {
		if !has(m.X.Type()) {
			made = append(made, m.X.Type())
		}
	}); !known || len(made) < 2 || !has(recv) {
		return p.Read(v, path, owner, at) // its method may be that of an embedded field
	}
	return p.readAs(v, recv, path, owner, at, maxDynamic)
}

// sameObject reports whether two types are one, or one and its pointer.
func sameObject(a, b types.Type) bool { return types.Identical(deref(a), deref(b)) }

// dynamic goes through all that an interface can be made of, and reports whether
// that is known.
func (p *Package) dynamic(v ssa.Value, depth int, made func(*ssa.MakeInterface)) bool {
	if depth == 0 {
		return false
	}
	switch v := v.(type) {
	case *ssa.MakeInterface:
		made(v)
		return true
	case *ssa.ChangeInterface:
		return p.dynamic(v.X, depth-1, made)
	case *ssa.Const:
		return v.Value == nil
	case *ssa.Phi:
		for _, e := range v.Edges {
			if !p.dynamic(e, depth-1, made) {
				return false
			}
		}
		return true
	}
	c, i := callOf(v)
	if c == nil {
		return false
	}
	for _, callee := range p.Callees(&c.Call) {
		if !InCode(callee.Fn) {
			return false
		}
		for _, ret := range Returns(callee.Fn) {
			if i >= len(ret.Results) || !p.dynamic(ret.Results[i], depth-1, made) {
				return false
			}
		}
	}
	return true
}

// callOf returns the call whose result i a value is.
func callOf(v ssa.Value) (c *ssa.Call, i int) {
	if x, ok := v.(*ssa.Extract); ok {
		v, i = x.Tuple, x.Index
	}
	c, _ = v.(*ssa.Call)
	return c, i
}

// readAs is Read for objects of one type, of a value that dynamic knows.
func (p *Package) readAs(v ssa.Value, as types.Type, path, owner string, at ssa.Instruction, depth int) value.Set {
	var sets []value.Set
	switch v := v.(type) {
	case *ssa.MakeInterface:
		if sameObject(v.X.Type(), as) {
			return p.Read(v, path, owner, at)
		}
		return value.Set{}
	case *ssa.ChangeInterface:
		return p.readAs(v.X, as, path, owner, at, depth-1)
	case *ssa.Phi:
		for i, e := range v.Edges {
			pred := v.Block().Preds[i]
			sets = append(sets, p.readAs(e, as, path, owner, pred.Instrs[len(pred.Instrs)-1], depth-1))
		}
		return value.Join(sets...)
	}
	c, i := callOf(v)
	if c == nil || depth == 0 {
		return value.Set{}
	}
	for _, callee := range p.Callees(&c.Call) {
		for _, ret := range Returns(callee.Fn) {
			s := p.readAs(ret.Results[i], as, path, owner, ret, depth-1)
			sets = append(sets, s.Subst(func(sym value.Symbol) (value.Set, bool) { return p.Argument(sym, callee, c) }))
		}
	}
	return value.Join(sets...)
}
