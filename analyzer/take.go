package analyzer

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
)

// take takes the inventory of a package and exports its fact; nil where
// nothing in the package can send a request.
func take(pass *analysis.Pass, t *tables, factOnly bool, result *Result) (*detect.Inventory, error) {
	imports := importedFacts(pass, result)
	if triage.Listed(t.rows, pass.Pkg.Path()) {
		return nil, nil // the tables say what it does
	}
	if !relevant(pass, t, imports) {
		passOn(pass, imports, result)
		return nil, nil
	}
	inv, err := detect.Run(detect.Input{
		Fset: pass.Fset, Files: pass.Files, Types: pass.Pkg, Info: pass.TypesInfo, Errors: pass.TypeErrors,
		Imports: imports, Rows: t.rows, Public: t.public(), SDK: t.sdk, Table: t.endpoints,
		Foreign: pass.Module != nil && pass.Module.Version != "", FactOnly: factOnly,
	})
	if err != nil {
		return nil, err
	}
	result.Built = inv.Built
	result.Faults = append(result.Faults, inv.Faults...)
	if err := imports.Err(); err != nil {
		result.Faults = append(result.Faults, "a fact of an import is damaged: "+err.Error())
	}
	export(pass, inv.Fact, result)
	return inv, nil
}

// importedFacts joins the facts of the direct imports: go vet shows no others,
// and whatever must travel further was exported again on the way.
func importedFacts(pass *analysis.Pass, result *Result) *summary.Imports {
	imports := summary.NewImports()
	for _, imp := range pass.Pkg.Imports() {
		var f summary.Fact
		if !pass.ImportPackageFact(imp, &f) {
			continue
		}
		if err := imports.Add(&f); err != nil {
			result.Faults = append(result.Faults, "the fact of "+imp.Path()+" is damaged: "+err.Error())
		}
	}
	return imports
}

// passOn exports what importers can reach through a package that does nothing
// of interest itself.
func passOn(pass *analysis.Pass, imports *summary.Imports, result *Result) {
	if imports.Empty() {
		return
	}
	fact := summary.NewPackage()
	imports.Reexport(fact, detect.VisibleTypes(pass.Pkg))
	export(pass, fact, result)
}

func export(pass *analysis.Pass, p *summary.Package, result *Result) {
	if p.Empty() {
		return
	}
	f, err := summary.Encode(p)
	if err != nil {
		result.Faults = append(result.Faults, "the fact of "+pass.Pkg.Path()+" cannot be written: "+err.Error())
		return
	}
	pass.ExportPackageFact(f)
}

// relevant reports whether the package names anything that sends a request,
// takes a client secret, is known from the facts of its imports, writes the
// API's path, a tenant's host or the body of a request for a token, which its
// functions may hand to importers, or holds a token. Most packages do not, and
// are not looked at any further.
func relevant(pass *analysis.Pass, t *tables, imports *summary.Imports) bool {
	near := !imports.Empty()
	for _, imp := range pass.Pkg.Imports() {
		near = near || triage.Listed(t.rows, imp.Path())
	}
	if writes(pass, append(triage.Words(), "grant_type")...) || namesSecret(pass) || helps(pass) {
		return true
	}
	if !near {
		return false
	}
	calling := make(map[*types.Package]bool)
	for _, obj := range pass.TypesInfo.Uses {
		if p := obj.Pkg(); p != nil && p != pass.Pkg {
			if _, known := calling[p]; !known {
				calling[p] = imports.Calls(p.Path())
			}
			if calling[p] {
				return true // it may hand a value on to whoever calls its methods
			}
		}
		switch obj := obj.(type) {
		case *types.Func:
			if t.rows.Find(obj) != nil || carriesPassword(obj) || t.rows.OwnsFunc(obj) || imports.Func(obj) != nil {
				return true
			}
		case *types.Var:
			if obj.IsField() && obj.Pkg() != nil && t.rows.Package(obj.Pkg().Path()) {
				return true
			}
		}
	}
	return false
}

// carriesPassword reports whether a function gives a request the password that
// it was called with.
func carriesPassword(fn *types.Func) bool {
	return fn.Name() == "SetBasicAuth" && fn.Pkg() != nil && fn.Pkg().Path() == "net/http"
}

// writes reports whether constants of the package, or those that it uses, hold
// one of the words. What is put together of constants counts as a whole.
func writes(pass *analysis.Pass, words ...string) bool {
	search := triage.NewSearch(words...)
	for _, tv := range pass.TypesInfo.Types {
		if tv.Value == nil || tv.Value.Kind() != constant.String {
			continue
		}
		if search.In(constant.StringVal(tv.Value)) {
			return true
		}
	}
	return false
}

// standard reports whether the package is part of Go itself.
func standard(pass *analysis.Pass) bool {
	module := ""
	if pass.Module != nil {
		module = pass.Module.Path
	}
	return triage.Standard(pass.Pkg.Path(), module)
}
