package detect

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
)

// Build makes SSA of one type-checked package; its imports have types and no
// bodies. The functions are all those with a body, function literals included.
// Functions that the type checker's errors lie in have no body. The error is a
// failure of the builder itself, on code that is in order.
func Build(fset *token.FileSet, tpkg *types.Package, files []*ast.File, info *types.Info, errs ...types.Error) (pkg *ssa.Package, funcs []*ssa.Function, err error) {
	good, known := sound(files, info, errs)
	pkg, funcs, err = build(fset, tpkg, good, known)
	if err != nil && (len(errs) > 0 || broken(files, info) || damaged(tpkg, info)) {
		// What follows from an error can lie anywhere, in importers too.
		good, known = buildable(good, known, func(files []*ast.File, info *types.Info) bool {
			_, _, err := build(fset, tpkg, files, info)
			return err == nil
		})
		pkg, funcs, err = build(fset, tpkg, good, known)
	}
	return pkg, funcs, err
}

// usedOf returns the packages of which the code names functions or variables.
func usedOf(tpkg *types.Package, info *types.Info) map[*types.Package]bool {
	out := map[*types.Package]bool{}
	for _, obj := range info.Uses {
		switch obj.(type) {
		case *types.Func, *types.Var:
			if p := obj.Pkg(); p != nil && p != tpkg && obj.Parent() == p.Scope() {
				out[p] = true
			}
		}
	}
	return out
}

func build(fset *token.FileSet, tpkg *types.Package, files []*ast.File, info *types.Info) (pkg *ssa.Package, funcs []*ssa.Function, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("building SSA of %s failed", tpkg.Path())
		}
	}()
	prog := ssa.NewProgram(fset, ssa.BuilderMode(0))
	// Code names functions and variables of direct imports only; the methods
	// of other packages come to be when they are called. What is further away
	// is hundreds of packages, some of them huge; of an import of which only
	// types are named, nothing is needed either.
	used := usedOf(tpkg, info)
	for _, p := range tpkg.Imports() {
		if used[p] {
			prog.CreatePackage(p, nil, nil, true)
		} else {
			prog.CreatePackage(p, []*ast.File{new(ast.File)}, new(types.Info), true)
		}
	}
	pkg = prog.CreatePackage(tpkg, files, info, false)
	pkg.Build()

	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || len(fn.Blocks) == 0 {
			return
		}
		funcs = append(funcs, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	for _, f := range files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if obj, ok := info.Defs[fd.Name].(*types.Func); ok {
					add(prog.FuncValue(obj))
				}
			}
		}
	}
	add(pkg.Func("init"))
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					direct(prog, call)
				}
			}
		}
	}
	return pkg, funcs, nil
}

// direct turns a call through an interface into one of the method itself where
// the value was put into the interface in the same function, or in the one
// whose function literal this is.
func direct(prog *ssa.Program, call ssa.CallInstruction) {
	c := call.Common()
	if !c.IsInvoke() {
		return
	}
	made := boxed(c.Value)
	if made == nil {
		return
	}
	sel := types.NewMethodSet(made.X.Type()).Lookup(c.Method.Pkg(), c.Method.Name())
	if sel == nil {
		return
	}
	method := sel.Obj().(*types.Func)
	recv := method.Signature().Recv().Type()
	if len(sel.Index()) == 1 && !types.Identical(recv, made.X.Type()) {
		return // it takes the value itself
	}
	if len(sel.Index()) > 1 && (types.IsInterface(recv) || method.Pkg() == call.Parent().Pkg.Pkg) {
		// The method of an embedded field. The package's own are found by the
		// interface; of another package's, what is sent counts alone, and the
		// receiver may be what the field is embedded in.
		return
	}
	fn := prog.MethodValue(sel)
	if fn == nil {
		return // a type parameter's
	}
	object := c.Value // what a variable holds is read where it is called
	if c.Value == made {
		object = made.X
		if refs := object.Referrers(); refs != nil {
			*refs = append(*refs, call)
		}
		refs := made.Referrers()
		*refs = slices.DeleteFunc(*refs, func(i ssa.Instruction) bool { return i == call })
	}
	c.Args = append([]ssa.Value{object}, c.Args...)
	c.Value, c.Method = fn, nil
}

// boxed returns where the value of an interface was put into it, or nil. A
// variable may hold it that function literals capture and nothing sets again.
func boxed(v ssa.Value) *ssa.MakeInterface {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		cell := load.X
		for range maxLiterals {
			free, ok := cell.(*ssa.FreeVar)
			if !ok {
				break
			}
			cell = bound(free)
		}
		if a, ok := cell.(*ssa.Alloc); ok {
			v = eval.SetOnce(a)
		}
	}
	made, _ := v.(*ssa.MakeInterface)
	return made
}

const maxLiterals = 4 // function literals within each other

// bound returns what a function literal is given for a captured variable where
// it is made, and nil where that is not one place.
func bound(v *ssa.FreeVar) ssa.Value {
	lit := v.Parent()
	for i, free := range lit.FreeVars {
		if free != v || lit.Referrers() == nil || len(*lit.Referrers()) != 1 {
			continue
		}
		if m, ok := (*lit.Referrers())[0].(*ssa.MakeClosure); ok {
			return m.Bindings[i]
		}
	}
	return nil
}
