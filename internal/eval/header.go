package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Of all headers the evaluator follows the one that holds the token.
const authorization = "[Authorization]"

// header answers for what reads a header.
func (p *Package) header(fn *types.Func, c *ssa.Call, path string) (value.Set, bool) {
	if path != "" {
		return value.Set{}, false
	}
	switch send.Key(fn) {
	case "net/http.Header.Get", "net/textproto.MIMEHeader.Get":
		if p.element(c.Call.Args[1], c) == authorization {
			return p.Read(c.Call.Args[0], authorization+"[*]", "", c), true
		}
	}
	return value.Set{}, false
}

// element is the path step of a header's name, which can be computed.
func (p *Package) element(name ssa.Value, at ssa.Instruction) string {
	if t, ok := p.Read(name, "", "", at).Literals(); ok && len(t) == 1 {
		return elementNamed(t[0])
	}
	return "[*]"
}

// headerEffect tells what a call does to a header.
func (p *Package) headerEffect(fn *types.Func, call ssa.CallInstruction, s *scan) (effect, bool) {
	if fn == nil || fn.Pkg() == nil || !strings.Contains(s.path, authorization) {
		return effect{}, false
	}
	args := operands(call.Common())
	var kind effectKind
	switch send.Key(fn) {
	case "net/http.Header.Set", "net/textproto.MIMEHeader.Set":
		kind = replaces
	case "net/http.Header.Add", "net/textproto.MIMEHeader.Add":
		kind = adds
	case "net/http.Request.SetBasicAuth":
		if r := p.root(args[0]); r.v == s.root && strings.HasPrefix(s.path, r.path+".Header"+authorization) {
			return effect{replaces, value.Text("Basic")}, true
		}
		return effect{}, true
	default:
		return effect{}, false
	}
	r := p.root(args[0])
	if r.v != s.root {
		return effect{}, true
	}
	rest, ok := below(s.path, r.path+authorization)
	if !ok || rest != "[*]" && rest != "[0]" {
		return effect{}, true
	}
	switch p.element(args[1], call) {
	case authorization:
		return effect{kind, p.Read(args[2], "", "", call)}, true
	case "[*]":
		if v, ok := p.copied(args[1], args[2], s.path, call); ok {
			return effect{adds, v}, true
		}
	}
	return effect{}, true
}

// copied answers for a loop that copies one map of headers or parameters into
// another: its key and its value come from the same step. The path is that of
// the entry that is asked for.
func (p *Package) copied(key, val ssa.Value, path string, at ssa.Instruction) (value.Set, bool) {
	k, ok := key.(*ssa.Extract)
	if !ok {
		return value.Set{}, false
	}
	next, ok := k.Tuple.(*ssa.Next)
	if !ok {
		return value.Set{}, false
	}
	r := p.root(val)
	v, ok := r.v.(*ssa.Extract)
	if !ok || v.Tuple != next {
		return value.Set{}, false
	}
	source, ok := next.Iter.(*ssa.Range)
	if !ok {
		return value.Set{}, false
	}
	entry := strings.TrimSuffix(path, "[*]")
	entry = entry[strings.LastIndexByte(entry, '['):]
	return p.Read(source.X, entry+r.path, "", at), true
}

// IncomingToken reports whether a symbol is the Authorization header of
// something that the function at hand was given.
func IncomingToken(s value.Symbol) bool { return strings.Contains(s.Path, authorization) }
