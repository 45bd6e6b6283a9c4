package metamorphic

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A transformation lists the places of a file where code can be written
// otherwise without doing anything else.
type transformation struct {
	name   string
	places func(*scene) []change
}

func transformations() []transformation {
	return []transformation{
		{"rename locals", renameLocals},
		{"rename declarations", renameDeclarations},
		{"reorder declarations", reorderDeclarations},
		{"reorder files", reorderFiles},
		{"extract an expression", extractExpression},
		{"extract a body", extractBody},
		{"inline a function", inline},
		{"move a body to another package", moveBody},
		{"wrap a statement in a closure", closeStatement},
		{"wrap a body in a closure", closeBody},
		{"wrap an argument in a closure", closeArgument},
		{"call through an interface", throughInterface},
		{"add dead statements", deadStatements},
		{"split a constant", splitConstant},
		{"split a constant into variables", splitVariable},
		{"declare a constant", declareConstant},
		{"declare a variable", declareVariable},
		{"keep an argument in a variable", keepArgument},
	}
}

const suffix = "Renamed" // words in names are evidence, and stay

func renameLocals(s *scene) []change {
	return s.rename(func(obj types.Object) bool {
		v, ok := obj.(*types.Var)
		return ok && !v.IsField() && v.Parent() != nil && v.Parent() != s.u.types.Scope()
	})
}

func renameDeclarations(s *scene) []change {
	return s.rename(func(obj types.Object) bool {
		return obj.Parent() == s.u.types.Scope() && !obj.Exported() && obj.Name() != "main" && obj.Name() != "init"
	})
}

// rename renames what the file declares, wherever the package uses it.
func (s *scene) rename(which func(types.Object) bool) []change {
	found := map[types.Object]*change{}
	var order []types.Object
	add := func(id *ast.Ident, obj types.Object) {
		if c := found[obj]; c != nil {
			c.edits = append(c.edits, edit{id.Pos(), id.End(), id.Name + suffix})
		}
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name != "_" {
			if obj := s.u.info.Defs[id]; obj != nil && which(obj) {
				found[obj] = &change{at: id.Pos()}
				order = append(order, obj)
				add(id, obj)
			}
		}
		return true
	})
	for _, f := range s.u.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				add(id, s.u.info.Uses[id])
			}
			return true
		})
	}
	var out []change
	for _, obj := range order {
		out = append(out, *found[obj])
	}
	return out
}

// reorderDeclarations turns the declarations around, each with the comments
// above it and behind it.
func reorderDeclarations(s *scene) []change {
	var first token.Pos
	var chunks []string
	begin := s.file.Name.End()
	for _, d := range s.file.Decls {
		end := s.lineEnd(d.End())
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.IMPORT {
			begin = end
			continue
		}
		if first == token.NoPos {
			first = begin
		}
		if end < begin {
			return nil // two on a line
		}
		chunks = append(chunks, s.between(begin, end))
		begin = end
	}
	if len(chunks) < 2 {
		return nil
	}
	slices.Reverse(chunks)
	return []change{{at: s.file.Name.Pos(), edits: []edit{{first, begin, "\n" + strings.Join(chunks, "\n")}}}}
}

func (s *scene) lineEnd(pos token.Pos) token.Pos {
	f := s.p.fset.File(pos)
	rest := s.text[f.Offset(pos):]
	if i := strings.IndexByte(string(rest), '\n'); i >= 0 {
		return pos + token.Pos(i)
	}
	return s.file.FileEnd
}

func reorderFiles(s *scene) []change {
	if len(s.u.files) < 2 || s.file != s.u.files[0] {
		return nil
	}
	return []change{{at: s.file.Name.Pos(), reverse: true}}
}

func (s *scene) name() string {
	s.n++
	return fmt.Sprintf("zz%d", s.n)
}

