package load

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// A checker turns the packages of a source set into types: its members from
// source, what they import from export data.
type checker struct {
	cfg   *Config
	graph *graph
	fset  *token.FileSet
	sizes types.Sizes

	// imported holds the packages that came from export data, by path. It is
	// complete before the first member is checked and only read afterwards:
	// reading export data fills in packages that other data mentions.
	imported map[string]*types.Package
	// cgo holds the files of the members that use cgo, as cgo rewrote them.
	cgo map[string][]string
}

// A unit is a package that was type-checked from source.
type unit struct {
	files    []*ast.File
	types    *types.Package
	info     *types.Info
	errs     []error // what the parser and the type checker complained about
	typeErrs []types.Error
}

// prepare compiles what the members import and reads the result.
func (c *checker) prepare(ctx context.Context, set map[*packages.Package]bool) error {
	need := make(map[string]bool)
	var cgo []string
	for pkg := range set {
		for _, dep := range pkg.Imports {
			if !set[dep] && dep.PkgPath != "unsafe" {
				need[dep.PkgPath] = true
			}
		}
		if slices.ContainsFunc(pkg.GoFiles, importsC) {
			cgo = append(cgo, pkg.PkgPath)
		}
	}
	if err := c.runCgo(ctx, cgo); err != nil {
		return err
	}
	if len(c.cgo) > 0 {
		need["runtime/cgo"], need["syscall"] = true, true // what cgo's output imports
	}
	if err := c.readExports(ctx, slices.Sorted(maps.Keys(need))); err != nil {
		return err
	}
	return c.complete(ctx, set)
}

// complete reports a package of the standard library that the go command does
// not compile. That never lies in the user's code, but in the machine: no cache
// that can be written, a full disk. Without it the calls would vanish.
func (c *checker) complete(ctx context.Context, set map[*packages.Package]bool) error {
	missing := ""
	for pkg := range set {
		for _, dep := range pkg.Imports {
			path := dep.PkgPath
			if c.graph.class[dep] == standard && path != "unsafe" && path != "runtime/cgo" && len(dep.GoFiles) > 0 && len(dep.Errors) == 0 &&
				c.imported[path] == nil && (missing == "" || path < missing) {
				missing = path
			}
		}
	}
	if missing == "" {
		return nil
	}
	if _, err := runGo(ctx, c.cfg.Dir, "list", "-export", "-f", " ", missing); err != nil {
		return UsageError(fmt.Sprintf("package %s of the standard library cannot be compiled: %s", missing, goListComplaint(err)))
	}
	return UsageError(fmt.Sprintf("package %s of the standard library cannot be compiled for %s", missing, c.graph.platform))
}

// readExports fills imported. A package that cannot be compiled is left out;
// its importers then say what is missing.
func (c *checker) readExports(ctx context.Context, paths []string) error {
	c.imported = make(map[string]*types.Package)
	if len(paths) == 0 {
		return nil
	}
	pkgs, err := c.compile(ctx, paths, c.graph.env)
	if err != nil {
		return err
	}
	if c.graph.cgo && slices.ContainsFunc(pkgs, wantsCCompiler) {
		// What packages with C code offer to their importers is the same
		// without it.
		if pkgs, err = c.compile(ctx, paths, append(slices.Clip(c.graph.env), "CGO_ENABLED=0")); err != nil {
			return err
		}
	}
	for _, pkg := range pkgs {
		if pkg.ExportFile == "" {
			continue
		}
		if err := c.readExport(pkg.PkgPath, pkg.ExportFile); err != nil {
			return fmt.Errorf("export data of %s: %w; rebuild scopevet with the Go version that compiles this code", pkg.PkgPath, err)
		}
	}
	return nil
}

// compile has the go command compile packages, from its cache if it can.
func (c *checker) compile(ctx context.Context, paths, env []string) ([]*packages.Package, error) {
	pkgs, err := packages.Load(&packages.Config{
		Mode:       packages.NeedName | packages.NeedExportFile,
		Context:    ctx,
		Dir:        c.cfg.Dir,
		Env:        env,
		BuildFlags: c.cfg.buildFlags(),
	}, paths...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("compiling dependencies: %s", goListComplaint(err))
	}
	return pkgs, nil
}

// wantsCCompiler tells whether a package could not be compiled for a reason
// that lies in its dependencies. The go command does not say more here; a
// missing C compiler is by far the most likely one.
func wantsCCompiler(pkg *packages.Package) bool {
	return pkg.ExportFile == "" && len(pkg.Errors) == 0
}

func (c *checker) readExport(path, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	// Before Go 1.28 the go command writes archives, which Read refuses.
	r, err := gcexportdata.NewReader(bufio.NewReader(f)) //nolint:staticcheck // needed until then
	if err != nil {
		return err
	}
	_, err = gcexportdata.Read(r, c.fset, c.imported, path)
	return err
}

// importsC tells whether a file uses cgo.
func importsC(name string) bool {
	f, _ := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly) // whoever compiles it says what is wrong
	return f != nil && slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool { return spec.Path.Value == `"C"` })
}

// runCgo has cgo translate the packages that use it. Where that fails, for
// want of a C compiler for instance, the sources stand in: names from C then
// have no type, and all else does.
func (c *checker) runCgo(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	c.cgo = make(map[string][]string)
	pkgs, err := packages.Load(&packages.Config{
		Mode:       packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles,
		Context:    ctx,
		Dir:        c.cfg.Dir,
		Env:        c.graph.env,
		BuildFlags: c.cfg.buildFlags(),
		Tests:      c.cfg.Tests,
	}, slices.Compact(paths)...)
	if err != nil {
		return ctx.Err()
	}
	for _, pkg := range pkgs {
		if len(pkg.Errors) == 0 {
			c.cgo[pkg.ID] = pkg.CompiledGoFiles
		}
	}
	return nil
}

// check parses and type-checks one package. lookup finds the packages that it
// imports. Errors in the code do not stop it: what can be typed is.
func (c *checker) check(pkg *packages.Package, lookup func(path string) *types.Package) *unit {
	u := &unit{info: &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}}
	names, fake := pkg.GoFiles, true
	if files, ok := c.cgo[pkg.ID]; ok {
		names, fake = files, false
	}
	for _, name := range names {
		if ext := filepath.Ext(name); ext != ".go" && ext != "" {
			continue // the go command lists C files beside cgo's output
		}
		f, err := parser.ParseFile(c.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			u.errs = append(u.errs, err)
		}
		if f != nil && f.Name.Name != "" {
			u.files = append(u.files, f)
		}
	}
	tc := &types.Config{
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if found := lookup(path); found != nil {
				return found, nil
			}
			return nil, fmt.Errorf("package %s cannot be loaded", path)
		}),
		Sizes:       c.sizes,
		FakeImportC: fake,
		GoVersion:   goVersion(pkg),
		Error: func(err error) {
			u.errs = append(u.errs, err)
			if e := (types.Error{}); errors.As(err, &e) {
				u.typeErrs = append(u.typeErrs, e)
			}
		},
	}
	u.types, _ = tc.Check(pkg.PkgPath, c.fset, u.files, u.info) // errors went to tc.Error
	return u
}

// goVersion returns the language version of the package's module.
func goVersion(pkg *packages.Package) string {
	if pkg.Module == nil || pkg.Module.GoVersion == "" {
		return ""
	}
	return "go" + strings.TrimPrefix(pkg.Module.GoVersion, "go")
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }
