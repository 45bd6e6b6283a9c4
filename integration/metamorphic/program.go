package metamorphic

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/summary"
)

// A program is a module for one platform, type-checked, with what is found in
// it. It is loaded once; variants share what they leave alone.
type program struct {
	name     string
	fset     *token.FileSet
	analyzer *analysis.Analyzer
	sizes    types.Sizes
	listed   map[string]*types.Package // from export data, by path
	packages []*unit                   // from source, dependencies first
}

// A source is a file of a package.
type source struct {
	name string
	text []byte
}

// A unit is a package: what it is made of, and what is found in it.
type unit struct {
	path    string
	module  *analysis.Module
	sources []source

	files  []*ast.File
	types  *types.Package
	info   *types.Info
	errs   []error // of the parser and the type checker
	fact   *summary.Fact
	result *analyzer.Result
	crash  string // the analyzer's own failure
}

// load lists a module, reads the standard library's export data, and analyses
// everything else.
func load(name, dir string, env ...string) (*program, error) {
	roots, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedFiles |
			packages.NeedExportFile | packages.NeedTypesSizes,
		Dir: dir, Env: append(append(os.Environ(), "PWD="+dir, "GOWORK=off", "GOFLAGS="), env...),
	}, "./...")
	if err != nil {
		return nil, err
	}
	p := &program{name: name, fset: token.NewFileSet(), listed: map[string]*types.Package{"unsafe": types.Unsafe}, analyzer: analyzer.New(analyzer.Options{Discover: true, Notes: true})}
	packages.Visit(roots, nil, func(pkg *packages.Package) {
		if err != nil {
			return
		}
		if pkg.TypesSizes != nil {
			p.sizes = pkg.TypesSizes
		}
		switch {
		case pkg.Module == nil && pkg.ExportFile != "":
			err = p.readExport(pkg)
		case pkg.Module != nil && len(pkg.GoFiles) > 0:
			u := &unit{path: pkg.PkgPath, module: &analysis.Module{Path: pkg.Module.Path, Main: pkg.Module.Main, Dir: pkg.Module.Dir, GoMod: pkg.Module.GoMod, GoVersion: pkg.Module.GoVersion}}
			for _, file := range pkg.GoFiles {
				text, readErr := os.ReadFile(file)
				err = cmp.Or(err, readErr)
				u.sources = append(u.sources, source{file, text})
			}
			p.packages = append(p.packages, u)
		}
	})
	if err != nil {
		return nil, err
	}
	for i, u := range p.packages {
		p.analyse(u, p.packages[:i])
	}
	return p, nil
}

func (p *program) readExport(pkg *packages.Package) error {
	f, err := os.Open(pkg.ExportFile)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f) //nolint:staticcheck // needed before Go 1.28
	if err != nil {
		return err
	}
	_, err = gcexportdata.Read(r, p.fset, p.listed, pkg.PkgPath)
	return err
}

// variant analyses the program with other packages in it: changed ones take
// the place of those with their path, new ones come first. What imports them
// is analysed again, too.
func (p *program) variant(changed ...*unit) []*unit {
	var out []*unit
	fresh := map[string]bool{}
	replaced := map[string]*unit{}
	for _, c := range changed {
		if slices.ContainsFunc(p.packages, func(u *unit) bool { return u.path == c.path }) {
			replaced[c.path] = c
			continue
		}
		p.analyse(c, p.packages) // it may import what is there already
		out = append(out, c)
		fresh[c.path] = true
	}
	for _, u := range p.packages {
		again := replaced[u.path]
		if again == nil && slices.ContainsFunc(u.types.Imports(), func(imp *types.Package) bool { return fresh[imp.Path()] }) {
			again = &unit{path: u.path, module: u.module, sources: u.sources}
		}
		if again == nil {
			out = append(out, u)
			continue
		}
		fresh[u.path] = true
		p.analyse(again, out)
		out = append(out, again)
	}
	return out
}

