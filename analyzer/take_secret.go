package analyzer

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/triage"
)

// namesSecret reports whether a string or struct tag of the package holds the
// name under which client secrets are sent or kept in the environment, or the
// package uses a field of that name.
func namesSecret(pass *analysis.Pass) bool {
	found, search := false, triage.NewSearch("client_secret", "CLIENT_SECRET")
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				found = found || n.Kind == token.STRING && search.In(strings.Trim(n.Value, "\"`"))
			case *ast.SelectorExpr:
				found = found || strings.HasSuffix(n.Sel.Name, "ClientSecret")
			}
			return !found
		})
	}
	return found
}
