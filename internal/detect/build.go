package detect

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Build makes SSA of one type-checked package; its imports have types and no
// bodies. The functions are all those with a body, function literals included.
// Functions that the type checker's errors lie in have no body. The error is a
// failure of the builder itself, on code that is odd enough.
func Build(fset *token.FileSet, tpkg *types.Package, files []*ast.File, info *types.Info, errs ...types.Error) (pkg *ssa.Package, funcs []*ssa.Function, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("building SSA of %s failed", tpkg.Path())
		}
	}()
	files, info = sound(files, info, errs)
	prog := ssa.NewProgram(fset, ssa.BuilderMode(0))
	// Code names functions and variables of direct imports only; the methods
	// of other packages come to be when they are called. What is further away
	// is hundreds of packages, some of them huge.
	for _, p := range tpkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
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
	return pkg, funcs, nil
}