// analyse type-checks a package and runs the analyzer on it, as the standalone
// command does. before are the packages that it may import.
func (p *program) analyse(u *unit, before []*unit) {
	imported := func(path string) *unit {
		for _, b := range before {
			if b.path == path {
				return b
			}
		}
		return nil
	}
	u.info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	var wrong []types.Error
	for _, s := range u.sources {
		f, err := parser.ParseFile(p.fset, s.name, s.text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			u.errs = append(u.errs, err)
		}
		if f != nil && f.Name.Name != "" {
			u.files = append(u.files, f)
		}
	}
	conf := types.Config{
		Sizes: p.sizes, GoVersion: "go" + u.module.GoVersion, FakeImportC: true,
		Importer: importer(func(path string) (*types.Package, error) {
			if dep := imported(path); dep != nil {
				return dep.types, nil
			}
			if pkg := p.listed[path]; pkg != nil && pkg.Complete() {
				return pkg, nil
			}
			return nil, fmt.Errorf("package %s cannot be loaded", path)
		}),
		Error: func(err error) {
			u.errs = append(u.errs, err)
			if e := (types.Error{}); errors.As(err, &e) {
				wrong = append(wrong, e)
			}
		},
	}
	u.types, _ = conf.Check(u.path, p.fset, u.files, u.info)
	if len(u.files) == 0 {
		u.result = &analyzer.Result{}
		return
	}
	pass := &analysis.Pass{
		Analyzer: p.analyzer, Fset: p.fset, Files: u.files, Pkg: u.types, TypesInfo: u.info, TypesSizes: p.sizes, TypeErrors: wrong, Module: u.module,
		Report:   func(analysis.Diagnostic) {},
		ReadFile: func(name string) ([]byte, error) { return u.read(name) },
		ImportPackageFact: func(pkg *types.Package, fact analysis.Fact) bool {
			dep := imported(pkg.Path())
			if dep == nil || dep.fact == nil {
				return false
			}
			*fact.(*summary.Fact) = *dep.fact
			return true
		},
		ExportPackageFact: func(fact analysis.Fact) { u.fact = fact.(*summary.Fact) },
		ImportObjectFact:  func(types.Object, analysis.Fact) bool { return false },
		ExportObjectFact:  func(types.Object, analysis.Fact) {},
		AllPackageFacts:   func() []analysis.PackageFact { return nil },
		AllObjectFacts:    func() []analysis.ObjectFact { return nil },
	}
	u.run(pass)
}

func (u *unit) run(pass *analysis.Pass) {
	defer func() {
		if r := recover(); r != nil {
			u.result, u.crash = &analyzer.Result{}, fmt.Sprintf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	result, err := pass.Analyzer.Run(pass)
	if err != nil {
		u.result, u.crash = &analyzer.Result{}, err.Error()
		return
	}
	u.result = result.(*analyzer.Result)
	u.crash = strings.Join(u.result.Faults, "\n")
}

func (u *unit) read(name string) ([]byte, error) {
	for _, s := range u.sources {
		if s.name == name {
			return bytes.Clone(s.text), nil
		}
	}
	return nil, os.ErrNotExist
}

// with is the package with one file changed.
func (u *unit) with(name string, text []byte) *unit {
	c := &unit{path: u.path, module: u.module, sources: slices.Clone(u.sources)}
	for i := range c.sources {
		if c.sources[i].name == name {
			c.sources[i].text = text
		}
	}
	return c
}

// found lists what the packages of the main module do, and what is wrong with
// them: each call with its scopes, each unresolved request, and each finding by
// its rule and message, how often.
func found(units []*unit) map[string]int {
	out := map[string]int{}
	for _, u := range units {
		if !u.module.Main {
			continue
		}
		for _, c := range u.result.Calls {
			var sets []string
			for _, set := range c.AnyOf {
				sets = append(sets, strings.Join(set, " "))
			}
			out[fmt.Sprintf("%s %s (%s; %s)", c.Method, c.Path, strings.Join(sets, " | "), c.Confidence)]++
		}
		if n := len(u.result.Unresolved); n > 0 {
			out["unresolved"] += n
		}
		for _, f := range u.result.Findings {
			if f.Rule == "call-unresolved" {
				continue // counted above: its message says where the code lost sight of the value
			}
			out["finding "+f.Rule+": "+written(f.Message)]++
		}
	}
	return out
}

// written is a message without what a transformation changes in it: names,
// lines, and what stands between a place and the call that it leads to.
func written(message string) string {
	return places().ReplaceAllString(strings.ReplaceAll(message, suffix, ""), "")
}

var places = lazy.Regexp(`:\d+(:\d+)?| \(via [^()]*(\([^()]*\)[^()]*)*\)`)

// difference lists what is found less often than before, and what is found
// that was not there at all. A request that one function makes and another
// sends is found at both places, so that more of the same is no difference.
func difference(before, after map[string]int) []string {
	all := maps.Clone(before)
	maps.Copy(all, after)
	var out []string
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if n := after[key] - before[key]; n < 0 || n > 0 && before[key] == 0 {
			out = append(out, fmt.Sprintf("%+d %s", n, key))
		}
	}
	return out
}

type importer func(path string) (*types.Package, error)

func (f importer) Import(path string) (*types.Package, error) { return f(path) }

// base names a file by its folder and name.
func base(name string) string { return filepath.Base(filepath.Dir(name)) + "/" + filepath.Base(name) }
