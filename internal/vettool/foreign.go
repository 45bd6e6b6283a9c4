package vettool

import (
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/triage"
)

// A foreign is somebody else's package, of which its importers need types and
// facts and nobody anything else. Under go vet most packages are. unitchecker
// would do the same and more: it goes through all that the imports declare to
// find packages that facts could speak of, and checks what cannot matter.
type foreign struct {
	*unit
	fset    *token.FileSet
	imports map[string]*vetx // what the imports left, by package path
	sources []string
	files   []*ast.File
	importer
}

// asForeign reads the package; nil where it is none or cannot be read: then
// unitchecker goes on, and says what is wrong.
func (u *unit) asForeign() *foreign {
	if !triage.Standard(u.ImportPath, u.ModulePath) && u.ModuleVersion == "" || u.own() || !u.VetxOnly || u.VetxOutput == "" || len(u.GoFiles) == 0 {
		return nil
	}
	f := &foreign{unit: u, fset: token.NewFileSet(), imports: make(map[string]*vetx, len(u.PackageVetx))}
	f.importer = importer{f, make(map[string]*types.Package)}
	for path, name := range u.PackageVetx {
		v, err := readVetx(name)
		if err != nil {
			return nil
		}
		f.imports[path] = v
	}
	for _, name := range u.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil
		}
		f.sources = append(f.sources, string(src))
	}
	return f
}

// leave writes what the package's importers need to where they look for it.
// make returns the analyzer, which has to have package facts of one type, and
// to require no other.
func (f *foreign) leave(make func() *analysis.Analyzer) error {
	stands, err := f.standing()
	if err != nil {
		return err
	}
	if err := f.parse(); err != nil {
		return err
	}
	var pkg *types.Package
	if !stands.matters {
		if pkg, err = f.check(nil); err != nil {
			return err
		}
		stands.matters = stands.words && slices.ContainsFunc(append(pkg.Imports(), pkg), triage.Constants) || stands.env && triage.OffersDefault(pkg)
	}
	var facts []byte
	if stands.matters {
		if pkg, facts, err = f.analyse(make()); err != nil {
			return err
		}
	}
	data, err := encodeVetx(f.fset, pkg, facts)
	if err != nil {
		return err
	}
	return os.WriteFile(f.VetxOutput, data, 0o666)
}

func (f *foreign) parse() error {
	for i, name := range f.GoFiles {
		mode := parser.SkipObjectResolution
		if triage.Commented(f.sources[i]) {
			mode |= parser.ParseComments
		}
		file, err := parser.ParseFile(f.fset, name, f.sources[i], mode)
		if err != nil {
			return err
		}
		f.files = append(f.files, file)
	}
	return nil
}

// check checks the types; without info those of declarations alone.
func (f *foreign) check(info *types.Info) (*types.Package, error) {
	conf := &types.Config{
		IgnoreFuncBodies: info == nil,
		Importer:         &f.importer,
		Sizes:            f.sizes(),
		GoVersion:        f.GoVersion,
	}
	return conf.Check(f.ImportPath, f.fset, f.files, info)
}

func (f *foreign) sizes() types.Sizes {
	return types.SizesFor("gc", build.Default.GOARCH) // the go command sets it for its tools
}

// analyse runs the analyzer, and returns the package and its facts.
func (f *foreign) analyse(a *analysis.Analyzer) (*types.Package, []byte, error) {
	if len(a.FactTypes) != 1 || len(a.Requires) > 0 {
		return nil, nil, errors.New("an analyzer of another kind")
	}
	info := &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	pkg, err := f.check(info)
	if err != nil {
		return nil, nil, err
	}
	store, err := readFacts(a.FactTypes[0], f.imports)
	if err != nil {
		return nil, nil, err
	}
	pass := &analysis.Pass{
		Analyzer:          a,
		Fset:              f.fset,
		Files:             f.files,
		OtherFiles:        f.NonGoFiles,
		IgnoredFiles:      f.IgnoredFiles,
		Pkg:               pkg,
		TypesInfo:         info,
		TypesSizes:        f.sizes(),
		Module:            f.Module,
		ResultOf:          make(map[*analysis.Analyzer]any),
		ReadFile:          os.ReadFile,
		Report:            func(analysis.Diagnostic) {},
		ImportPackageFact: store.of,
		ExportPackageFact: store.keep,
	}
	if _, err := a.Run(pass); err != nil {
		return nil, nil, err
	}
	facts, err := store.encode(f.ImportPath)
	return pkg, facts, err
}
