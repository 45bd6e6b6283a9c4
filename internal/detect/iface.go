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
	for _, client := range p.clients {
		if !types.Implements(client, iface) {
			continue
		}
		if row := p.clientRow(client, method.Name()); row != nil {
			fits = append(fits, client)
			rows = append(rows, row)
		}
	}
	if len(fits) < 2 || same(rows) {
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

// converted reports whether the package turns a client into the interface.
func (p *pass) converted(client, iface types.Type) bool {
	if p.conversions == nil {
		p.conversions = map[string]bool{}
		for _, fn := range p.Funcs {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if m, ok := instr.(*ssa.MakeInterface); ok {
						p.conversions[types.TypeString(m.X.Type(), nil)+" "+types.TypeString(m.Type(), nil)] = true
					}
				}
			}
		}
	}
	return p.conversions[types.TypeString(client, nil)+" "+types.TypeString(iface, nil)]
}

func typeShort(t types.Type) string {
	s := types.TypeString(t, func(p *types.Package) string { return p.Name() })
	return strings.TrimPrefix(s, "*")
}
