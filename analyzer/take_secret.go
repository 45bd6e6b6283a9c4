package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
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

// replies reports whether the package has an exported function that gets the
// answer to a request and something to put into it: other packages put their
// secrets there.
func replies(pass *analysis.Pass) bool { return offers(pass, takesReply) }

// decodes reports whether the package has an exported function that gets the
// answer to a request of ours and something to fill from it: other packages
// read tokens so.
func decodes(pass *analysis.Pass) bool { return offers(pass, fillsFromAnswer) }

// offers reports whether a package of the program's own has an exported
// function or method of a kind. What other modules have of these is in the
// table.
func offers(pass *analysis.Pass, kind func(*types.Signature) bool) bool {
	if pass.Module != nil && pass.Module.Version != "" {
		return false
	}
	scope := pass.Pkg.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if obj.Exported() && kind(obj.Signature()) {
				return true
			}
		case *types.TypeName:
			named, ok := obj.Type().(*types.Named)
			if !ok || !obj.Exported() {
				continue
			}
			for m := range named.Methods() {
				if m.Exported() && kind(m.Signature()) {
					return true
				}
			}
		}
	}
	return false
}

func fillsFromAnswer(sig *types.Signature) bool {
	answer, object := false, false
	for v := range sig.Params().Variables() {
		answer = answer || types.TypeString(v.Type(), nil) == "*net/http.Response"
		object = object || types.IsInterface(v.Type()) && types.NewMethodSet(v.Type()).Len() == 0
	}
	return answer && object
}

func takesReply(sig *types.Signature) bool {
	answer, content := false, false
	for v := range sig.Params().Variables() {
		switch types.TypeString(v.Type(), nil) {
		case "net/http.ResponseWriter", "*github.com/gin-gonic/gin.Context", "github.com/labstack/echo/v4.Context", "*github.com/gofiber/fiber/v2.Ctx", "github.com/gofiber/fiber/v3.Ctx":
			answer = true
			continue
		case "context.Context", "error", "net/http.Handler":
			continue
		}
		switch t := v.Type().Underlying().(type) {
		case *types.Basic:
			content = content || t.Info()&types.IsString != 0
		case *types.Interface, *types.Map, *types.Slice:
			content = true
		}
	}
	return answer && content
}

// helps reports whether the package has an exported function that reads an
// environment variable and takes a default for it: secrets are written there.
func helps(pass *analysis.Pass) bool {
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && triage.IsGetenv(fn) {
			return triage.OffersDefault(pass.Pkg)
		}
	}
	return false
}
