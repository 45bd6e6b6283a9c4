package detect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// sound returns the files without the function bodies, and the facts of types
// without the variables' initial values, that SSA cannot be made of because
// they are not in order. Everything else stays as it is, and is analysed.
func sound(files []*ast.File, info *types.Info, errs []types.Error) ([]*ast.File, *types.Info) {
	if len(errs) == 0 && !broken(files, info) {
		return files, info
	}
	var out []*ast.File
	for _, f := range files {
		file := *f
		file.Decls = nil
		for _, d := range f.Decls {
			if d = declared(d, info); d != nil {
				file.Decls = append(file.Decls, d)
			}
		}
		for i, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && wrong(fn, info, errs) {
				declared := *fn
				declared.Body = nil
				file.Decls[i] = &declared
			}
		}
		out = append(out, &file)
	}
	facts := *info
	facts.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(i *types.Initializer) bool {
		return wrong(i.Rhs, info, errs) || slices.ContainsFunc(i.Lhs, func(v *types.Var) bool { return v.Name() != "_" && v.Parent() == nil })
	})
	return out, &facts
}

// declared returns a declaration without the names that are declared a second
// time, which have no object; nil where nothing is left.
func declared(d ast.Decl, info *types.Info) ast.Decl {
	again := func(id *ast.Ident) bool { return id.Name != "_" && info.Defs[id] == nil }
	switch d := d.(type) {
	case *ast.FuncDecl:
		if again(d.Name) {
			return nil
		}
	case *ast.GenDecl:
		if d.Tok == token.IMPORT {
			return d
		}
		kept := *d
		kept.Specs = nil
		for _, spec := range d.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				if again(s.Name) {
					continue
				}
			case *ast.ValueSpec:
				if slices.ContainsFunc(s.Names, again) {
					one := *s
					one.Names = slices.DeleteFunc(slices.Clone(s.Names), again)
					spec = &one
				}
			}
			kept.Specs = append(kept.Specs, spec)
		}
		return &kept
	}
	return d
}

// broken reports whether the files are not in order.
func broken(files []*ast.File, info *types.Info) bool {
	return slices.ContainsFunc(files, func(f *ast.File) bool { return wrong(f, info, nil) })
}

// damaged reports whether the package uses anything of another one that has no
// type for want of order there.
func damaged(pkg *types.Package, info *types.Info) bool {
	seen := map[types.Type]bool{}
	var bad func(t types.Type) bool
	tuple := func(t *types.Tuple) bool {
		for v := range t.Variables() {
			if bad(v.Type()) {
				return true
			}
		}
		return false
	}
	bad = func(t types.Type) bool {
		if t == nil || seen[t] {
			return false
		}
		seen[t] = true
		switch t := t.(type) {
		case *types.Basic:
			return t.Kind() == types.Invalid
		case *types.Named:
			for m := range t.Methods() {
				if bad(m.Type()) {
					return true
				}
			}
			return bad(t.Underlying())
		case *types.Alias:
			return bad(types.Unalias(t))
		case *types.Signature:
			return tuple(t.Params()) || tuple(t.Results())
		case *types.Struct:
			for f := range t.Fields() {
				if bad(f.Type()) {
					return true
				}
			}
		case *types.Interface:
			for m := range t.Methods() {
				if bad(m.Type()) {
					return true
				}
			}
		case *types.Map:
			return bad(t.Key()) || bad(t.Elem())
		case interface{ Elem() types.Type }:
			return bad(t.Elem())
		}
		return false
	}
	for _, obj := range info.Uses {
		if obj.Pkg() != nil && obj.Pkg() != pkg && bad(obj.Type()) {
			return true
		}
	}
	return false
}

// buildable takes out the bodies of functions, and the initial values of
// variables, that SSA cannot be made of; ok tries it.
func buildable(files []*ast.File, info *types.Info, ok func([]*ast.File, *types.Info) bool) ([]*ast.File, *types.Info) {
	var parts []any // *ast.FuncDecl or *types.Initializer
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, is := d.(*ast.FuncDecl); is && fn.Body != nil {
				parts = append(parts, fn)
			}
		}
	}
	for _, i := range info.InitOrder {
		parts = append(parts, i)
	}
	only := func(kept []any) ([]*ast.File, *types.Info) {
		in := make(map[any]bool, len(kept))
		for _, k := range kept {
			in[k] = true
		}
		var out []*ast.File
		for _, f := range files {
			file := *f
			file.Decls = slices.Clone(f.Decls)
			for i, d := range file.Decls {
				if fn, is := d.(*ast.FuncDecl); is && fn.Body != nil && !in[fn] {
					declared := *fn
					declared.Body = nil
					file.Decls[i] = &declared
				}
			}
			out = append(out, &file)
		}
		facts := *info
		facts.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(i *types.Initializer) bool { return !in[i] })
		return out, &facts
	}
	var search func(parts []any) (good []any)
	search = func(parts []any) []any {
		if len(parts) == 0 || ok(only(parts)) {
			return parts
		}
		if len(parts) == 1 {
			return nil
		}
		half := len(parts) / 2
		return slices.Concat(search(parts[:half]), search(parts[half:]))
	}
	return only(search(parts))
}

// wrong reports whether an error lies in a part of a file, or what the parser
// and the type checker leave behind after one.
func wrong(n ast.Node, info *types.Info, errs []types.Error) bool {
	at := func(pos token.Pos) bool { return n.Pos() <= pos && pos <= n.End() }
	// What begins with a tab belongs to the error before it, and is in order.
	if slices.ContainsFunc(errs, func(e types.Error) bool { return !e.Soft && !strings.HasPrefix(e.Msg, "\t") && at(e.Pos) }) {
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
