package load

import (
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A factStore holds the package facts of all packages of one platform. There
// are no facts of objects: the analyzer has none.
type factStore struct {
	mu    sync.RWMutex
	facts map[packageFact]analysis.Fact
}

type packageFact struct {
	pkg  *types.Package
	kind reflect.Type
}

func newFactStore() *factStore { return &factStore{facts: make(map[packageFact]analysis.Fact)} }

// bind gives the pass its access to facts.
func (s *factStore) bind(pass *analysis.Pass) {
	pass.ImportPackageFact = func(pkg *types.Package, into analysis.Fact) bool {
		s.mu.RLock()
		defer s.mu.RUnlock()
		stored, ok := s.facts[packageFact{pkg, reflect.TypeOf(into)}]
		if ok {
			reflect.ValueOf(into).Elem().Set(reflect.ValueOf(stored).Elem())
		}
		return ok
	}
	pass.ExportPackageFact = func(fact analysis.Fact) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.facts[packageFact{pass.Pkg, reflect.TypeOf(fact)}] = fact
	}
}
