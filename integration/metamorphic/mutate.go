package metamorphic

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"slices"
	"strings"
)

// A mutation breaks a file, or makes it odd: what it returns need not compile,
// nor parse. It is nil where there is nothing to break.
type mutation struct {
	name string
	do   func(r *rand.Rand, m *mutant) []edit
}

// A mutant is a file that is about to be broken.
type mutant struct {
	fset *token.FileSet
	file *ast.File
	text []byte
}

func (m *mutant) code(n ast.Node) string {
	f := m.fset.File(m.file.FileStart)
	return string(m.text[f.Offset(n.Pos()):f.Offset(n.End())])
}

func mutations() []mutation {
	return []mutation{
		{"drop a statement", func(r *rand.Rand, m *mutant) []edit { return remove(pick[ast.Stmt](r, m)) }},
		{"drop an expression", func(r *rand.Rand, m *mutant) []edit { return remove(pick[ast.Expr](r, m)) }},
		{"drop a declaration", func(r *rand.Rand, m *mutant) []edit { return remove(pick[ast.Decl](r, m)) }},
		{"repeat a declaration", repeat[ast.Decl]},
		{"repeat a statement", repeat[ast.Stmt]},
		{"repeat a field", repeat[*ast.Field]},
		{"swap two expressions", swap[ast.Expr]},
		{"swap two statements", swap[ast.Stmt]},
		{"no body", func(r *rand.Rand, m *mutant) []edit {
			if fn := pick[*ast.FuncDecl](r, m); fn != nil && fn.Body != nil {
				return []edit{{fn.Body.Pos(), fn.Body.End(), ""}}
			}
			return nil
		}},
		{"discard a result", wrap[*ast.CallExpr]("_ = %s")},
		{"call the result", wrap[ast.Expr]("%s()")},
		{"take the address", wrap[ast.Expr]("&%s")},
		{"dereference", wrap[ast.Expr]("*%s")},
		{"index", wrap[ast.Expr]("%s[0]")},
		{"slice", wrap[ast.Expr]("%s[:]")},
		{"assert a type", wrap[ast.Expr]("any(%s).(interface{ m() })")},
		{"defer", wrap[*ast.CallExpr]("func() { defer %s }()")},
		{"go", wrap[*ast.CallExpr]("func() { go %s }()")},
		{"recursion", wrap[ast.Expr]("func() string { var f func() string; f = func() string { return f() + %s }; return f() }()")},
		{"a loop", wrap[ast.Expr]("func() string { s := %s; for { s += s } }()")},
		{"jump", wrap[ast.Stmt]("L: %s; goto L")},
		{"select", wrap[ast.Stmt]("select { default: %s; case <-(chan int)(nil): }")},
		{"range over a function", wrap[ast.Stmt]("for range func(yield func() bool) { yield() } { %s }")},
		{"odd //line", odd("//line :0:0", "//line http://x:1", "/*line a.go:2147483647:1*/", "/*line \x00.go:1*/", "//line ../../../etc/passwd:7", "//line :-1")},
		{"directives", odd("//go:linkname f runtime.f", "//go:embed *", "//go:build never", "//scopevet:ignore", "//scopevet:context", "//scopevet:ignore spa-endpoint until=x", "//go:noinline", "//export f", "//go:uintptrescapes")},
		{"odd text", odd("\xff\xfe", "\x00", "`", "'", "\"", "/*", "{", "}", "(", ")", "[", "]", "...", "<-", "~", "#", "\u202e", "case", "func", "type")},
		{"odd expressions", replaceExpr("nil", "_", "iota", "unsafe.Pointer(nil)", "C.f()", "1<<500", "1e1000000", "1i", "'\\U0010ffff'", "[...]string{1<<20: \"x\"}", "map[string]string{}[\"x\"]",
			"struct{}{}", "func() string { panic(0) }()", "min(\"a\", \"b\")", "append([]string(nil))", "new(string)", "[]byte(nil)", "len(\"x\")", "absent.Name", "(<-(chan string)(nil))", "x.(type)", "complex(1, 2)", "\"\\xff\"", "\"/api/v2/\\x00%s%!%[9]s\"")},
		{"odd types", replaceType("*T", "T[T]", "[]any", "chan<- func()", "map[[0]any]any", "interface{ ~string | int }", "struct{ X }", "[1 << 40]byte", "func(...int)", "C.int", "absent.T", "*****string")},
		{"odd declarations", appended(
			"type zA[T any] struct{ f *zA[zA[T]] }\nvar zv zA[int]",
			"type zB struct{ zC }\ntype zC struct{ zB }",
			"type zD interface{ zD }",
			"type zE = zF\ntype zF = zE",
			"type zG[P zG[P]] interface{ m(P) }",
			"func zH[T any](x T) { zH[[]T](nil) }",
			"func zI[T interface{ Get(string) }](t T) { t.Get(\"/api/v2/users\"); zI(&t) }",
			"const zJ = \""+strings.Repeat("/api/v2/users", 20000)+"\"",
			"const zK = zL\nconst zL = zK",
			"var zM = zN()\nfunc zN() string { return zM }",
			"func init() { init() }",
			"func main[T any]() {}",
			"func (zO) m() {}\nfunc (*string) n() {}\nfunc ([]int) o() {}",
			"type zP struct{ *zP; http string }\nfunc (p zP) Do(zP) zP { return p.Do(p).Do(p.zP.Do(p)) }",
			"var zQ, zR = func() (string, error) { return zQ, zR }()",
			"func zS() (s string) { defer func() { s = recover().(string) }(); return s + zS() }",
			"func zT(f func(...any) any) any { return f(f, f(f(f)), func(x ...any) any { return f(x...) }) }",
			"type zU func(zU) zU\nfunc zV(f zU) zU { return f(f)(f(f)) }",
			"var zW = [...]string{9999999: \"/api/v2/users\"}",
			"var zX = "+strings.Repeat("(", 300)+"\"/api/v2\""+strings.Repeat(")", 300),
			"var zY = \"/api/v2\""+strings.Repeat(" + zM", 2000),
			"func zZ() { "+strings.Repeat("if true { ", 200)+strings.Repeat("}", 200)+" }",
		)},
		{"odd imports", imports("C", "absent.example/x", "unsafe", "./here", "/abs", "", "internal/abi", "example.com/x/internal/y", "net/http", "fmt\\x00")},
		{"drop bytes", func(r *rand.Rand, m *mutant) []edit {
			from := r.IntN(len(m.text))
			to := min(len(m.text), from+1+r.IntN(8))
			return []edit{{m.file.FileStart + token.Pos(from), m.file.FileStart + token.Pos(to), ""}}
		}},
	}
}

