package detect

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
)

// info is what is known of one function of the package.
type info struct {
	effects []effect // everything that it does, in its own symbols
	calls   []int    // calls that became known in it, as indexes of the inventory
	reached []reached
	edges   map[string]bool // functions that it reaches, for the program's graph; false where it only holds their receiver in an interface
}

// reached is a call that another package makes for a function of this one.
type reached struct {
	site  summary.Frame
	reach summary.Reach
}

// An effect is a summary.Effect at its place in the package.
type effect struct {
	summary.Effect
	site   Site
	place  Site            // of a secret: where the package hands it over, whoever passes it
	at     ssa.Instruction // where it arises in the function
	field  bool            // of a secret: it lies in a struct field, which Sender names
	object ssa.Value       // of Do: the request, or nil; of a secret: what takes it along; of what is shown: the whole of it
	call   *Call           // of a bearer: the call, where this package makes it
	from   template        // of what refines a template: which
}

const maxChain = 12 // frames of a chain; the middle of a longer one is left out

// info collects what fn does, its callees first. A call of itself adds nothing
// that the first pass through the function does not show; functions that call
// each other are completed together.
func (p *pass) info(fn *ssa.Function) *info {
	if i, ok := p.infos[fn]; ok {
		p.walk.meet(fn)
		return i
	}
	in := &info{edges: map[string]bool{}}
	p.infos[fn] = in
	if p.isSDK() {
		return in
	}
	p.walk.enter(fn)
	p.collect(fn, in)
	p.complete(p.walk.leave(fn))
	return in
}

func (p *pass) collect(fn *ssa.Function, in *info) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			p.mentions(fn, instr, in)
			switch i := instr.(type) {
			case ssa.CallInstruction:
				in.effects = append(in.effects, p.callEffects(fn, i, in)...)
			case *ssa.MakeClosure:
				in.effects = append(in.effects, p.literalEffects(i)...)
			case *ssa.MakeInterface:
				p.converts(i, in)
			}
			in.effects = append(in.effects, p.secretsAt(fn, instr)...)
		}
	}
	p.direct(in.effects)
	in.effects = p.joinRequests(in.effects)
	p.settle(fn, in)
}

// isSDK reports whether the package at hand is the SDK itself.
func (p *pass) isSDK() bool { return p.SDK != nil && p.Rows.Owns(p.Types.Path()) }

// callEffects returns what a call does, in the caller's symbols.
func (p *pass) callEffects(fn *ssa.Function, call ssa.CallInstruction, in *info) []effect {
	common := call.Common()
	site := p.site(fn, p.posOf(common))
	var out []effect
	for _, c := range p.eval.Runs(common) {
		if c.Method != nil {
			if rows := p.rowsFor(c, common); len(rows) > 0 {
				for _, row := range rows {
					out = append(out, p.rowEffects(row, site, call)...)
				}
				continue
			}
		}
		out = append(out, p.calleeEffects(fn, c, call, site, in)...)
	}
	return p.under(append(out, p.shows(fn, call)...), call)
}

// posOf returns where a call stands: of a loop over an iterator, which is a call
// of it, what is iterated over.
func (p *pass) posOf(c *ssa.CallCommon) token.Pos {
	if c.Pos().IsValid() || len(c.Args) != 1 {
		return c.Pos()
	}
	if body, ok := c.Args[0].(*ssa.MakeClosure); ok {
		if loop, ok := body.Fn.(*ssa.Function).Syntax().(*ast.RangeStmt); ok {
			return loop.X.Pos()
		}
	}
	return c.Pos()
}

// rowsFor returns the rows of a callee: its own, or those of the SDK's client
// type that an interface stands for.
func (p *pass) rowsFor(c eval.Callee, common *ssa.CallCommon) []*send.Row {
	if row := p.Rows.Find(c.Method); row != nil {
		return []*send.Row{row}
	}
	if c.Fn == nil && common.IsInvoke() {
		return p.behindInterface(common)
	}
	return nil
}

func (p *pass) guarded(g *send.Guard, call ssa.CallInstruction) bool {
	if g == nil {
		return true
	}
	t, ok := p.eval.Source(g.Value, call).Literals()
	return ok && len(t) == 1 && t[0] == g.Text
}

