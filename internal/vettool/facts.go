package vettool

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// A factStore holds the package facts of one package and its imports.
type factStore struct {
	kind     reflect.Type
	imported map[string]analysis.Fact // by package path
	own      analysis.Fact
}

// A gobFact is a fact as it stands in vetx files: unitchecker writes a list of
// them with package gob, which goes by the names of the type and its fields.
type gobFact struct {
	PkgPath string
	Object  string // "" for the package's own
	Fact    analysis.Fact
}

// readFacts reads what the imports left of facts of example's type.
func readFacts(example analysis.Fact, imports map[string]*vetx) (*factStore, error) {
	gob.Register(example)
	s := &factStore{kind: reflect.TypeOf(example), imported: make(map[string]analysis.Fact)}
	for path, v := range imports {
		if len(v.facts) == 0 {
			continue
		}
		var facts []gobFact
		if err := gob.NewDecoder(bytes.NewReader(v.facts)).Decode(&facts); err != nil {
			return nil, fmt.Errorf("the facts of %s are damaged: %w", path, err)
		}
		for _, f := range facts {
			if f.PkgPath == path && f.Object == "" && reflect.TypeOf(f.Fact) == s.kind {
				s.imported[path] = f.Fact
			}
		}
	}
	return s, nil
}

// of is analysis.Pass.ImportPackageFact.
func (s *factStore) of(pkg *types.Package, into analysis.Fact) bool {
	f, ok := s.imported[pkg.Path()]
	if ok {
		reflect.ValueOf(into).Elem().Set(reflect.ValueOf(f).Elem())
	}
	return ok
}

// keep is analysis.Pass.ExportPackageFact.
func (s *factStore) keep(f analysis.Fact) { s.own = f }

// encode returns the facts of the package itself, as unitchecker would write
// them; nothing where there are none.
func (s *factStore) encode(path string) ([]byte, error) {
	if s.own == nil {
		return nil, nil
	}
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode([]gobFact{{PkgPath: path, Fact: s.own}})
	return buf.Bytes(), err
}
