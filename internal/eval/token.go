package eval

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Token is the path step from a client to the access token that it sends. No
// struct has such a field: the senders' table says which objects carry one.
const Token = ".$token"

// Bearer is the path from a request to its access token.
const Bearer = ".Header" + authorization + "[*]"

// carried answers the step Token for types of which the token lies in a field,
// and for the package's own transports and token sources.
func (p *Package) carried(v ssa.Value, at ssa.Instruction) (value.Set, bool) {
	v = concrete(v)
	name := typeName(deref(v.Type()))
	if path, ok := p.rows.Carrier(name); ok && path != Token {
		return nonEmpty(p.Read(v, path, "", at)), true
	}
	if m := p.method(name, "RoundTrip"); m != nil && len(m.Params) == 2 {
		return p.received(p.sets(m, maxHelpers), v, at), true
	}
	if fn := declaredMethod(v.Type(), "Token"); fn != nil && fn.Type().(*types.Signature).Results().Len() == 2 {
		const path, owner = ".AccessToken", "golang.org/x/oauth2.Token"
		if m := p.method(name, "Token"); m != nil {
			s, ok := p.Results(m, 0, path, owner)
			return p.received(s, v, at), ok
		}
		if s, ok := p.resolver.Result(fn, 0, path, owner); ok {
			return p.received(s, v, at), true
		}
	}
	return value.Set{}, false
}

// concrete undoes conversions to interfaces.
func concrete(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		default:
			return v
		}
	}
}

// method returns the package's own method of a type, or nil.
func (p *Package) method(typeName, name string) *ssa.Function {
	for _, fn := range p.methods[name] {
		if obj, ok := fn.Object().(*types.Func); ok && send.Key(obj) == typeName+"."+name {
			return fn
		}
	}
	return nil
}

// declaredMethod returns a method of a declared type that is no interface.
func declaredMethod(t types.Type, name string) *types.Func {
	if _, ok := t.Underlying().(*types.Interface); ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// sets joins the tokens that a function, and what it calls of the package, puts
// into headers, in its symbols. A transport works on a copy of its request, so
// that it does not matter into whose.
func (p *Package) sets(fn *ssa.Function, depth int) value.Set {
	var out []value.Set
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if callee := callee(call.Common()); callee != nil {
				switch args := operands(call.Common()); send.Key(callee) {
				case "net/http.Header.Set", "net/http.Header.Add":
					if p.element(args[1], call) == authorization {
						out = append(out, p.Read(args[2], "", "", call))
					}
					continue
				case "golang.org/x/oauth2.Token.SetAuthHeader":
					out = append(out, p.Read(args[0], Token, "", call))
					continue
				}
			}
			if depth > 0 {
				out = append(out, p.setsBehind(fn, call, depth-1))
			}
		}
	}
	return value.Join(out...)
}

// setsBehind is sets of what a call in fn runs.
func (p *Package) setsBehind(fn *ssa.Function, call ssa.CallInstruction, depth int) value.Set {
	var out []value.Set
	for _, c := range p.Callees(call.Common()) {
		if !InCode(c.Fn) || c.Fn == fn {
			continue
		}
		out = append(out, p.sets(c.Fn, depth).Subst(func(sym value.Symbol) (value.Set, bool) { return p.Argument(sym, c, call) }))
	}
	return value.Join(out...)
}

// maxHelpers bounds how far the helpers of a transport are followed.
const maxHelpers = 3

// received puts an object in for the receiver of its method.
func (p *Package) received(s value.Set, v ssa.Value, at ssa.Instruction) value.Set {
	return s.Subst(func(sym value.Symbol) (value.Set, bool) {
		switch {
		case sym.Kind != value.Param && sym.Kind != value.Free:
			return value.Set{}, false
		case sym.Kind == value.Param && sym.Index == 0:
			return p.Read(v, sym.Path, sym.Owner, at), true
		}
		return value.Unknown("an argument"), true
	})
}

// Client returns the client that v, a part of it such as the users' manager of
// Auth0's SDK, was taken from.
func (p *Package) Client(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.UnOp:
			field, ok := x.X.(*ssa.FieldAddr)
			if !ok || x.Op != token.MUL || !p.owned(field.X.Type()) {
				return v
			}
			v = field.X
		case *ssa.FieldAddr:
			if !p.owned(x.X.Type()) {
				return v
			}
			v = x.X
		case *ssa.Field:
			if !p.owned(x.X.Type()) {
				return v
			}
			v = x.X
		default:
			return v
		}
	}
}

// owned reports whether a type is declared by Auth0's SDK.
func (p *Package) owned(t types.Type) bool {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	return ok && named.Obj().Pkg() != nil && p.rows.Owns(named.Obj().Pkg().Path())
}

// partOfToken answers for what takes a string apart: a part of a value whose
// class is known is of that class.
func (p *Package) partOfToken(fn *types.Func, c *ssa.Call) (value.Set, bool) {
	switch send.Key(fn) {
	case "strings.Split", "strings.SplitN", "strings.Fields", "strings.Cut", "strings.CutPrefix", "strings.SplitAfter":
	default:
		return value.Set{}, false
	}
	s := p.Read(c.Call.Args[0], "", "", c)
	for _, pattern := range s.Alts {
		for _, piece := range pattern {
			if piece.Hole == nil || piece.Hole.Symbol.Class == "" && !IncomingToken(piece.Hole.Symbol) {
				return value.Set{}, false
			}
		}
	}
	return s, len(s.Alts) > 0
}

// source names the function that a classed value comes from.
func (p *Package) source(at ssa.Instruction) string {
	if c, ok := at.(ssa.CallInstruction); ok {
		if fn := callee(c.Common()); fn != nil {
			return short(fn)
		}
	}
	return "a call"
}