// rowEffects returns what a function of the senders' table does.
func (p *pass) rowEffects(row *send.Row, site Site, call ssa.CallInstruction) []effect {
	if row.Unresolved != "" {
		p.out.Unresolved = append(p.out.Unresolved, Unresolved{Site: site, Level: Certain, Reason: row.Unresolved})
		return nil
	}
	var out []effect
	name := row.Func[strings.LastIndexByte(row.Func, '/')+1:]
	frame := site.Frame
	for _, r := range row.Requests {
		if !p.guarded(r.When, call) {
			continue
		}
		e := effect{site: site, at: call, Effect: summary.Effect{
			Kind: summary.Request, Make: r.Make, Do: r.Do, Sender: name, SDK: row.SDK != "",
			Method: p.eval.Source(r.Method, call),
			URL:    p.eval.Source(r.URL, call),
			Body:   p.bodyOf(row, r, call),
			Token:  p.tokenOf(row, r, call),
			Chain:  []summary.Frame{frame},
			Words:  p.words.of(site.Fn),
		}}
		if row.SDK != "" {
			e.Sender = row.SDK
		}
		if fixed(row) {
			e.URL = p.queried(e.URL, call)
		}
		if r.Do {
			args := arguments(call.Common())
			if r.Object < len(args) {
				e.object = p.eval.Part(args[r.Object], r.Part)
			}
		}
		out = append(out, e)
	}
	for _, s := range row.Secrets {
		e := p.newSecret(site.Fn, site, call, name, p.eval.Source(s, call))
		e.SDK = p.Rows.Owns(row.Func)
		out = append(out, e)
	}
	return out
}

// bodyOf returns the names in the JSON object that a request sends. A method
// of the SDK sends the argument that is a struct of the SDK's own.
func (p *pass) bodyOf(row *send.Row, r send.Request, call ssa.CallInstruction) value.Set {
	switch {
	case r.Body.Known():
		return p.eval.SourceKeys(r.Body, call)
	case row.SDK == "" && len(r.Method.Terms) == 1 && (r.Method.Terms[0].Text == "GET" || r.Method.Terms[0].Text == "HEAD"):
		return value.Set{}
	case row.SDK == "":
		return value.Unknown("a body that the senders' table does not show")
	}
	args := arguments(call.Common())
	for _, arg := range args[min(1, len(args)):] {
		t := arg.Type()
		if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
			t = ptr.Elem()
		}
		named, ok := types.Unalias(t).(*types.Named)
		if !ok || named.Obj().Pkg() == nil || !p.Rows.Owns(named.Obj().Pkg().Path()) {
			continue
		}
		if _, ok := named.Underlying().(*types.Struct); ok {
			return p.eval.Read(arg, eval.Keys, "", call)
		}
	}
	return value.Set{}
}

func arguments(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	return c.Args
}

