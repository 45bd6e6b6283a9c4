package analyzer

import (
	"go/ast"
	"go/build/constraint"
	"go/token"
	"go/types"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/policy"
)

// A domain is the context that code stands in: which kind of token its
// program has.
type domain struct {
	name     string // of the policy file's context, else the kind
	kind     policy.Kind
	because  string // "the policy file", "//scopevet:context spa", "import of syscall/js"
	scopes   []string
	grants   []string
	granted  bool // the policy says what is granted
	fromFile *policy.Context
	token    string // class of the access token that decided, where nothing stronger did
}

func unknownDomain() domain { return domain{name: "unknown", kind: policy.Unknown} }

// domains answers for each place of one package.
type domains struct {
	fset  *token.FileSet
	pkg   domain
	files map[*ast.File]domain
	funcs map[*ast.FuncDecl]domain
}

// frontends are packages that make a program one for the user's machine, when
// imported directly.
var frontends = map[string]string{
	"syscall/js":                                   "a browser",
	"honnef.co/go/js/dom":                          "a browser",
	"honnef.co/go/js/dom/v2":                       "a browser",
	"github.com/gopherjs/gopherjs/js":              "a browser",
	"github.com/hexops/vecty":                      "a browser",
	"github.com/vugu/vugu":                         "a browser",
	"github.com/wailsapp/wails/v2":                 "a desktop program",
	"github.com/wailsapp/wails/v3/pkg/application": "a desktop program",
	"github.com/wailsapp/wails":                    "a desktop program",
	"fyne.io/fyne/v2":                              "a desktop program",
	"fyne.io/fyne/v2/app":                          "a desktop program",
	"fyne.io/fyne/v2/widget":                       "a desktop program",
	"gioui.org/app":                                "a desktop program",
	"github.com/webview/webview_go":                "a desktop program",
	"golang.org/x/mobile/app":                      "a mobile program",
}

// servers run WebAssembly where users do not see it.
var servers = []string{"github.com/syumai/workers"}

// newDomains finds the contexts of a package, the strongest evidence first:
// the policy file, a directive, the build.
func newDomains(pass *analysis.Pass, file *policy.File) *domains {
	d := &domains{fset: pass.Fset, pkg: unknownDomain(), files: map[*ast.File]domain{}, funcs: map[*ast.FuncDecl]domain{}}
	if len(pass.Files) == 0 {
		return d
	}
	if file != nil {
		dir := filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename)
		if c, ok := file.ContextOf(dir); ok {
			d.pkg = domain{name: c.Name, kind: c.Kind, because: "context " + c.Name + " of the policy", scopes: c.Scopes, grants: c.Grants, granted: c.Grants != nil, fromFile: &c}
			return d
		}
	}
	hard := d.hardEvidence(pass)
	if hard.kind != policy.Unknown {
		d.pkg = hard
	}
	d.components(pass)
	for _, f := range pass.Files {
		for _, g := range f.Comments {
			kind, ok := contextDirective(g)
			if !ok {
				continue
			}
			dom := domain{name: string(kind), kind: kind, because: "//scopevet:context " + string(kind)}
			switch fn := documented(f, g); {
			case fn != nil:
				d.funcs[fn] = dom
			case f.Doc == g || g.End() < f.Package && pass.Fset.Position(g.End()).Line+1 == pass.Fset.Position(f.Package).Line:
				d.pkg = dom
			default:
				d.files[f] = dom
			}
		}
	}
	return d
}

// component matches the type that components of go-app embed. Such a program is
// built twice, for the browser and for the server; its components work in the
// browser.
var component = lazy.Regexp(`^github\.com/maxence-charriere/go-app(/v\d+)?/pkg/app\.Compo$`)

