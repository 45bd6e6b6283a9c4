package analyzer

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/triage"
)

// helps reports whether the package has an exported function of a kind that
// other packages hand their secrets, tokens and URLs to, though nothing in it
// speaks of Auth0.
func helps(pass *analysis.Pass) bool {
	return readsDefault(pass) || offers(pass, func(sig *types.Signature) bool {
		return takesReply(sig) || fillsFromAnswer(sig) || makesSegments(sig) || decodes(pass, sig)
	})
}

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

// takesReply knows functions that get the answer to a request and something to
// put into it: secrets are put there.
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

// fillsFromAnswer knows functions that get the answer to a request of ours and
// something to fill from it: tokens are read so.
func fillsFromAnswer(sig *types.Signature) bool {
	answer, object := false, false
	for v := range sig.Params().Variables() {
		answer = answer || types.TypeString(v.Type(), nil) == "*net/http.Response"
		object = object || types.IsInterface(v.Type()) && types.NewMethodSet(v.Type()).Len() == 0
	}
	return answer && object
}

// makesSegments knows functions that make a list of texts of another one:
// segments of a path.
func makesSegments(sig *types.Signature) bool {
	return sig.Results().Len() > 0 && isTexts(sig.Results().At(0).Type()) &&
		slices.ContainsFunc(slices.Collect(sig.Params().Variables()), func(v *types.Var) bool { return isTexts(v.Type()) })
}

func isTexts(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && triage.IsText(s.Elem())
}

// decodes knows functions that make a text of another one, in packages that can
// decode: a secret may be written in base64.
func decodes(pass *analysis.Pass, sig *types.Signature) bool {
	return sig.Params().Len() == 1 && triage.IsText(sig.Params().At(0).Type()) && sig.Results().Len() > 0 && triage.IsText(sig.Results().At(0).Type()) &&
		slices.ContainsFunc(pass.Pkg.Imports(), func(p *types.Package) bool {
			return p.Path() == "encoding/base64" || p.Path() == "encoding/hex"
		})
}

// readsDefault reports whether the package has an exported function that reads an
// environment variable and takes a default for it: secrets are written there.
func readsDefault(pass *analysis.Pass) bool {
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok && triage.IsGetenv(fn) {
			return triage.OffersDefault(pass.Pkg)
		}
	}
	return false
}
