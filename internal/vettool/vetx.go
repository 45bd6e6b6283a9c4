package vettool

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"

	"golang.org/x/tools/go/gcexportdata"
)

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
	v, err := parseVetx(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

func parseVetx(data []byte) (*vetx, error) {
	if len(data) < vetxHeader || string(data[:len(vetxMagic)]) != vetxMagic {
		return nil, errors.New("no vetx file")
	}
	lengths, data := data[len(vetxMagic):vetxHeader], data[vetxHeader:]
	n := uint64(binary.LittleEndian.Uint32(lengths))
	if n+uint64(binary.LittleEndian.Uint32(lengths[4:])) != uint64(len(data)) {
		return nil, errors.New("a damaged vetx file")
	}
	return &vetx{types: data[:n], facts: data[n:]}, nil
}

// encodeVetx returns the file of a package.
func encodeVetx(fset *token.FileSet, pkg *types.Package, facts []byte) ([]byte, error) {
	// The types follow the header, and the byte that they begin with takes its
	// last place until the header is written.
	var buf bytes.Buffer
	buf.Write(make([]byte, vetxHeader-1))
	if err := gcexportdata.Write(&buf, fset, pkg); err != nil {
		return nil, err
	}
	if buf.Bytes()[vetxHeader-1] != indexed {
		return nil, errors.New("types in an unknown format")
	}
	types := buf.Len() - vetxHeader
	buf.Write(facts)
	data := buf.Bytes()
	copy(data, vetxMagic)
	binary.LittleEndian.PutUint32(data[len(vetxMagic):], uint32(types))
	binary.LittleEndian.PutUint32(data[len(vetxMagic)+4:], uint32(len(facts)))
	return data, nil
}

// An importer reads the types that the imports left.
type importer struct {
	of   *foreign
	pkgs map[string]*types.Package
}

// Import implements types.Importer.
func (i *importer) Import(importPath string) (*types.Package, error) {
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
	return gcexportdata.Read(&io.LimitedReader{R: data, N: int64(1 + len(v.types))}, i.of.fset, i.pkgs, path)
}
