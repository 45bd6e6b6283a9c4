package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/value"
)

// Response is the path step from a writer to whether it writes the answer to a
// browser's request: Answers, another text where it does not, or the symbol of
// whoever knows.
const Response = ".$response"

// Answers is what a writer is whose text goes to a browser.
const Answers = "answers"

// response answers the step Response. A writer that wraps another one, as an
// encoder does, is what it wraps.
func (p *Package) response(v ssa.Value, at ssa.Instruction) value.Set {
	no := value.Text("-")
	for range 16 {
		v = concrete(v)
		if answers(v.Type()) {
			return value.Text(Answers)
		}
		switch x := v.(type) {
		case *ssa.Parameter, *ssa.FreeVar:
			if _, ok := deref(v.Type()).Underlying().(*types.Interface); !ok {
				return no
			}
			return p.origin(v, Response, "", at)
		case *ssa.UnOp:
			if r := p.root(x); r.path == "" && r.v != v {
				if a, ok := r.v.(*ssa.Alloc); ok {
					if s := p.stores(a); s != nil {
						v = s
						continue
					}
					return no
				}
				v = r.v
				continue
			}
			return no
		case *ssa.Alloc: // a variable that a function literal captures
			only := p.stores(x)
			if _, ok := deref(x.Type()).Underlying().(*types.Interface); !ok || only == nil {
				return no
			}
			v = only
		case *ssa.Phi:
			sets := make([]value.Set, len(x.Edges))
			for i, e := range x.Edges {
				if e != x {
					sets[i] = p.Read(e, Response, "", at)
				}
			}
			return value.Join(sets...)
		case *ssa.Extract:
			v = x.Tuple
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Call:
			inner := wrapped(x)
			if inner == nil {
				return no
			}
			v = inner
		default:
			return no
		}
	}
	return no
}

// stores returns the only value that a variable ever holds, or nil.
func (p *Package) stores(a *ssa.Alloc) ssa.Value {
	var only ssa.Value
	for _, r := range *a.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == a {
			if only != nil {
				return nil
			}
			only = s.Val
		}
	}
	return only
}

// wrapped returns the writer that a constructor wraps, or nil: json.NewEncoder,
// bufio.NewWriter and their like take it as their first argument.
func wrapped(c *ssa.Call) ssa.Value {
	fn := callee(&c.Call)
	if fn == nil || !strings.HasPrefix(fn.Name(), "New") || c.Call.IsInvoke() {
		return nil
	}
	sig := fn.Type().(*types.Signature)
	if sig.Recv() != nil || sig.Params().Len() == 0 || typeName(sig.Params().At(0).Type()) != "io.Writer" {
		return nil
	}
	return c.Call.Args[0]
}

// answers reports whether a type is an http.ResponseWriter, by its methods:
// what wraps one has them too.
func answers(t types.Type) bool {
	header, _, _ := types.LookupFieldOrMethod(t, true, nil, "Header")
	status, _, _ := types.LookupFieldOrMethod(t, true, nil, "WriteHeader")
	fn, ok := header.(*types.Func)
	if _, both := status.(*types.Func); !ok || !both {
		return false
	}
	sig := fn.Type().(*types.Signature)
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && typeName(sig.Results().At(0).Type()) == "net/http.Header"
}