// calleeEffects puts a call's arguments into what its callee does.
func (p *pass) calleeEffects(fn *ssa.Function, c eval.Callee, call ssa.CallInstruction, site Site, in *info) []effect {
	var out []effect
	listed := p.Public != nil && p.Public.Find(c.Method) != nil
	put := func(e summary.Effect, c eval.Callee, local *effect) {
		if e.Kind == summary.Request && !e.Refine && !p.open(e) {
			return // known there, or nothing to do with us
		}
		if e.Kind == summary.Show && listed {
			return // the table says it
		}
		n := effect{Effect: e, site: site, at: call}
		if local != nil {
			n.call, n.place = local.call, local.place
		}
		put := func(s value.Set) value.Set {
			return s.Subst(func(sym value.Symbol) (value.Set, bool) { return p.eval.Argument(sym, c, call) })
		}
		n.Effect = e.With(put)
		if e.Refine {
			n.from = template{c.Fn, e.Identity()}
		}
		parts := p.parted(e, n)
		if len(parts) == 0 {
			return
		}
		if c := p.constructor(e, n, call); c != nil {
			n.site, n.at = p.site(fn, c.Pos()), c
		}
		n.Chain = extend(n.site.Frame, e.Chain)
		if local != nil && c.Handed() && c.Fn.Parent() == fn {
			n.site, n.Chain = local.site, e.Chain // it stands in the same code
		}
		n.Words = merge(e.Words, p.words.of(fn))
		if (e.Do || e.Kind == summary.Show) && e.Object > 0 {
			if args := arguments(call.Common()); e.Object-1 < len(args) {
				n.object = args[e.Object-1]
			}
			n.Object = 0
		}
		if param, ok := n.object.(*ssa.Parameter); ok && e.Kind == summary.Show {
			n.Object = slices.Index(fn.Params, param) + 1
		}
		if c.Closure != nil && c.Fn.Parent() == fn && local != nil && !hasParam(e) {
			// What a function literal does by itself is found where the
			// literal is made.
			return
		}
		for _, part := range parts {
			n.Refine, n.URL = part.Refine, part.URL
			out = append(out, n)
		}
	}
	switch {
	case eval.InCode(c.Fn):
		for _, e := range p.info(c.Fn).effects {
			put(e.Effect, c, &e)
		}
		if c.Fn != fn {
			in.edges[FuncKey(c.Fn)] = true
		}
	case c.Fn != nil && c.Fn.Synthetic != "" && c.Method != nil:
		// A method value: the method itself, its receiver bound. Functions
		// of other packages, which have no bodies here, are synthetic too.
		in.edges[send.Key(c.Method)] = true
		if m := p.declared(c.Method); m != nil {
			for _, e := range p.info(m).effects {
				put(e.Effect, c, &e)
			}
		} else if f := p.Imports.Func(c.Method); f != nil {
			for _, e := range f.Effects {
				put(e, c, nil)
			}
			p.reach(f, c.Method, site, in)
		}
	case c.Method != nil:
		in.edges[send.Key(c.Method)] = true
		if f := p.Imports.Func(c.Method); f != nil {
			for _, e := range f.Effects {
				put(e, c, nil)
			}
			p.reach(f, c.Method, site, in)
		}
		if c.Fn == nil {
			for _, m := range p.implementations(c.Method) {
				in.edges[FuncKey(m)] = true
				for _, e := range p.info(m).effects {
					put(e.Effect, c.With(m.Signature.Recv().Type()), &e)
				}
			}
		}
	}
	if c.Method != nil && p.SDK != nil {
		if why := p.SDK.Newer(c.Method); why != "" {
			p.out.Unresolved = append(p.out.Unresolved, Unresolved{Site: site, Level: Certain, Reason: why})
		}
	}
	return out
}

// constructor returns the call that makes an object which alone decides a
// request: the endpoint becomes known there, and not where the object is told
// to send.
func (p *pass) constructor(e summary.Effect, n effect, call ssa.CallInstruction) *ssa.Call {
	if e.Kind != summary.Request || e.Do {
		return nil
	}
	object := -1
	for _, s := range []value.Set{e.Method, e.URL} {
		mixed := len(s.Alts) == 0
		s.Holes(func(h *value.Hole) {
			switch {
			case h.Symbol.Kind != value.Param || h.Symbol.Path == "":
				mixed = true
			case object < 0:
				object = h.Symbol.Index
			case object != h.Symbol.Index:
				mixed = true
			}
		})
		if _, fixed := s.Literals(); mixed || fixed {
			return nil
		}
	}
	args := arguments(call.Common())
	if object < 0 || object >= len(args) {
		return nil
	}
	root, _ := p.eval.Root(args[object])
	made, ok := root.(*ssa.Call)
	if !ok || made.Parent() != call.Parent() {
		return nil
	}
	next := after(made)
	then := func(s value.Set) value.Set {
		return s.Subst(func(sym value.Symbol) (value.Set, bool) {
			return p.eval.Read(args[object], sym.Path, sym.Owner, next), true
		})
	}
	if then(e.Method).Equal(n.Method) && then(e.URL).Equal(n.URL) {
		return made
	}
	return nil
}

// after returns the instruction that follows a call.
func after(c *ssa.Call) ssa.Instruction {
	instrs := c.Block().Instrs
	for i, instr := range instrs[:len(instrs)-1] {
		if instr == c {
			return instrs[i+1]
		}
	}
	return c
}

// reach notes the calls that a callee in another package makes.
func (p *pass) reach(f *summary.Func, callee *types.Func, site Site, in *info) {
	for _, r := range f.Reach {
		p.out.Reached = append(p.out.Reached, Reached{Site: site, Callee: send.Key(callee), Reach: r})
		in.reached = append(in.reached, reached{site.Frame, r})
	}
}

// declared returns the package's own function for a method, or nil.
func (p *pass) declared(fn *types.Func) *ssa.Function {
	for _, m := range p.impls[fn.Name()] {
		if m.Object() == fn.Origin() {
			return m
		}
	}
	return nil
}

