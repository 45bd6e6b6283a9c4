package detect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// sound returns the files without the function bodies, and the facts of types
// without the variables' initial values, that SSA cannot be made of because
// they are not in order. Everything else stays as it is, and is analysed.
func sound(files []*ast.File, info *types.Info, errs []types.Error) ([]*ast.File, *types.Info) {
	if len(errs) == 0 && !slices.ContainsFunc(files, func(f *ast.File) bool { return broken(f, info, nil) }) {
		return files, info
	}
	var out []*ast.File
	for _, f := range files {
		file := *f
		file.Decls = slices.Clone(f.Decls)
		for i, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && broken(fn, info, errs) {
				declared := *fn
				declared.Body = nil
				file.Decls[i] = &declared
			}
		}
		out = append(out, &file)
	}
	facts := *info
	facts.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(i *types.Initializer) bool { return broken(i.Rhs, info, errs) })
	return out, &facts
}

// broken reports whether an error lies in a part of a file, or what the parser
// and the type checker leave behind after one.
func broken(n ast.Node, info *types.Info, errs []types.Error) bool {
	at := func(pos token.Pos) bool { return n.Pos() <= pos && pos <= n.End() }
	if slices.ContainsFunc(errs, func(e types.Error) bool { return !e.Soft && at(e.Pos) }) {
		return true
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BadExpr, *ast.BadStmt, *ast.BadDecl:
			found = true
		case *ast.Ident:
			// What comes from a package that cannot be imported has no object.
			if _, defined := info.Defs[n]; !defined && info.Uses[n] == nil && n.Name != "_" && n.Name != "." {
				found = true
			}
		case ast.Expr:
			if tv, ok := info.Types[n]; ok && tv.Type == types.Typ[types.Invalid] {
				found = true
			}
		}
		return !found
	})
	return found
}
