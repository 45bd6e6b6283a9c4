package drivertest

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
)

// NewAnalyzer returns an analyzer that takes a string literal such as
// "GET /api/v2/users" for a call of the Management API, and a call of a
// function that holds one for a call through another function. It reports
// both as spa-endpoint, with the name of the context that judges them.
func NewAnalyzer(o analyzer.Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:             "scopevet",
		Doc:              "reports string literals that look like endpoints",
		ResultType:       reflect.TypeFor[*analyzer.Result](),
		FactTypes:        []analysis.Fact{new(sends)},
		RunDespiteErrors: true,
		Run:              func(pass *analysis.Pass) (any, error) { return run(pass, o), nil },
	}
}

// sends is the fact of a package: which calls its functions make.
type sends struct{ Endpoints map[string][]string }

func (*sends) AFact() {}

func run(pass *analysis.Pass, o analyzer.Options) *analyzer.Result {
	v := &visitor{
		pass:   pass,
		result: &analyzer.Result{Package: pass.Pkg.Path(), Main: pass.Pkg.Name() == "main", Files: len(pass.Files), Built: true},
		name:   "unknown", imported: map[string][]string{}, exported: map[string][]string{},
	}
	if o.Policy != nil && len(pass.Files) > 0 {
		dir := filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename)
		if c, ok := o.Policy.ContextOf(dir); ok {
			v.name, v.kind = c.Name, string(c.Kind)
		}
	}
	v.result.Contexts = []string{v.name}
	for _, imp := range pass.Pkg.Imports() {
		var fact sends
		if pass.ImportPackageFact(imp, &fact) {
			maps.Copy(v.imported, fact.Endpoints)
		}
	}
	for _, f := range pass.Files {
		for _, decl := range f.Decls {
			v.decl(decl)
		}
	}
	if len(v.exported) > 0 {
		pass.ExportPackageFact(&sends{v.exported})
	}
	if !o.Notes { // a driver that takes diagnostics
		for _, f := range v.result.Findings {
			pass.Report(analysis.Diagnostic{Pos: f.Pos, Category: f.Rule, Message: f.Message + " [" + f.Rule + "]"})
		}
	}
	return v.result
}

type visitor struct {
	pass       *analysis.Pass
	result     *analyzer.Result
	name, kind string // of the context

	imported, exported map[string][]string // endpoints by function

	function  string // name in frames
	endpoints []string
}

func (v *visitor) decl(decl ast.Decl) {
	fn, ok := decl.(*ast.FuncDecl)
	if !ok {
		v.walk(decl)
		return
	}
	obj, _ := v.pass.TypesInfo.Defs[fn.Name].(*types.Func)
	if obj == nil || fn.Body == nil {
		return
	}
	v.function, v.endpoints = fn.Name.Name, nil
	v.walk(fn.Body)
	if len(v.endpoints) > 0 {
		v.exported[obj.FullName()] = v.endpoints
	}
	v.function = ""
}

func (v *visitor) walk(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			text, err := strconv.Unquote(n.Value)
			if method, path, ok := strings.Cut(text, " "); n.Kind == token.STRING && err == nil && ok && looksLikeEndpoint(text) {
				v.found(n.Pos(), method, path, "")
			}
		case *ast.Ident:
			fn, _ := v.pass.TypesInfo.Uses[n].(*types.Func)
			if fn == nil {
				break
			}
			for _, e := range v.imported[fn.FullName()] {
				method, path, _ := strings.Cut(e, " ")
				v.found(n.Pos(), method, path, fn.FullName())
			}
		}
		return true
	})
}

func looksLikeEndpoint(s string) bool {
	return regexp.MustCompile(`^[A-Z]+ /api/v2/\S+$`).MatchString(s)
}

// found records a call, or a call through another function.
func (v *visitor) found(pos token.Pos, method, path, via string) {
	at := v.pass.Fset.Position(pos)
	frame := analyzer.Frame{Package: v.pass.Pkg.Path(), File: filepath.Base(at.Filename), Line: at.Line, Column: at.Column, Function: v.function}
	message := fmt.Sprintf("%s %s in context %s", method, path, v.name)
	if via == "" {
		v.result.Calls = append(v.result.Calls, analyzer.Call{
			Frame: frame, Pos: pos, Method: method, Path: path, AnyOf: [][]string{{"read:users"}},
			Context: v.name, Kind: v.kind, Confidence: analyzer.Certain,
		})
	} else {
		message += " (via " + via + ")"
	}
	if !slices.Contains(v.endpoints, method+" "+path) {
		v.endpoints = append(v.endpoints, method+" "+path)
	}
	v.result.Findings = append(v.result.Findings, analyzer.Finding{
		Frame: frame, Pos: pos, End: pos, Rule: "spa-endpoint", Severity: analyzer.Error, Confidence: analyzer.Certain,
		Message: message, Context: v.name, Method: method, Path: path,
	})
}