// values are the arguments of calls, in the bodies of functions, that have a
// value of their own: no plain names, and no types.
func (s *scene) values(visit func(e ast.Expr, t types.Type)) {
	s.inside(func(n ast.Node, _ []ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		for _, arg := range call.Args {
			tv := s.u.info.Types[arg]
			if _, plain := arg.(*ast.Ident); plain || !tv.IsValue() || !s.extractable(arg) {
				continue
			}
			if _, several := tv.Type.(*types.Tuple); several {
				continue
			}
			if t := types.Default(tv.Type); t != types.Typ[types.UntypedNil] {
				visit(arg, t)
			}
		}
	})
}

// extractExpression gives an argument a function of its own.
func extractExpression(s *scene) []change {
	var out []change
	s.values(func(e ast.Expr, t types.Type) {
		result, ok := s.typeText(t)
		var params, args []string
		for _, v := range s.locals(e) {
			text, known := s.typeText(v.Type())
			ok = ok && known
			params = append(params, v.Name()+" "+text)
			args = append(args, v.Name())
		}
		if !ok {
			return
		}
		name := s.name() + "Helper"
		out = append(out, change{at: e.Pos(), edits: []edit{
			{e.Pos(), e.End(), name + "(" + strings.Join(args, ", ") + ")"},
			{s.file.FileEnd, s.file.FileEnd, "\n\nfunc " + name + "(" + strings.Join(params, ", ") + ") " + result + " {\n\treturn " + s.code(e) + "\n}\n"},
		}})
	})
	return out
}

// extractBody makes a function hand everything to another one.
func extractBody(s *scene) []change {
	var out []change
	for _, fn := range s.functions() {
		name := fn.Name.Name + s.name()
		call := name
		header := "func "
		if fn.Recv != nil {
			call = fn.Recv.List[0].Names[0].Name + "." + name
			header += s.code(fn.Recv) + " "
		}
		out = append(out, change{at: fn.Pos(), edits: []edit{{
			fn.Body.Pos(), fn.Body.End(),
			"{\n\t" + returning(fn) + call + arguments(fn) + "\n}\n\n" + header + name + s.between(fn.Name.End(), fn.Body.End()),
		}}})
	}
	return out
}

// inline puts the body of an unexported function where it is called, and
// deletes it. A body that returns before its end stays where it is, and so
// does one that hands its arguments on in another order than it gets them.
func inline(s *scene) []change {
	var out []change
	for _, fn := range s.functions() {
		if c, ok := s.inlineAll(fn); ok {
			out = append(out, c)
		}
	}
	return out
}

func (s *scene) inlineAll(fn *ast.FuncDecl) (change, bool) {
	obj, _ := s.u.info.Defs[fn.Name].(*types.Func)
	if obj == nil || fn.Recv != nil || fn.Type.TypeParams != nil || obj.Exported() || obj.Name() == "main" || obj.Name() == "init" || obj.Signature().Variadic() || len(fn.Body.List) == 0 {
		return change{}, false
	}
	last, isReturn := fn.Body.List[len(fn.Body.List)-1].(*ast.ReturnStmt)
	early := false
	for _, stmt := range fn.Body.List {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				early = early || n != last
			case *ast.DeferStmt, *ast.LabeledStmt:
				early = true
			}
			return true
		})
	}
	if early || isReturn && len(last.Results) == 0 {
		return change{}, false
	}
	c := change{at: fn.Pos(), edits: []edit{{fn.Pos(), fn.End(), ""}}}
	uses := 0
	for _, f := range s.u.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && s.u.info.Uses[id] == obj {
				uses++
			}
			return true
		})
	}
	s.inside(func(n ast.Node, _ []ast.Node) {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok {
			return
		}
		call, ok := stmt.X.(*ast.CallExpr)
		if !ok {
			return
		}
		if id, ok := call.Fun.(*ast.Ident); !ok || s.u.info.Uses[id] != obj || !s.sameNames(fn, call.Pos()) {
			return
		}
		var b strings.Builder
		b.WriteString("{\n")
		i := 0
		for _, field := range fn.Type.Params.List {
			for _, name := range field.Names {
				// Arguments are read before any parameter hides what they name.
				fmt.Fprintf(&b, "var %sArg %s = %s\n", name.Name, s.code(field.Type), s.code(call.Args[i]))
				i++
			}
		}
		for _, field := range fn.Type.Params.List {
			for _, name := range field.Names {
				fmt.Fprintf(&b, "%[1]s := %[1]sArg\n_ = %[1]s\n", name.Name)
			}
		}
		end := fn.Body.Rbrace
		if isReturn {
			end = last.Pos()
		}
		b.WriteString(s.between(fn.Body.Lbrace+1, end))
		if isReturn {
			n := obj.Signature().Results().Len()
			b.WriteString("\n" + strings.TrimSuffix(strings.Repeat("_, ", n), ", ") + " = ")
			b.WriteString(s.between(last.Results[0].Pos(), last.End()))
		}
		b.WriteString("\n}")
		c.edits = append(c.edits, edit{stmt.Pos(), stmt.End(), b.String()})
	})
	return c, uses > 0 && uses == len(c.edits)-1
}

