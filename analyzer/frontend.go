package analyzer

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
)

// A FrontendFinding is something that is wrong in a page or script that
// stands in Go string literals.
type FrontendFinding struct {
	Piece int // index of the literal that was handed over
	At    int // where in the literal, in bytes, its quote included
	Rule  string
	// Message, Method, Path, Scopes and Confidence are those of a Finding.
	Message      string
	Method, Path string
	Scopes       []string
	Confidence   Confidence
}

// A text is what Go code puts together of string literals with +. A piece
// that is no literal is nil.
type text []*ast.BasicLit

// texts collects the texts of a package that could be pages or scripts. Code
// of other modules ships nothing by itself.
func texts(pass *analysis.Pass) []text {
	if pass.Module != nil && pass.Module.Version != "" {
		return nil
	}
	var out []text
	for _, f := range pass.Files {
		if strings.HasSuffix(pass.Fset.Position(f.Package).Filename, "_test.go") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.BinaryExpr:
				if n.Op == token.ADD {
					if t := pieces(n); t.long() {
						out = append(out, t)
					}
					return false
				}
			case *ast.BasicLit:
				if t := (text{n}); n.Kind == token.STRING && t.long() {
					out = append(out, t)
				}
			}
			return true
		})
	}
	return out
}

// pieces takes a sum apart.
func pieces(x ast.Expr) text {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(pieces(x.X), pieces(x.Y)...)
		}
	case *ast.BasicLit:
		if x.Kind == token.STRING {
			return text{x}
		}
	}
	return text{nil}
}

// long reports whether a page or script that matters fits into the text.
func (t text) long() bool {
	n := 0
	for _, lit := range t {
		if lit != nil {
			n += len(lit.Value)
		}
	}
	return n >= 40
}

// judgeTexts reports what scan finds in the package's texts.
func (j *judgement) judgeTexts(all []text, scan func([]string) []FrontendFinding) {
	for _, t := range all {
		values := make([]string, len(t))
		for i, lit := range t {
			if lit != nil {
				values[i] = lit.Value
			}
		}
		for _, f := range scan(values) {
			if f.Confidence < j.least || f.Piece >= len(t) || t[f.Piece] == nil {
				continue
			}
			pos := t[f.Piece].Pos() + token.Pos(f.At)
			at := j.pass.Fset.Position(pos)
			site := detect.Site{Pos: pos, End: pos}
			site.Frame.Package, site.Frame.File = j.pass.Pkg.Path(), base(at.Filename)
			site.Frame.Line, site.Frame.Column = at.Line, at.Column
			j.report(f.Rule, site, f.Confidence, Finding{Message: f.Message, Method: f.Method, Path: f.Path, Scopes: f.Scopes})
		}
	}
}
