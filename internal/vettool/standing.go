package vettool

import (
	"slices"

	"github.com/scopevet/scopevet/internal/sdk"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/triage"
)

// A standing is what is known of somebody else's package before its types are.
type standing struct {
	// matters is unset for a bystander: a package that has no findings and no
	// facts. Its importers need nothing but its types. These are the same
	// whether or not the bodies of its functions are checked, so that most of
	// the work is spared.
	matters bool
	words   bool // matters if constants hold words
	env     bool // matters if it offers defaults for what it reads
}

// standing finds out how a package stands.
func (f *foreign) standing() (standing, error) {
	if triage.Standard(f.ImportPath, f.ModulePath) {
		return standing{}, nil
	}
	sdks, err := sdk.Load()
	if err != nil {
		return standing{}, err
	}
	tables := sdks.Rows(send.Builtin())
	switch {
	case triage.Listed(tables, f.ImportPath):
		return standing{}, nil
	case f.importsListed(tables), f.importsFacts(), slices.ContainsFunc(f.sources, triage.Mentions):
		return standing{matters: true}, nil
	}
	return standing{words: true, env: slices.ContainsFunc(f.sources, triage.ReadsEnvironment)}, nil
}

// importsFacts reports whether an import left a fact.
func (f *foreign) importsFacts() bool {
	for _, v := range f.imports {
		if len(v.facts) > 0 {
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
