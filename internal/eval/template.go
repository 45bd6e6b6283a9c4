package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/value"
)

// Source is the path step from a template to its text, as far as it stands in
// the code.
const Source = ".$source"

// templateText answers the step Source.
func (p *Package) templateText(fn *types.Func, c *ssa.Call, path string) (value.Set, bool) {
	if path != Source || fn.Pkg() == nil || !strings.HasSuffix(fn.Pkg().Path(), "/template") {
		return value.Set{}, false
	}
	args := operands(&c.Call)
	switch method := fn.Type().(*types.Signature).Recv() != nil; {
	case method && fn.Name() == "Parse":
		return value.Join(p.Read(args[1], "", "", c), p.Read(args[0], Source, "", c)), true
	case method, fn.Name() == "Must":
		return p.Read(args[0], Source, "", c), true
	}
	return value.Set{}, true
}
