package metamorphic

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A change is a way to write a package otherwise.
type change struct {
	at      token.Pos // for people
	edits   []edit
	reverse bool  // the order of the files
	added   *unit // a new package
}

// An edit replaces what stands between two places.
type edit struct {
	from, to token.Pos
	text     string
}

// apply returns the package with all those changes that do not overlap, and
// how many these are.
func (p *program) apply(u *unit, changes []change) (changed []*unit, n int) {
	var all []edit
	out := &unit{path: u.path, module: u.module, sources: slices.Clone(u.sources)}
	for _, c := range changes {
		overlaps := func(e edit) bool {
			return slices.ContainsFunc(all, func(o edit) bool {
				return e.from < o.to && o.from < e.to || e.from == o.from && e.to != e.from && o.to != o.from
			})
		}
		if slices.ContainsFunc(c.edits, overlaps) {
			continue
		}
		all = append(all, c.edits...)
		n++
		if c.added != nil {
			added := *c.added // each variant analyses its own
			changed = append(changed, &added)
		}
		if c.reverse {
			slices.Reverse(out.sources)
		}
	}
	slices.SortStableFunc(all, func(a, b edit) int { return int(b.from - a.from) })
	for _, e := range all {
		f := p.fset.File(e.from)
		for i := range out.sources {
			if s := &out.sources[i]; s.name == f.Name() {
				from, to := f.Offset(e.from), f.Offset(e.to)
				s.text = slices.Concat(s.text[:from], []byte(e.text), s.text[to:])
			}
		}
	}
	return append(changed, out), n
}

// A scene is a file that is about to be changed.
type scene struct {
	p    *program
	u    *unit
	file *ast.File
	text []byte
	n    int // names given so far
}

// code returns the source of a node.
func (s *scene) code(n ast.Node) string { return s.between(n.Pos(), n.End()) }

func (s *scene) between(from, to token.Pos) string {
	f := s.p.fset.File(s.file.FileStart)
	return string(s.text[f.Offset(from):f.Offset(to)])
}

// typeText writes a type as the file can; ok is false where it cannot.
func (s *scene) typeText(t types.Type) (text string, ok bool) {
	ok = true
	text = types.TypeString(t, func(pkg *types.Package) string {
		if pkg == s.u.types {
			return ""
		}
		for _, imp := range s.file.Imports {
			var name *types.PkgName
			if imp.Name != nil {
				name, _ = s.u.info.Defs[imp.Name].(*types.PkgName)
			} else {
				name, _ = s.u.info.Implicits[imp].(*types.PkgName)
			}
			if name != nil && name.Imported() == pkg && name.Name() != "_" && name.Name() != "." {
				return name.Name()
			}
		}
		ok = false
		return pkg.Name()
	})
	return text, ok
}

// signature writes parameters with names and results, as after "func".
func (s *scene) signature(sig *types.Signature) (text string, ok bool) {
	text, ok = s.typeText(types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()))
	return strings.TrimPrefix(text, "func"), ok
}

// locals returns the variables of functions that an expression uses and does
// not declare.
func (s *scene) locals(n ast.Node) []*types.Var {
	var out []*types.Var
	ast.Inspect(n, func(m ast.Node) bool {
		id, ok := m.(*ast.Ident)
		if !ok {
			return true
		}
		v, ok := s.u.info.Uses[id].(*types.Var)
		if ok && !v.IsField() && v.Pkg() == s.u.types && v.Parent() != s.u.types.Scope() && (v.Pos() < n.Pos() || n.End() <= v.Pos()) && !slices.Contains(out, v) {
			out = append(out, v)
		}
		return true
	})
	return out
}

// extractable tells whether an expression means the same in another function
// that gets its variables.
func (s *scene) extractable(e ast.Expr) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			ok = false
		case *ast.UnaryExpr:
			ok = ok && n.Op != token.AND && n.Op != token.ARROW
		case *ast.Ident:
			if t := s.u.info.TypeOf(n); t != nil && mentionsParameter(t) {
				ok = false
			}
		}
		return ok
	})
	return ok
}

func mentionsParameter(t types.Type) bool {
	found := false
	var visit func(types.Type)
	visit = func(t types.Type) {
		switch t := t.(type) {
		case *types.TypeParam:
			found = true
		case *types.Pointer:
			visit(t.Elem())
		case *types.Slice:
			visit(t.Elem())
		case *types.Named:
			for a := range t.TypeArgs().Types() {
				visit(a)
			}
		}
	}
	visit(t)
	return found
}

// inside calls visit for all nodes in the bodies of functions, with the nodes
// around them, the nearest last.
func (s *scene) inside(visit func(n ast.Node, around []ast.Node)) {
	for _, d := range s.file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		var stack []ast.Node
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if n == nil {
				stack = stack[:len(stack)-1]
				return true
			}
			visit(n, stack)
			stack = append(stack, n)
			return true
		})
	}
}

// functions are the declared functions with a body whose parameters have
// names.
func (s *scene) functions() []*ast.FuncDecl {
	var out []*ast.FuncDecl
	for _, d := range s.file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || fn.Name.Name == "_" {
			continue
		}
		lists := []*ast.FieldList{fn.Type.Params}
		if fn.Recv != nil {
			lists = append(lists, fn.Recv)
		}
		named := true
		for _, l := range lists {
			for _, field := range l.List {
				named = named && len(field.Names) > 0 && !slices.ContainsFunc(field.Names, func(id *ast.Ident) bool { return id.Name == "_" })
			}
		}
		if named {
			out = append(out, fn)
		}
	}
	return out
}

// arguments writes a function's own parameters as the arguments of a call.
func arguments(fn *ast.FuncDecl) string {
	var names []string
	for _, field := range fn.Type.Params.List {
		for _, id := range field.Names {
			name := id.Name
			if _, ok := field.Type.(*ast.Ellipsis); ok {
				name += "..."
			}
			names = append(names, name)
		}
	}
	return "(" + strings.Join(names, ", ") + ")"
}

// returning is "return " for a function with results.
func returning(fn *ast.FuncDecl) string {
	if fn.Type.Results == nil || len(fn.Type.Results.List) == 0 {
		return ""
	}
	return "return "
}
