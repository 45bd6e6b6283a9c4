package eval

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// formEffect tells what a call does to a url.Values.
func (p *Package) formEffect(fn *types.Func, call ssa.CallInstruction, s *scan) (effect, bool) {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "net/url" {
		return effect{}, false
	}
	var kind effectKind
	switch send.Key(fn) {
	case "net/url.Values.Set":
		kind = replaces
	case "net/url.Values.Add":
		kind = adds
	case "net/url.Values.Del":
		return effect{}, true
	default:
		return effect{}, false
	}
	args := operands(call.Common())
	r := p.root(args[0])
	if r.v != s.root {
		return effect{}, true
	}
	step := p.element(args[1], call)
	rest, ok := below(s.path, r.path+step)
	if !ok || rest != "[*]" && rest != "[0]" {
		return effect{}, true
	}
	v := p.Read(args[2], "", "", call)
	if step == "[*]" {
		kind = adds
		if c, ok := p.copied(args[1], args[2], s.path, call); ok {
			v = c
		}
	}
	return effect{kind, v}, true
}

// maxEncoded is how many parameters a form may have for its text to be written
// out.
const maxEncoded = 16

// encodedForm writes a form that its own function makes as a URL's query. What
// is set on one way through the function alone is in it too.
func (p *Package) encodedForm(form ssa.Value, at ssa.Instruction) (value.Set, bool) {
	r := p.root(form)
	made, ok := r.v.(*ssa.MakeMap)
	f := p.function(at.Parent())
	if !ok || r.path != "" || f == nil {
		return value.Set{}, false
	}
	var keys []string
	for _, instr := range f.effects[made] {
		if instr == at {
			continue
		}
		m, key, _, ok := p.Entry(instr)
		if !ok || p.root(m).v != made {
			return value.Set{}, false
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) == 0 || len(keys) > maxEncoded {
		return value.Set{}, false
	}
	var parts []value.Set
	for i, key := range keys {
		if i > 0 {
			key = "&" + key
		}
		parts = append(parts, value.Text(key+"="), p.Read(form, "["+keys[i]+"][*]", "", at).Apply(value.Op{Name: value.Query}))
	}
	return value.Concat(parts...), true
}

// Entry returns the keyed entry that an instruction puts into a map or a
// url.Values: the map, the key and the value; ok is false for other
// instructions and for keys that are computed.
func (p *Package) Entry(instr ssa.Instruction) (m ssa.Value, key string, val ssa.Value, ok bool) {
	switch i := instr.(type) {
	case *ssa.MapUpdate:
		m, key, val = i.Map, p.keyOf(i), i.Value
	case *ssa.Call:
		fn := callee(&i.Call)
		if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "net/url" {
			return nil, "", nil, false
		}
		switch send.Key(fn) {
		case "net/url.Values.Set", "net/url.Values.Add":
			m, key, val = i.Call.Args[0], p.element(i.Call.Args[1], i), i.Call.Args[2]
		default:
			return nil, "", nil, false
		}
	default:
		return nil, "", nil, false
	}
	key = strings.Trim(key, "[]")
	return m, key, val, key != "*"
}

// keyOf is the step to an entry of a map: its key is a constant, in a variable
// of the package, or put together of what stands in the code.
func (p *Package) keyOf(u *ssa.MapUpdate) string {
	key := unboxed(u.Key)
	if !isString(key.Type()) {
		return element(u.Key)
	}
	switch k := key.(type) {
	case *ssa.UnOp:
		if _, ok := k.X.(*ssa.Global); ok {
			return p.element(key, u)
		}
	case *ssa.BinOp:
		return p.element(key, u)
	case *ssa.Call:
		if len(operands(&k.Call)) == 0 {
			return p.element(key, u)
		}
	}
	return element(key)
}

// option answers for the parameter that an option of oauth2's AuthCodeURL sets.
func (p *Package) option(fn *types.Func, c *ssa.Call, path string) (value.Set, bool) {
	sig := fn.Type().(*types.Signature)
	if !strings.HasPrefix(path, "[") || sig.Results().Len() != 1 || typeName(sig.Results().At(0).Type()) != "golang.org/x/oauth2.AuthCodeOption" {
		return value.Set{}, false
	}
	if send.Key(fn) == "golang.org/x/oauth2.SetAuthURLParam" && p.element(c.Call.Args[0], c) == path {
		return p.Read(c.Call.Args[1], "", "", c), true
	}
	return value.Set{}, fn.Pkg().Path() == "golang.org/x/oauth2"
}
