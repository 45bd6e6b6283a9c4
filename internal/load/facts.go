package load

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A factStore holds the facts of all packages of one platform.
type factStore struct {
	mu       sync.RWMutex
	objects  map[objectFact]analysis.Fact
	packages map[packageFact]analysis.Fact
}

type objectFact struct {
	object types.Object
	kind   reflect.Type
}

type packageFact struct {
	pkg  *types.Package
	kind reflect.Type
}

func newFactStore() *factStore {
	return &factStore{
		objects:  make(map[objectFact]analysis.Fact),
		packages: make(map[packageFact]analysis.Fact),
	}
}

// bind gives the pass its access to facts. As under go vet, the pass sees the
// package facts of its direct imports and of nothing further away, so that
// all drivers give the same answers.
func (s *factStore) bind(pass *analysis.Pass) {
	pass.ImportObjectFact = func(obj types.Object, into analysis.Fact) bool {
		s.mu.RLock()
		defer s.mu.RUnlock()
		return copyFact(s.objects[objectFact{obj, reflect.TypeOf(into)}], into)
	}
	pass.ExportObjectFact = func(obj types.Object, fact analysis.Fact) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.objects[objectFact{obj, reflect.TypeOf(fact)}] = fact
	}
	pass.ImportPackageFact = func(pkg *types.Package, into analysis.Fact) bool {
		s.mu.RLock()
		defer s.mu.RUnlock()
		return copyFact(s.packages[packageFact{pkg, reflect.TypeOf(into)}], into)
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.packages[packageFact{pass.Pkg, reflect.TypeOf(fact)}] = fact
	}
	kinds := pass.Analyzer.FactTypes
	pass.AllPackageFacts = func() []analysis.PackageFact {
		s.mu.RLock()
		defer s.mu.RUnlock()
		var all []analysis.PackageFact
		for _, pkg := range append(pass.Pkg.Imports(), pass.Pkg) {
			for _, kind := range kinds {
				if fact := s.packages[packageFact{pkg, reflect.TypeOf(kind)}]; fact != nil {
					all = append(all, analysis.PackageFact{Package: pkg, Fact: fact})
				}
			}
		}
		return all
	}
	pass.AllObjectFacts = func() []analysis.ObjectFact {
		s.mu.RLock()
		defer s.mu.RUnlock()
		seen := make(map[*types.Package]bool)
		var visit func(*types.Package)
		visit = func(pkg *types.Package) {
			if !seen[pkg] {
				seen[pkg] = true
				for _, dep := range pkg.Imports() {
					visit(dep)
				}
			}
		}
		visit(pass.Pkg)
		var all []analysis.ObjectFact
		for key, fact := range s.objects {
			for _, kind := range kinds {
				if key.kind == reflect.TypeOf(kind) && seen[key.object.Pkg()] {
					all = append(all, analysis.ObjectFact{Object: key.object, Fact: fact})
				}
			}
		}
		return all
	}
}

// copyFact copies a stored fact to where the analyzer wants it.
func copyFact(stored, into analysis.Fact) bool {
	if stored == nil {
		return false
	}
	reflect.ValueOf(into).Elem().Set(reflect.ValueOf(stored).Elem())
	return true
}