// sameNames tells whether all that a function names means the same at another
// place of the file.
func (s *scene) sameNames(fn *ast.FuncDecl, at token.Pos) bool {
	scope := s.u.types.Scope().Innermost(at)
	same := scope != nil
	ast.Inspect(fn, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		obj := s.u.info.Uses[id]
		if obj == nil || obj.Parent() == nil || fn.Pos() <= obj.Pos() && obj.Pos() < fn.End() {
			return true // a field, a method, or its own
		}
		if _, found := scope.LookupParent(id.Name, at); found != obj {
			same = false
		}
		return same
	})
	return same
}

// moveBody makes a function hand everything to one in a new package, which
// gets the constants that it needs.
func moveBody(s *scene) []change {
	var out []change
	for _, fn := range s.functions() {
		if fn.Recv != nil || fn.Type.TypeParams != nil {
			continue
		}
		if c, ok := s.move(fn); ok {
			out = append(out, c)
		}
	}
	return out
}

func (s *scene) move(fn *ast.FuncDecl) (change, bool) {
	imports := map[*types.PkgName]bool{}
	constants := map[string]string{}
	ok := true
	ast.Inspect(fn, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		if !isIdent || id == fn.Name {
			return ok
		}
		switch obj := s.u.info.Uses[id].(type) {
		case *types.PkgName:
			imports[obj] = true
		case *types.Const:
			if obj.Parent() == s.u.types.Scope() {
				_, basic := obj.Type().(*types.Basic)
				ok = ok && basic
				constants[obj.Name()] = obj.Val().ExactString()
			}
		case *types.Var:
			ok = ok && !(obj.Pkg() == s.u.types && (obj.IsField() || obj.Parent() == s.u.types.Scope()))
		case *types.Func, *types.TypeName:
			ok = ok && obj.Pkg() != s.u.types
		}
		return ok
	})
	if !ok {
		return change{}, false
	}
	s.n++
	pkg := fmt.Sprintf("auth0moved%d", s.n)
	path := s.u.module.Path + "/" + pkg
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\n", pkg)
	c := change{at: fn.Pos()}
	for _, spec := range s.file.Imports {
		name, _ := s.u.info.Implicits[spec].(*types.PkgName)
		if spec.Name != nil {
			name, _ = s.u.info.Defs[spec.Name].(*types.PkgName)
		}
		if name == nil || !imports[name] {
			continue
		}
		fmt.Fprintf(&b, "import %s %s\n", name.Name(), spec.Path.Value)
		if !s.usedOutside(name, fn) {
			c.edits = append(c.edits, edit{spec.Pos(), spec.End(), "_ " + spec.Path.Value})
		}
	}
	for name, value := range constants {
		fmt.Fprintf(&b, "\nconst %s = %s\n", name, value)
	}
	fmt.Fprintf(&b, "\nfunc Moved%s\n", s.between(fn.Name.End(), fn.Body.End()))
	c.edits = append(c.edits,
		edit{s.file.Name.End(), s.file.Name.End(), "\n\nimport " + pkg + " " + strconv.Quote(path)},
		edit{fn.Body.Pos(), fn.Body.End(), "{\n\t" + returning(fn) + pkg + ".Moved" + arguments(fn) + "\n}"})
	module := *s.u.module
	c.added = &unit{path: path, module: &module, sources: []source{{s.u.module.Dir + "/" + pkg + "/moved.go", []byte(b.String())}}}
	return c, true
}

