package grant

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

const (
	maxInstances = 1000  // that for_each and count may ask for
	maxLength    = 10000 // of a list in elements and of a string in bytes
	maxWork      = 20000 // expressions evaluated for one directory
)

// A scope is what each and count are in one instance of a resource.
type scope struct {
	key  string               // of for_each, or ""
	vars map[string]cty.Value // "each", "count"
}

// value evaluates an expression; what is not in the files is unknown. ok is
// false when the expression itself is wrong.
func (m *module) value(expr hcl.Expression, in scope) (v cty.Value, ok bool) {
	if !m.enter(expr) {
		return cty.DynamicVal, false
	}
	defer m.leave(expr)
	ctx := &hcl.EvalContext{Variables: make(map[string]cty.Value), Functions: functions()}
	locals, variables := make(map[string]cty.Value), make(map[string]cty.Value)
	for _, t := range expr.Variables() {
		name := attribute(t, 1)
		switch root := t.RootName(); root {
		case "local":
			locals[name] = m.named(m.locals, name)
		case "var":
			variables[name] = m.named(m.variables, name)
		default:
			ctx.Variables[root] = cty.DynamicVal
		}
	}
	ctx.Variables["local"], ctx.Variables["var"] = cty.ObjectVal(locals), cty.ObjectVal(variables)
	maps.Copy(ctx.Variables, in.vars)
	v, diags := expr.Value(ctx)
	if diags.HasErrors() || large(v) {
		return cty.DynamicVal, false
	}
	return v, true
}

func (m *module) named(from map[string]hcl.Expression, name string) cty.Value {
	expr := from[name]
	if expr == nil {
		return cty.DynamicVal
	}
	v, _ := m.value(expr, scope{})
	return v
}

// text evaluates an expression to a string, if that can be done.
func (m *module) text(expr hcl.Expression, in scope) (string, bool) {
	v, ok := m.value(expr, in)
	return stringOf(v, ok)
}

func stringOf(v cty.Value, ok bool) (string, bool) {
	if !ok || !v.IsKnown() || v.IsNull() || v.IsMarked() || v.Type() != cty.String {
		return "", false
	}
	return v.AsString(), true
}

// strings evaluates an expression to a list of strings, each at the place that
// is nearest to where it is written, and the places of what is not known.
func (m *module) strings(expr hcl.Expression, in scope) (items []Scope, gaps []Place) {
	if items, diags := hcl.ExprList(expr); !diags.HasErrors() {
		return each(items, func(x hcl.Expression) ([]Scope, []Place) {
			if v, ok := m.text(x, in); ok {
				return []Scope{{v, placeOf(x.Range())}}, nil
			}
			return nil, []Place{placeOf(x.Range())}
		})
	}
	if call, ok := expr.(*hclsyntax.FunctionCallExpr); ok && slices.Contains([]string{"concat", "toset", "tolist", "sort", "distinct", "setunion"}, call.Name) && !call.ExpandFinal {
		args := make([]hcl.Expression, len(call.Args))
		for i, a := range call.Args {
			args[i] = a
		}
		return each(args, func(x hcl.Expression) ([]Scope, []Place) { return m.strings(x, in) })
	}
	if t, diags := hcl.AbsTraversalForExpr(expr); !diags.HasErrors() && len(t) == 2 {
		from := m.locals
		if t.RootName() == "var" {
			from = m.variables
		}
		if t.RootName() == "var" || t.RootName() == "local" {
			if x := from[attribute(t, 1)]; x != nil && m.enter(x) {
				items, gaps := m.strings(x, scope{})
				m.leave(x)
				return items, gaps
			}
		}
	}
	return m.whole(expr, in)
}

func each(list []hcl.Expression, f func(hcl.Expression) ([]Scope, []Place)) (items []Scope, gaps []Place) {
	for _, x := range list {
		i, g := f(x)
		items, gaps = append(items, i...), append(gaps, g...)
	}
	return items, gaps
}

