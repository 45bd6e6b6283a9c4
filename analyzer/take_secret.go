package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// writesSecret reports whether a string or struct tag of the package holds the
// name under which client secrets are sent.
func writesSecret(pass *analysis.Pass) bool {
	found := false
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			found = found || ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "client_secret")
			return !found
		})
	}
	return found
}

// helps reports whether the package has an exported function that reads an
// environment variable and takes a default for it: secrets are written there.
func helps(pass *analysis.Pass) bool {
	reads := false
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && fn.Pkg() != nil && fn.Pkg().Path() == "os" {
			reads = reads || fn.Name() == "Getenv" || fn.Name() == "LookupEnv"
		}
	}
	if !reads {
		return false
	}
	scope := pass.Pkg.Scope()
	for _, name := range scope.Names() {
		fn, ok := scope.Lookup(name).(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		sig := fn.Type().(*types.Signature)
		if sig.Params().Len() == 2 && sig.Results().Len() == 1 && isText(sig.Params().At(0).Type()) && isText(sig.Params().At(1).Type()) && isText(sig.Results().At(0).Type()) {
			return true
		}
	}
	return false
}

func isText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}