// usedOutside tells whether an import is used by anything but a function's
// body.
func (s *scene) usedOutside(name *types.PkgName, fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && s.u.info.Uses[id] == name {
			found = found || id.Pos() < fn.Body.Pos() || fn.Body.End() <= id.Pos()
		}
		return !found && n != fn.Body
	})
	return found
}

func closeStatement(s *scene) []change {
	var out []change
	s.inside(func(n ast.Node, _ []ast.Node) {
		if stmt, ok := n.(*ast.ExprStmt); ok {
			out = append(out, change{at: n.Pos(), edits: []edit{{stmt.Pos(), stmt.End(), "func() { " + s.code(stmt) + " }()"}}})
		}
	})
	return out
}

func closeBody(s *scene) []change {
	var out []change
	for _, fn := range s.functions() {
		results := ""
		if fn.Type.Results != nil {
			results = s.code(fn.Type.Results) + " "
		}
		out = append(out, change{at: fn.Pos(), edits: []edit{{fn.Body.Pos(), fn.Body.End(), "{\n\t" + returning(fn) + "func() " + results + s.code(fn.Body) + "()\n}"}}})
	}
	return out
}

func closeArgument(s *scene) []change {
	var out []change
	s.values(func(e ast.Expr, t types.Type) {
		if text, ok := s.typeText(t); ok {
			out = append(out, change{at: e.Pos(), edits: []edit{{e.Pos(), e.End(), "func() " + text + " { return " + s.code(e) + " }()"}}})
		}
	})
	return out
}

// throughInterface calls a method through an interface that has nothing else.
func throughInterface(s *scene) []change {
	var out []change
	s.inside(func(n ast.Node, _ []ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return
		}
		fun, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return
		}
		sel := s.u.info.Selections[fun]
		if sel == nil || sel.Kind() != types.MethodVal || types.IsInterface(sel.Recv()) || mentionsParameter(sel.Recv()) || !sel.Obj().Exported() {
			return
		}
		sig := sel.Type().(*types.Signature)
		text, ok := s.signature(sig)
		if !ok {
			return
		}
		value := s.code(fun.X)
		if _, pointer := sel.Obj().(*types.Func).Signature().Recv().Type().(*types.Pointer); pointer && !isPointer(sel.Recv()) {
			value = "&" + value
		}
		out = append(out, change{at: n.Pos(), edits: []edit{{fun.X.Pos(), fun.X.End(), "interface{ " + fun.Sel.Name + text + " }(" + value + ")"}}})
	})
	return out
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// deadStatements adds, before each statement, some that do nothing.
func deadStatements(s *scene) []change {
	var out []change
	s.inside(func(n ast.Node, around []ast.Node) {
		stmt, ok := n.(ast.Stmt)
		if !ok || len(around) == 0 {
			return
		}
		var list []ast.Stmt
		switch parent := around[len(around)-1].(type) {
		case *ast.BlockStmt:
			list = parent.List
		case *ast.CaseClause:
			list = parent.Body
		}
		if !slices.Contains(list, stmt) {
			return
		}
		switch stmt.(type) {
		case *ast.CaseClause, *ast.CommClause:
			return
		}
		out = append(out, change{at: n.Pos(), edits: []edit{{n.Pos(), n.Pos(), "{ dead := \"nothing\"; dead += dead; _ = dead }; if false { panic(0) }; for range 0 { break }; "}}})
	})
	return out
}

