package vettool

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/scopevet/scopevet/internal/sdk"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/triage"
)

// A bystander is a package of somebody else's that cannot matter. It has no
// findings and no facts, and its importers need nothing but its types. These
// are the same whether or not the bodies of its functions are checked, so
// that most of the work of unitchecker is spared.
type bystander struct {
	*unit
	imports map[string]*vetx // what the imports left, by package path
	sources []string
	words   bool // matters if constants hold words
	env     bool // matters if it offers defaults for what it reads
}

// asBystander returns the package as a bystander, or nil when it may matter
// after all or cannot be read: then unitchecker goes on, and says what is
// wrong.
func (u *unit) asBystander() *bystander {
	standard := triage.Standard(u.ImportPath, u.ModulePath)
	if !standard && u.ModuleVersion == "" || u.own() || !u.VetxOnly || u.VetxOutput == "" || len(u.GoFiles) == 0 {
		return nil
	}
	b := &bystander{unit: u}
	if standard {
		return b.read()
	}
	sdks, err := sdk.Load()
	if err != nil {
		return nil
	}
	tables := sdks.Rows(send.Builtin())
	switch {
	case triage.Listed(tables, u.ImportPath):
		return b.read()
	case u.importsListed(tables), u.importsFacts(), b.read() == nil, slices.ContainsFunc(b.sources, triage.Mentions):
		return nil
	}
	b.words = true
	b.env = slices.ContainsFunc(b.sources, triage.ReadsEnvironment)
	return b
}

// read reads the sources and what the imports left; nil where it cannot.
func (b *bystander) read() *bystander {
	b.imports = make(map[string]*vetx, len(b.PackageVetx))
	for path, name := range b.PackageVetx {
		v, err := readVetx(name)
		if err != nil {
			return nil
		}
		b.imports[path] = v
	}
	for _, name := range b.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			return nil
		}
		b.sources = append(b.sources, string(src))
	}
	return b
}

// importsFacts reports whether an import left a fact, or cannot be read.
func (u *unit) importsFacts() bool {
	for _, name := range u.PackageVetx {
		f, err := os.Open(name)
		if err != nil {
			return true
		}
		head := make([]byte, vetxHeader)
		_, err = io.ReadFull(f, head)
		f.Close()
		if err != nil || binary.LittleEndian.Uint32(head[len(vetxMagic)+4:]) > 0 {
			return true
		}
	}
	return false
}

func (u *unit) importsListed(tables *send.Table) bool {
	for _, path := range u.ImportMap {
		if triage.Listed(tables, path) {
			return true
		}
	}
	return false
}

// leave checks the types of what the package declares and writes them to
// where its importers look for them.
func (b *bystander) leave() error {
	fset := token.NewFileSet()
	pkg, err := b.check(fset)
	if err != nil {
		return err
	}
	if b.words && slices.ContainsFunc(append(pkg.Imports(), pkg), triage.Constants) || b.env && triage.OffersDefault(pkg) {
		return errors.New("the package may matter")
	}
	data, err := encodeVetx(fset, pkg)
	if err != nil {
		return err
	}
	return os.WriteFile(b.VetxOutput, data, 0o666)
}

func (b *bystander) check(fset *token.FileSet) (*types.Package, error) {
	var files []*ast.File
	for i, name := range b.GoFiles {
		f, err := parser.ParseFile(fset, name, b.sources[i], parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	conf := &types.Config{
		IgnoreFuncBodies: true,
		Importer:         &vetxImporter{b, fset, make(map[string]*types.Package)},
		Sizes:            types.SizesFor("gc", build.Default.GOARCH), // the go command sets it for its tools
		GoVersion:        b.GoVersion,
	}
	return conf.Check(b.ImportPath, fset, files, nil)
}

// A vetxImporter reads the types that the imports left.
type vetxImporter struct {
	of   *bystander
	fset *token.FileSet
	pkgs map[string]*types.Package
}

func (i *vetxImporter) Import(importPath string) (*types.Package, error) {
	path := i.of.ImportMap[importPath]
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := i.pkgs[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	v := i.of.imports[path]
	if v == nil {
		return nil, fmt.Errorf("no types of %q", importPath)
	}
	data := io.MultiReader(bytes.NewReader([]byte{indexed}), bytes.NewReader(v.types))
	return gcexportdata.Read(&io.LimitedReader{R: data, N: int64(1 + len(v.types))}, i.fset, i.pkgs, path)
}

// A vetx is what a package leaves to its importers: its types, and facts in an
// encoding of unitchecker's own. The file holds the word vetx, the lengths of
// both, and both.
type vetx struct{ types, facts []byte }

const (
	vetxMagic  = "vetx"
	vetxHeader = len(vetxMagic) + 2*4

	// indexed begins the format of types that package gcexportdata writes,
	// outside of a vetx file.
	indexed = 'i'
)

func readVetx(name string) (*vetx, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if len(data) < vetxHeader || string(data[:len(vetxMagic)]) != vetxMagic {
		return nil, fmt.Errorf("%s is no vetx file", name)
	}
	lengths, data := data[len(vetxMagic):vetxHeader], data[vetxHeader:]
	n := uint64(binary.LittleEndian.Uint32(lengths))
	if n+uint64(binary.LittleEndian.Uint32(lengths[4:])) != uint64(len(data)) {
		return nil, fmt.Errorf("%s is damaged", name)
	}
	return &vetx{types: data[:n], facts: data[n:]}, nil
}

// encodeVetx returns the file of a package without facts.
func encodeVetx(fset *token.FileSet, pkg *types.Package) ([]byte, error) {
	// The types follow the header, and the byte that they begin with takes its
	// last place until the header is written.
	var buf bytes.Buffer
	buf.Write(make([]byte, vetxHeader-1))
	if err := gcexportdata.Write(&buf, fset, pkg); err != nil {
		return nil, err
	}
	data := buf.Bytes()
	if data[vetxHeader-1] != indexed {
		return nil, errors.New("types in an unknown format")
	}
	copy(data, vetxMagic)
	binary.LittleEndian.PutUint32(data[len(vetxMagic):], uint32(len(data)-vetxHeader))
	binary.LittleEndian.PutUint32(data[len(vetxMagic)+4:], 0)
	return data, nil
}
