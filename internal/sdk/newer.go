package sdk

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
)

// Newer says why a method of the SDK has no row: the release at hand has it
// and no release that the table was made of does. It returns "" for functions
// that the table knows, and for those that do not look like API calls.
func (ts *Tables) Newer(fn *types.Func) string {
	if fn == nil || fn.Pkg() == nil || !fn.Exported() || !callsAPI(fn) {
		return ""
	}
	t, pkg := ts.owner(fn.Pkg().Path())
	if t == nil || pkg != "management" && !strings.HasPrefix(pkg, "management/") {
		return ""
	}
	typ, method, ok := strings.Cut(strings.TrimPrefix(send.Key(fn), fn.Pkg().Path()+"."), ".")
	if !ok {
		return ""
	}
	clients, _ := t.Clients(pkg)
	if c := clients[typ]; c != nil {
		if _, known := c.Methods[method]; known {
			return ""
		}
	} else if !clientType(typ) {
		return ""
	}
	return fmt.Sprintf("%s is not in the table of %s, which knows releases up to %s",
		shortName(pkg, typ, method), t.Path, t.Versions[len(t.Versions)-1])
}

// clientType reports whether a type's name is that of a client: a manager in
// v1, a Client or RawClient later.
func clientType(name string) bool {
	return strings.HasSuffix(name, "Manager") || generated(name)
}

// callsAPI reports whether fn is a method whose last parameter is request
// options, as it is in every method that calls the API.
func callsAPI(fn *types.Func) bool {
	sig, ok := fn.Type().(*types.Signature)
	if !ok || !sig.Variadic() || sig.Recv() == nil {
		return false
	}
	slice, ok := sig.Params().At(sig.Params().Len() - 1).Type().(*types.Slice)
	if !ok {
		return false
	}
	// Later releases write option.RequestOption, an alias.
	named, ok := types.Unalias(slice.Elem()).(*types.Named)
	return ok && named.Obj().Name() == "RequestOption"
}
