package detect

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
)

// doer is the row of every interface method that looks like
// (*http.Client).Do: code hides its client behind such interfaces.
func doer(fn *types.Func) *send.Row {
	sig := fn.Type().(*types.Signature)
	if sig.Params().Len() != 1 || sig.Results().Len() != 2 ||
		sig.Params().At(0).Type().String() != "*net/http.Request" ||
		sig.Results().At(0).Type().String() != "*net/http.Response" {
		return nil
	}
	at := func(path string) send.Source { return send.Source{Terms: []send.Term{{Arg: 1, Path: path}}} }
	return &send.Row{Func: send.Key(fn), Requests: []send.Request{{Method: at(".Method"), URL: at(".URL.$url"), Do: true, Object: 1}}}
}

// behindInterface returns the rows that an interface method stands for: an
// interface all of whose methods one client type of the SDK has is that type.
// Where several types fit, those that the package converts to the interface
// decide.
func (p *pass) behindInterface(c *ssa.CallCommon) []*send.Row {
	if row := doer(c.Method); row != nil {
		return []*send.Row{row}
	}
	iface, ok := c.Value.Type().Underlying().(*types.Interface)
	if !ok || p.SDK == nil {
		return nil
	}
	key := ifaceMethod{c.Value.Type(), c.Method.Name()}
	if rows, ok := p.ifaces[key]; ok {
		return rows
	}
	rows := p.fitting(iface, c.Value.Type(), c.Method)
	p.ifaces[key] = rows
	return rows
}

// ifaceMethod is a method of an interface type.
type ifaceMethod struct {
	iface  types.Type
	method string
}

// onlyBehind returns the row that an interface method stands for, where it is
// one.
func (p *pass) onlyBehind(c *ssa.CallCommon) *send.Row {
	if rows := p.behindInterface(c); len(rows) == 1 && rows[0].Unresolved == "" {
		return rows[0]
	}
	return nil
}

func (p *pass) fitting(iface *types.Interface, t types.Type, method *types.Func) []*send.Row {
	var fits []types.Type
	var rows []*send.Row
	if p.clients == nil {
		p.clients = append([]types.Type{}, p.SDK.Types(p.Types)...)
	}
	open := openType(t)
	for _, client := range p.clients {
		if !open && !types.Implements(client, iface) || open && !hasAll(client, iface) {
			continue
		}
		if row := p.clientRow(client, method.Name()); row != nil {
			fits = append(fits, client)
			rows = append(rows, row)
		}
	}
	if param, ok := t.(*types.TypeParam); ok {
		if listed := p.listed(param, method.Name()); listed != nil {
			return listed
		}
	}
	if len(fits) == 0 || !open && (len(fits) < 2 || same(rows)) {
		return rows[:min(1, len(rows))]
	}
	var flowing []*send.Row
	for i, client := range fits {
		if p.converted(client, t) {
			flowing = append(flowing, rows[i])
		}
	}
	if len(flowing) > 0 {
		return flowing
	}
	return []*send.Row{{Func: send.Key(method), Unresolved: fmt.Sprintf("through interface %s, which %d clients of the SDK satisfy", typeShort(t), len(fits))}}
}

// openType reports whether an interface depends on type parameters: whether a
// client has it is decided where they are known.
func openType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	for arg := range named.TypeArgs().Types() {
		if _, param := types.Unalias(arg).(*types.TypeParam); param {
			return true
		}
	}
	return false
}

// hasAll reports whether a client has methods of all the names of an interface.
func hasAll(client types.Type, iface *types.Interface) bool {
	for m := range iface.Methods() {
		if obj, _, _ := types.LookupFieldOrMethod(client, false, m.Pkg(), m.Name()); obj == nil {
			return false
		}
	}
	return true
}

// listed returns the rows of the types that a type parameter's constraint
// lists, and nil where it lists none or others than clients.
func (p *pass) listed(param *types.TypeParam, method string) []*send.Row {
	iface, ok := param.Constraint().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var rows []*send.Row
	for t := range iface.EmbeddedTypes() {
		terms := []types.Type{t}
		if union, ok := t.(*types.Union); ok {
			terms = terms[:0]
			for term := range union.Terms() {
				terms = append(terms, term.Type())
			}
		}
		for _, term := range terms {
			row := p.clientRow(term, method)
			if row == nil {
				return nil
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func (p *pass) clientRow(client types.Type, method string) *send.Row {
	obj, _, _ := types.LookupFieldOrMethod(client, true, nil, method)
	fn, ok := obj.(*types.Func)
	if !ok {
		return nil
	}
	return p.Rows.Find(fn)
}

func same(rows []*send.Row) bool {
	for _, r := range rows[1:] {
		if r == rows[0] {
			continue // promoted to many clients
		}
		if len(r.Requests) != len(rows[0].Requests) || !fixed(r) || !fixed(rows[0]) {
			return false
		}
		for i := range r.Requests {
			if r.Requests[i].URL.Terms[0].Text != rows[0].Requests[i].URL.Terms[0].Text || r.Requests[i].Method.Terms[0].Text != rows[0].Requests[i].Method.Terms[0].Text {
				return false
			}
		}
	}
	return true
}

// converted reports whether the package turns a client into the interface, or
// gives it for the type parameter, be it for that of a function that hands it
// on. Of a generic interface any instance counts.
func (p *pass) converted(client, iface types.Type) bool {
	if p.conversions == nil {
		p.conversions = map[conversion]bool{}
		p.handing = map[any][]any{}
		for _, fn := range p.Funcs {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					p.noteConversions(instr)
				}
			}
		}
	}
	from := types.TypeString(client, nil)
	seen := map[any]bool{}
	for to := []any{typeKey(iface)}; len(to) > 0; to = to[1:] {
		if p.conversions[conversion{from, to[0]}] {
			return true
		}
		if !seen[to[0]] {
			seen[to[0]] = true
			to = append(to, p.handing[to[0]]...)
		}
	}
	return false
}

// A conversion is a type that becomes an interface or stands for a type
// parameter.
type conversion struct {
	from string
	to   any // of typeKey
}

func (p *pass) noteConversions(instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.MakeInterface:
		p.conversions[conversion{types.TypeString(i.X.Type(), nil), typeKey(i.Type())}] = true
	case ssa.CallInstruction:
		fn := i.Common().StaticCallee()
		if fn == nil || fn.Origin() == nil {
			return
		}
		params := fn.Origin().TypeParams()
		for n, arg := range fn.TypeArgs() {
			if n >= params.Len() {
				continue
			}
			if param, ok := types.Unalias(arg).(*types.TypeParam); ok {
				to := typeKey(params.At(n))
				p.handing[to] = append(p.handing[to], typeKey(param))
			} else {
				p.conversions[conversion{types.TypeString(arg, nil), typeKey(params.At(n))}] = true
			}
		}
	}
}

// typeKey identifies an interface type, the same for all instances of a
// generic one, or a type parameter.
func typeKey(t types.Type) any {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return t.Obj()
	case *types.Named:
		return t.Obj()
	}
	return types.TypeString(t, nil)
}

func typeShort(t types.Type) string {
	s := types.TypeString(t, func(p *types.Package) string { return p.Name() })
	return strings.TrimPrefix(s, "*")
}