// implementations returns the package's own methods that an interface method
// may stand for.
func (p *pass) implementations(method *types.Func) []*ssa.Function {
	recv := method.Type().(*types.Signature).Recv()
	if recv == nil {
		return nil
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var out []*ssa.Function
	for _, m := range p.impls[method.Name()] {
		if types.Implements(m.Signature.Recv().Type(), iface) {
			out = append(out, m)
		}
	}
	return out
}

// literalEffects returns what a function literal does with the variables that
// it captures. Its parameters are known where it is called, or handed to what
// is seen to run it.
func (p *pass) literalEffects(m *ssa.MakeClosure) []effect {
	lit, ok := m.Fn.(*ssa.Function)
	if !ok || !eval.InCode(lit) {
		return nil
	}
	var out []effect
	for _, e := range p.info(lit).effects {
		if e.Kind == summary.Request && !e.Refine && !p.open(e.Effect) {
			continue // known there
		}
		if hasParam(e.Effect) && len(p.callers[lit]) > 0 {
			continue
		}
		bound := func(sym value.Symbol) (value.Set, bool) {
			switch sym.Kind {
			case value.Free:
				if sym.Index < len(m.Bindings) {
					return p.eval.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), true
				}
			case value.Param:
				if _, ok := sym.Field(); !ok {
					return value.Unknown("parameter " + sym.String() + " of a function literal"), true
				}
			}
			return value.Set{}, false
		}
		inside := e.Effect
		e.Effect = e.With(func(s value.Set) value.Set { return s.Subst(bound) })
		e.object = p.bound(e.object, m)
		e.at = m
		if e.Refine {
			e.from = template{lit, inside.Identity()}
		}
		for _, part := range p.parted(inside, e) {
			e.Refine, e.URL = part.Refine, part.URL
			out = append(out, e)
		}
	}
	return out
}

// bound returns what a function literal has captured where v is it, and nil for
// everything else.
func (p *pass) bound(v ssa.Value, m *ssa.MakeClosure) ssa.Value {
	if v == nil {
		return nil
	}
	root, path := p.eval.Root(v)
	if free, ok := root.(*ssa.FreeVar); ok && path == "" {
		if i := slices.Index(free.Parent().FreeVars, free); i >= 0 && i < len(m.Bindings) && free.Parent() == m.Fn {
			return m.Bindings[i]
		}
	}
	return nil
}

// mentions notes the functions that an instruction uses as values: somebody
// else may call them. A method of the SDK that is used so is a call: nothing
// more of it becomes known anywhere.
func (p *pass) mentions(fn *ssa.Function, instr ssa.Instruction, in *info) {
	note := func(v ssa.Value, at ssa.Instruction) {
		f, ok := v.(*ssa.Function)
		if !ok {
			return
		}
		obj, _ := f.Object().(*types.Func)
		if obj == nil {
			in.edges[FuncKey(origin(f))] = true
			return
		}
		if row := p.Rows.Find(obj); row != nil {
			if row.SDK != "" && fixed(row) {
				site := p.site(fn, at.Pos())
				for _, e := range p.fixedEffects(row, site) {
					e.at = at
					in.effects = append(in.effects, e)
				}
			}
			return
		}
		in.edges[send.Key(obj)] = true
		if f := p.Imports.Func(obj); f != nil {
			p.reach(f, obj, p.site(fn, at.Pos()), in)
		}
	}
	if m, ok := instr.(*ssa.MakeClosure); ok {
		if f, ok := m.Fn.(*ssa.Function); ok && !eval.InCode(f) && p.onlyCalled(m) {
			return
		}
		note(m.Fn, m)
		return
	}
	call, isCall := instr.(ssa.CallInstruction)
	for _, op := range instr.Operands(nil) {
		if *op == nil || isCall && call.Common().Value == *op {
			continue
		}
		note(*op, instr)
	}
}

// onlyCalled reports whether a method value goes nowhere but into calls, where
// it is found anyway.
func (p *pass) onlyCalled(m *ssa.MakeClosure) bool {
	for _, r := range *m.Referrers() {
		c, ok := r.(ssa.CallInstruction)
		if !ok || c.Common().Value != m {
			return false
		}
	}
	return true
}

// fixed reports whether a row's endpoints do not depend on arguments.
func fixed(row *send.Row) bool {
	for _, r := range row.Requests {
		for _, t := range append(r.Method.Terms, r.URL.Terms...) {
			if !t.Literal {
				return false
			}
		}
	}
	return len(row.Requests) > 0
}