// nodes are the nodes of a kind in the order of the source.
func nodes[N ast.Node](m *mutant) []N {
	var out []N
	ast.Inspect(m.file, func(n ast.Node) bool {
		if x, ok := n.(N); ok && n != ast.Node(m.file.Name) {
			out = append(out, x)
		}
		return true
	})
	return out
}

// pick returns one of them; the zero value where there is none.
func pick[N ast.Node](r *rand.Rand, m *mutant) (one N) {
	if all := nodes[N](m); len(all) > 0 {
		return all[r.IntN(len(all))]
	}
	return one
}

func remove(n ast.Node) []edit {
	if n == nil || !n.Pos().IsValid() {
		return nil
	}
	return []edit{{n.Pos(), n.End(), ""}}
}

func repeat[N ast.Node](r *rand.Rand, m *mutant) []edit {
	all := nodes[N](m)
	if len(all) == 0 {
		return nil
	}
	n := all[r.IntN(len(all))]
	return []edit{{n.End(), n.End(), "\n" + m.code(n)}}
}

func swap[N ast.Node](r *rand.Rand, m *mutant) []edit {
	all := nodes[N](m)
	if len(all) < 2 {
		return nil
	}
	a, b := all[r.IntN(len(all))], all[r.IntN(len(all))]
	if a.Pos() < b.End() && b.Pos() < a.End() {
		return []edit{{a.Pos(), a.End(), m.code(b)}}
	}
	return []edit{{a.Pos(), a.End(), m.code(b)}, {b.Pos(), b.End(), m.code(a)}}
}

func wrap[N ast.Node](format string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		all := nodes[N](m)
		if len(all) == 0 {
			return nil
		}
		n := all[r.IntN(len(all))]
		return []edit{{n.Pos(), n.End(), fmt.Sprintf(format, m.code(n))}}
	}
}

func replaceExpr(texts ...string) func(*rand.Rand, *mutant) []edit { return replace[ast.Expr](texts) }

func replaceType(texts ...string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		if f := pick[*ast.Field](r, m); f != nil && f.Type != nil {
			return []edit{{f.Type.Pos(), f.Type.End(), texts[r.IntN(len(texts))]}}
		}
		return nil
	}
}

func replace[N ast.Node](texts []string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		all := nodes[N](m)
		if len(all) == 0 {
			return nil
		}
		n := all[r.IntN(len(all))]
		return []edit{{n.Pos(), n.End(), texts[r.IntN(len(texts))]}}
	}
}

// odd puts a text on a line of its own, or in the middle of one.
func odd(texts ...string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		all := nodes[ast.Node](m)
		at := all[r.IntN(len(all))].Pos()
		text := texts[r.IntN(len(texts))]
		if r.IntN(2) == 0 {
			text = "\n" + text + "\n"
		}
		return []edit{{at, at, text}}
	}
}

func appended(texts ...string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		return []edit{{m.file.FileEnd, m.file.FileEnd, "\n\n" + texts[r.IntN(len(texts))] + "\n"}}
	}
}

func imports(paths ...string) func(*rand.Rand, *mutant) []edit {
	return func(r *rand.Rand, m *mutant) []edit {
		name := []string{"", "_ ", ". ", "http ", "x "}[r.IntN(5)]
		return []edit{{m.file.Name.End(), m.file.Name.End(), "\n\nimport " + name + "\"" + paths[r.IntN(len(paths))] + "\"\n"}}
	}
}

// mutate breaks a text in one to four ways, one after the other, and says how.
func mutate(r *rand.Rand, text []byte) (out []byte, how string) {
	all := mutations()
	var names []string
	for range 1 + r.IntN(4) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "mutant.go", text, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil || file.Name == nil || !file.FileStart.IsValid() || len(text) == 0 {
			break
		}
		m := &mutant{fset: fset, file: file, text: text}
		one := all[r.IntN(len(all))]
		edits := one.do(r, m)
		slices.SortStableFunc(edits, func(a, b edit) int { return int(b.from - a.from) })
		f := fset.File(file.FileStart)
		changed := bytes.Clone(text)
		for _, e := range edits {
			if !e.from.IsValid() || !e.to.IsValid() || e.to < e.from {
				continue // what the parser makes up has odd places
			}
			from, to := f.Offset(e.from), f.Offset(e.to)
			changed = slices.Concat(changed[:from], []byte(e.text), changed[to:])
		}
		if len(edits) > 0 && len(changed) < 1<<20 {
			text = changed
			names = append(names, one.name)
		}
	}
	return text, strings.Join(names, ", ")
}