// components makes the methods of components public.
func (d *domains) components(pass *analysis.Pass) {
	if d.pkg.kind != policy.Unknown {
		return
	}
	for _, f := range pass.Files {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil {
				continue
			}
			obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func)
			if !ok {
				continue
			}
			receiver := obj.Type().(*types.Signature).Recv()
			if receiver == nil {
				continue // code that does not compile
			}
			recv := receiver.Type()
			if ptr, ok := recv.(*types.Pointer); ok {
				recv = ptr.Elem()
			}
			st, ok := recv.Underlying().(*types.Struct)
			if !ok {
				continue
			}
			for v := range st.Fields() {
				if v.Embedded() && component().MatchString(v.Type().String()) {
					d.funcs[fn] = domain{name: string(policy.SPA), kind: policy.SPA, because: "a component of go-app: it runs in a browser"}
				}
			}
		}
	}
}

// contextDirective reads //scopevet:context KIND.
func contextDirective(g *ast.CommentGroup) (policy.Kind, bool) {
	for _, c := range g.List {
		if rest, ok := strings.CutPrefix(c.Text, "//scopevet:context "); ok {
			switch kind := policy.Kind(strings.TrimSpace(rest)); kind {
			case policy.SPA, policy.M2M:
				return kind, true
			}
		}
	}
	return "", false
}

// documented returns the function that a comment is the doc comment of.
func documented(f *ast.File, g *ast.CommentGroup) *ast.FuncDecl {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Doc == g {
			return fn
		}
	}
	return nil
}

// hardEvidence looks for what makes code run at the user's: imports, and
// files that are for js alone.
func (d *domains) hardEvidence(pass *analysis.Pass) domain {
	found := unknownDomain()
	for _, f := range pass.Files {
		if onlyForJS(pass.Fset.Position(f.Package).Filename, f) && found.kind == policy.Unknown {
			found = domain{name: string(policy.SPA), kind: policy.SPA, because: "a js build constraint"}
		}
		for _, imp := range f.Imports {
			path := strings.Trim(imp.Path.Value, `"`)
			for _, s := range servers {
				if path == s || strings.HasPrefix(path, s+"/") {
					return unknownDomain()
				}
			}
			if where, ok := frontends[path]; ok {
				found = domain{name: string(policy.SPA), kind: policy.SPA, because: "import of " + path + ": it runs in " + where}
			}
		}
	}
	return found
}

// onlyForJS reports whether a file is built for GOOS=js and nothing else.
func onlyForJS(name string, f *ast.File) bool {
	base := strings.TrimSuffix(filepath.Base(name), ".go")
	base = strings.TrimSuffix(base, "_test")
	if strings.HasSuffix(base, "_js") || strings.HasSuffix(base, "_js_wasm") {
		return true
	}
	for _, g := range f.Comments {
		if g.Pos() > f.Package {
			break
		}
		for _, c := range g.List {
			if !constraint.IsGoBuild(c.Text) {
				continue
			}
			x, err := constraint.Parse(c.Text)
			if err != nil {
				continue
			}
			js := x.Eval(func(tag string) bool { return tag == "js" || tag == "wasm" })
			host := x.Eval(func(tag string) bool { return tag != "js" && tag != "wasm" })
			nothing := x.Eval(func(string) bool { return false })
			wasi := x.Eval(func(tag string) bool { return tag == "wasip1" || tag == "wasm" })
			if js && !host && !nothing && !wasi {
				return true
			}
		}
	}
	return false
}

// at returns the context of a place.
func (d *domains) at(pos token.Pos) domain {
	if d.pkg.fromFile != nil {
		return d.pkg
	}
	for fn, dom := range d.funcs {
		if fn.Pos() <= pos && pos <= fn.End() {
			return dom
		}
	}
	for f, dom := range d.files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			return dom
		}
	}
	return d.pkg
}

// discover loads the policy file of the package's main module. Packages of
// other modules have none.
func discover(pass *analysis.Pass, t *tables) (*policy.File, error) {
	if len(pass.Files) == 0 || pass.Module != nil && pass.Module.Version != "" {
		return nil, nil
	}
	dir := filepath.Dir(pass.Fset.Position(pass.Files[0].Package).Filename)
	path, err := policy.Locate(dir)
	if err != nil || path == "" {
		return nil, err
	}
	endpoints, err := t.endpoints()
	if err != nil {
		return nil, err
	}
	return policy.Load(path, policy.Vocabulary{Rules: RuleNames(), Table: endpoints})
}