func (p *pass) fixedEffects(row *send.Row, site Site) []effect {
	var out []effect
	for _, r := range row.Requests {
		out = append(out, effect{site: site, Effect: summary.Effect{
			Kind: summary.Request, SDK: true, Sender: row.SDK,
			Method: value.Text(r.Method.Terms[0].Text), URL: value.Text(r.URL.Terms[0].Text),
			Chain: []summary.Frame{site.Frame},
		}})
	}
	return out
}

// joinRequests makes one effect of building a request and sending it: the one
// place where the endpoint becomes known is where the request is built, but
// what the code does to the request in between counts.
func (p *pass) joinRequests(effects []effect) []effect {
	built := map[ssa.Instruction]int{}
	for i, e := range effects {
		if e.Make {
			built[e.at] = i
		}
	}
	var out []effect
	drop := map[int]bool{}
	var sent []effect
	for i, e := range effects {
		if !e.Do || e.object == nil {
			continue
		}
		root, path := p.eval.Root(e.object)
		if call, ok := root.(*ssa.Call); ok {
			if j, ok := built[call]; ok {
				drop[i] = true
				effects[j].Body, effects[j].Token = e.Body, e.Token
				if p.better(e.Effect, effects[j].Effect) {
					e.site, e.Chain, e.Make, e.Do, e.object, e.at = effects[j].site, effects[j].Chain, true, false, nil, effects[j].at
					drop[j] = true
					sent = append(sent, e)
				}
				continue
			}
		}
		if made := p.builtIn(root, built); made != nil {
			drop[i] = true
			if p.unchanged(e.Effect, effects, made) {
				for _, j := range made {
					effects[j].Token = e.Token
				}
				continue
			}
			for _, j := range made {
				drop[j] = true
			}
			e.Make, e.Do, e.object = true, false, nil
			sent = append(sent, e)
			continue
		}
		if param, ok := root.(*ssa.Parameter); ok && path == "" {
			for n, q := range param.Parent().Params {
				if q == param {
					effects[i].Object = n + 1
				}
			}
		}
	}
	for i, e := range effects {
		if !drop[i] {
			out = append(out, e)
		}
	}
	return append(out, sent...)
}

// builtIn returns which of the requests that the function builds a value is, on
// one branch or another; none if it can be something else.
func (p *pass) builtIn(v ssa.Value, built map[ssa.Instruction]int) []int {
	phi, ok := v.(*ssa.Phi)
	if !ok {
		return nil
	}
	var made []int
	for _, edge := range phi.Edges {
		root, path := p.eval.Root(edge)
		if c, ok := root.(*ssa.Const); ok && c.Value == nil {
			continue // not built yet
		}
		call, ok := root.(*ssa.Call)
		j, here := built[call]
		if !ok || !here || path != "" {
			return nil
		}
		made = append(made, j)
	}
	return made
}

// unchanged reports whether what is sent is one of the requests as they were
// built.
func (p *pass) unchanged(sent summary.Effect, effects []effect, made []int) bool {
	var urls, methods []value.Set
	for _, j := range made {
		urls, methods = append(urls, effects[j].URL), append(methods, effects[j].Method)
	}
	return value.Join(urls...).Equal(sent.URL) && value.Join(methods...).Equal(sent.Method)
}

// better reports whether a request says more when it is sent than when it was
// built.
func (p *pass) better(sent, made summary.Effect) bool {
	if sent.URL.Equal(made.URL) && sent.Method.Equal(made.Method) {
		return false
	}
	return len(sent.URL.Alts) > 0 && len(sent.Method.Alts) > 0
}

func hasParam(e summary.Effect) bool {
	return e.Method.Has(value.Param) || e.URL.Has(value.Param) || e.Value.Has(value.Param) || e.Token.Has(value.Param) || e.Refine && e.Body.Has(value.Param)
}

// extend puts a frame before a chain.
func extend(f summary.Frame, chain []summary.Frame) []summary.Frame {
	out := append([]summary.Frame{f}, chain...)
	if len(out) > maxChain {
		out = append(out[:maxChain-1], out[len(out)-1])
	}
	return out
}

func merge(a, b []string) []string {
	out := append([]string(nil), a...)
next:
	for _, s := range b {
		for _, t := range a {
			if s == t {
				continue next
			}
		}
		out = append(out, s)
	}
	return out
}