// literals are the string literals of the file that are expressions.
func (s *scene) literals(constants bool, visit func(lit *ast.BasicLit, text string)) {
	var stack []ast.Node
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil:
			stack = stack[:len(stack)-1]
			return true
		case *ast.ImportSpec:
			return false
		case *ast.GenDecl:
			if n.Tok == token.CONST && !constants {
				return false
			}
		case *ast.BasicLit:
			field, tag := stack[len(stack)-1].(*ast.Field)
			if n.Kind != token.STRING || tag && field.Tag == n {
				return false
			}
			if text, err := strconv.Unquote(n.Value); err == nil {
				visit(n, text)
			}
			return false
		}
		stack = append(stack, n)
		return true
	})
}

func splitConstant(s *scene) []change {
	var out []change
	s.literals(true, func(lit *ast.BasicLit, text string) {
		for _, i := range []int{1, len(text) / 2, len(text) - 1} {
			if 0 < i && i < len(text) {
				out = append(out, change{at: lit.Pos(), edits: []edit{{lit.Pos(), lit.End(), "(" + strconv.Quote(text[:i]) + " + " + strconv.Quote(text[i:]) + ")"}}})
			}
		}
	})
	// Only one of a literal's can be made at a time; the middle comes first.
	slices.SortStableFunc(out, func(a, b change) int { return int(a.at - b.at) })
	return out
}

func splitVariable(s *scene) []change {
	var out []change
	s.literals(false, func(lit *ast.BasicLit, text string) {
		if i := len(text) / 2; i > 0 {
			out = append(out, change{at: lit.Pos(), edits: []edit{{lit.Pos(), lit.End(), "func() string { first := " + strconv.Quote(text[:i]) + "; return first + " + strconv.Quote(text[i:]) + " }()"}}})
		}
	})
	return out
}

func declareConstant(s *scene) []change { return s.declare("const") }

func declareVariable(s *scene) []change { return s.declare("var") }

func (s *scene) declare(keyword string) []change {
	var out []change
	s.literals(keyword == "const", func(lit *ast.BasicLit, text string) {
		if text == "" {
			return // an empty variable is one that the linker sets
		}
		name := s.name() + "Declared"
		out = append(out, change{at: lit.Pos(), edits: []edit{
			{lit.Pos(), lit.End(), name},
			{s.file.FileEnd, s.file.FileEnd, "\n\n" + keyword + " " + name + " = " + lit.Value + "\n"},
		}})
	})
	return out
}

// keepArgument puts the first argument of a statement's call into a variable.
func keepArgument(s *scene) []change {
	var out []change
	s.inside(func(n ast.Node, around []ast.Node) {
		if len(around) == 0 {
			return
		}
		block, ok := around[len(around)-1].(*ast.BlockStmt)
		if !ok {
			return
		}
		var e ast.Expr
		switch stmt := n.(type) {
		case *ast.ExprStmt:
			e = stmt.X
		case *ast.AssignStmt:
			e = stmt.Rhs[0]
		case *ast.ReturnStmt:
			if len(stmt.Results) > 0 {
				e = stmt.Results[0]
			}
		}
		call, ok := e.(*ast.CallExpr)
		if !ok || !slices.Contains(block.List, n.(ast.Stmt)) || s.u.info.Types[call.Fun].IsType() {
			return
		}
		for _, arg := range call.Args {
			tv := s.u.info.Types[arg]
			if _, plain := arg.(*ast.Ident); plain || !tv.IsValue() {
				continue
			}
			name := s.name() + "Kept"
			out = append(out, change{at: arg.Pos(), edits: []edit{{n.Pos(), n.Pos(), name + " := " + s.code(arg) + "; "}, {arg.Pos(), arg.End(), name}}})
			return
		}
	})
	return out
}