// whole evaluates an expression that shows no list of its own.
func (m *module) whole(expr hcl.Expression, in scope) (items []Scope, gaps []Place) {
	at := placeOf(expr.Range())
	v, ok := m.value(expr, in)
	if !ok || !v.IsKnown() || v.IsNull() || v.IsMarked() || !v.CanIterateElements() {
		return nil, []Place{at}
	}
	for it := v.ElementIterator(); it.Next(); {
		_, e := it.Element()
		s, ok := stringOf(e, true)
		if !ok {
			gaps = append(gaps, at)
			continue
		}
		items = append(items, Scope{s, at})
	}
	return items, gaps
}

// instances returns what for_each or count make of a resource; ok is false
// when that cannot be worked out.
func (m *module) instances(r *resource) (all []scope, ok bool) {
	if attr := r.attributes["count"]; attr != nil {
		v, ok := m.value(attr.Expr, scope{})
		if ok {
			v, _ = convert.Convert(v, cty.Number)
		}
		if !ok || v == cty.NilVal || !v.IsKnown() || v.IsNull() {
			return nil, false
		}
		n, _ := v.AsBigFloat().Int64()
		if n < 0 || n > maxInstances {
			return nil, false
		}
		for i := range n {
			all = append(all, scope{vars: map[string]cty.Value{"count": cty.ObjectVal(map[string]cty.Value{"index": cty.NumberIntVal(i)})}})
		}
		return all, true
	}
	attr := r.attributes["for_each"]
	if attr == nil {
		return []scope{{}}, true
	}
	v, ok := m.value(attr.Expr, scope{})
	if !ok || !v.IsKnown() || v.IsNull() || v.IsMarked() || !v.CanIterateElements() || v.LengthInt() > maxInstances {
		return nil, false
	}
	for it := v.ElementIterator(); it.Next(); {
		key, e := it.Element()
		if v.Type().IsSetType() {
			key = e
		}
		name, ok := stringOf(key, true)
		if !ok {
			return nil, false
		}
		all = append(all, scope{key: name, vars: map[string]cty.Value{"each": cty.ObjectVal(map[string]cty.Value{"key": key, "value": e})}})
	}
	return all, true
}

// functions are those of Terraform that people put lists of scopes together
// with. They do nothing but compute, and none makes its result much longer
// than what it is given: a file must not be able to fill the memory.
func functions() map[string]function.Function {
	return map[string]function.Function{
		"compact": stdlib.CompactFunc, "concat": stdlib.ConcatFunc, "contains": stdlib.ContainsFunc, "distinct": stdlib.DistinctFunc,
		"element": stdlib.ElementFunc, "flatten": stdlib.FlattenFunc, "jsondecode": stdlib.JSONDecodeFunc, "keys": stdlib.KeysFunc,
		"length": stdlib.LengthFunc, "lookup": stdlib.LookupFunc, "lower": stdlib.LowerFunc, "merge": stdlib.MergeFunc,
		"reverse": stdlib.ReverseListFunc, "setintersection": stdlib.SetIntersectionFunc, "setsubtract": stdlib.SetSubtractFunc,
		"setunion": stdlib.SetUnionFunc, "slice": stdlib.SliceFunc, "sort": stdlib.SortFunc, "split": stdlib.SplitFunc,
		"trimprefix": stdlib.TrimPrefixFunc, "trimsuffix": stdlib.TrimSuffixFunc, "trimspace": stdlib.TrimSpaceFunc,
		"upper": stdlib.UpperFunc, "values": stdlib.ValuesFunc,
		"tolist":   stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
		"toset":    stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"tomap":    stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
		"tostring": stdlib.MakeToFunc(cty.String),
		"tobool":   stdlib.MakeToFunc(cty.Bool),
	}
}

// large reports whether a value has grown beyond anything that a grant needs.
func large(v cty.Value) bool {
	if !v.IsKnown() || v.IsNull() || v.IsMarked() {
		return false
	}
	if v.Type() == cty.String {
		return len(v.AsString()) > maxLength
	}
	return v.CanIterateElements() && v.LengthInt() > maxLength
}
