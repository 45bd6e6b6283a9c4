package detect

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
)

// writesSecret reports whether a function may write the name of a client
// secret: it or one around it speaks of one. Most functions need no further
// look.
func (p *pass) writesSecret(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if p.speaksOfSecret(fn, maxNaming) {
			return true
		}
	}
	return false
}

// maxNaming is through how many functions the name of a secret may come.
const maxNaming = 2

// speaksOfSecret reports whether a function or a literal in it has a constant
// that speaks of a client secret, or names a variable or function of the
// package that does.
func (p *pass) speaksOfSecret(fn *ssa.Function, depth int) bool {
	key := hint{fn, depth}
	found, known := p.hints[key]
	if known {
		return found
	}
	p.hints[key] = false // of functions that name each other
	found = p.namesSecret(fn) || slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return p.speaksOfSecret(lit, depth) }) ||
		depth > 0 && slices.ContainsFunc(named(fn), func(v ssa.Value) bool { return p.holdsSecretName(v, depth-1) })
	p.hints[key] = found
	return found
}

type hint struct {
	fn    *ssa.Function
	depth int
}

// namesSecret reports whether constants of the function speak of a client
// secret.
func (p *pass) namesSecret(fn *ssa.Function) bool {
	found, known := p.naming[fn]
	if known {
		return found
	}
	search := triage.NewSearch(secretName)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				if c, ok := (*op).(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
					found = found || search.In(constant.StringVal(c.Value))
				}
			}
		}
	}
	p.naming[fn] = found
	return found
}

// holdsSecretName reports whether a function or a variable that a function names
// speaks of a client secret.
func (p *pass) holdsSecretName(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Function:
		if v.Pkg == p.SSA {
			return p.speaksOfSecret(v, depth)
		}
		return p.returnsSecretName(v)
	case *ssa.Global:
		if v.Pkg != p.SSA || !textual(pointed(v.Type())) || !p.namesSecret(p.SSA.Func("init")) {
			return false
		}
		texts, _ := p.eval.Global(v, "", "").Literals()
		return slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, secretName) })
	}
	return false
}

// returnsSecretName reports whether a function of another package returns a text
// that speaks of a client secret.
func (p *pass) returnsSecretName(fn *ssa.Function) bool {
	obj, _ := fn.Object().(*types.Func)
	known := p.Imports.Func(obj)
	return known != nil && slices.ContainsFunc(known.Results, func(r summary.Result) bool {
		texts, _ := r.Value.Literals()
		return r.Path == "" && slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, secretName) })
	})
}

// named lists the functions and package variables that a function names.
func named(fn *ssa.Function) []ssa.Value {
	var out []ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				switch (*op).(type) {
				case *ssa.Function, *ssa.Global:
					out = append(out, *op)
				}
			}
		}
	}
	return out
}
