package eval

import (
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// A Callee is what a call may run.
type Callee struct {
	Fn      *ssa.Function    // nil for an interface method
	Method  *types.Func      // the declared function or method; nil for a function literal
	Closure *ssa.MakeClosure // where the function literal is made
	recv    types.Type       // of an interface method: the type of the objects that count, or nil
	from    *giver           // of a function that is handed to another one: what gives it its parameters
}

// methodValue reports whether the callee is a method with its receiver.
func (c Callee) methodValue() bool { return c.Closure != nil && c.Method != nil && !InCode(c.Fn) }

// Callees returns what a call may run: the function that it names, the
// interface method, or the function values that reach it in its own function.
func (p *Package) Callees(c *ssa.CallCommon) []Callee {
	if c.IsInvoke() {
		return []Callee{{Method: c.Method}}
	}
	return p.functions(c.Value, 0)
}

// functions returns the functions that a value can be.
func (p *Package) functions(v ssa.Value, depth int) []Callee {
	if depth > 8 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Function:
		obj, _ := v.Object().(*types.Func)
		if o := v.Origin(); o != nil {
			v = o
			if obj == nil {
				obj, _ = v.Object().(*types.Func)
			}
		}
		return []Callee{{Fn: v, Method: obj}}
	case *ssa.MakeClosure:
		fn, ok := v.Fn.(*ssa.Function)
		if !ok {
			return nil
		}
		obj, _ := fn.Object().(*types.Func)
		return []Callee{{Fn: fn, Method: obj, Closure: v}}
	case *ssa.ChangeType:
		return p.functions(v.X, depth+1)
	case *ssa.Phi:
		var out []Callee
		for _, e := range v.Edges {
			out = append(out, p.functions(e, depth+1)...)
		}
		return out
	case *ssa.UnOp:
		r := p.root(v)
		f := p.function(v.Parent())
		if f == nil {
			return nil
		}
		var out []Callee
		if g, ok := r.v.(*ssa.Global); ok {
			for _, w := range p.globals[g] {
				if w.path == r.path {
					out = append(out, p.functions(w.value, depth+1)...)
				}
			}
			return out
		}
		for _, instr := range f.effects[r.v] {
			if s, ok := instr.(*ssa.Store); ok {
				if to := p.root(s.Addr); to.v == r.v && to.path == r.path {
					out = append(out, p.functions(s.Val, depth+1)...)
				}
			}
		}
		if fv, ok := r.v.(*ssa.FreeVar); ok && len(out) == 0 && r.path == "" {
			out = p.captured(fv, depth)
		}
		return out
	}
	return nil
}

// captured returns the functions that a captured variable holds where the
// function literal is made.
func (p *Package) captured(fv *ssa.FreeVar, depth int) []Callee {
	outer := fv.Parent().Parent()
	f := p.function(outer)
	if f == nil {
		return nil
	}
	var out []Callee
	for _, b := range outer.Blocks {
		for _, instr := range b.Instrs {
			m, ok := instr.(*ssa.MakeClosure)
			if !ok || m.Fn != fv.Parent() {
				continue
			}
			r := p.root(m.Bindings[freeIndex(fv)])
			for _, e := range f.effects[r.v] {
				if s, ok := e.(*ssa.Store); ok && p.root(s.Addr).v == r.v {
					out = append(out, p.functions(s.Val, depth+1)...)
				}
			}
		}
	}
	return out
}

// Argument returns what lies at a callee's symbol in the terms of its caller,
// and false for symbols that mean the same everywhere.
func (p *Package) Argument(sym value.Symbol, c Callee, call ssa.CallInstruction) (value.Set, bool) {
	switch sym.Kind {
	case value.Param:
		if c.methodValue() {
			// Its receiver was bound when it was made.
			if sym.Index == 0 && len(c.Closure.Bindings) == 1 {
				return p.Read(c.Closure.Bindings[0], sym.Path, sym.Owner, c.Closure), true
			}
			sym.Index--
		}
		if c.from != nil {
			return p.givenBy(c.from, sym, call), true
		}
		args := operands(call.Common())
		if sym.Index >= len(args) {
			return value.Unknown("an argument"), true
		}
		if c.recv != nil && sym.Index == 0 {
			return p.receiver(args[0], c.recv, sym.Path, sym.Owner, call), true
		}
		return p.Read(args[sym.Index], sym.Path, sym.Owner, call), true
	case value.Free:
		if c.Closure != nil && sym.Index < len(c.Closure.Bindings) {
			at := ssa.Instruction(call)
			if c.Closure.Parent() != call.Parent() {
				at = c.Closure
			}
			return p.Read(c.Closure.Bindings[sym.Index], sym.Path, sym.Owner, at), true
		}
		return value.Unknown("a captured variable"), true
	}
	return value.Set{}, false
}

// call returns what lies at path below result i of a call.
func (p *Package) call(c *ssa.Call, i int, path, owner string, at ssa.Instruction) value.Set {
	if fn := callee(&c.Call); fn != nil {
		if row := p.row(&c.Call); row != nil && i == 0 {
			if s, ok := p.rowResult(row, c, path); ok {
				return s
			}
		}
		if s, ok := p.intrinsic(fn, c, i, path); ok {
			return s
		}
		if s, ok := p.collection(fn, c, path, owner); ok {
			return s
		}
		if s, ok := p.header(fn, c, path); ok {
			return s
		}
		if s, ok := p.decoded(fn, c, path); ok && i == 0 {
			return s
		}
		if s, ok := p.option(fn, c, path); ok {
			return s
		}
		if s, ok := p.partOfToken(fn, c); ok {
			return s
		}
		if s, ok := p.templateText(fn, c, path); ok {
			return s
		}
		if s, ok := p.accessor(fn, c, path); ok {
			return s
		}
	} else if b, ok := c.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
		return p.appended(c, path, owner, at)
	}
	var sets []value.Set
	for _, callee := range p.behind(p.Callees(&c.Call)) {
		s, ok := value.Set{}, false
		if InCode(callee.Fn) {
			s, ok = p.Results(callee.Fn, i, path, owner)
		} else if callee.Method != nil {
			s, ok = p.resolver.Result(callee.Method, i, path, owner)
			ok = ok || p.bare(callee.Method, i, path)
		}
		if !ok {
			sets = nil
			break
		}
		now := s.Subst(func(sym value.Symbol) (value.Set, bool) {
			return p.Argument(sym, callee, c)
		})
		sets = append(sets, filled(now, s, path))
	}
	if len(sets) > 0 {
		return value.Join(sets...)
	}
	if s, ok := p.later(c, i, path, owner); ok {
		return s
	}
	if strings.HasPrefix(path, "(") && !strings.HasPrefix(path, called) {
		return value.Set{} // an option that is not known stores nothing that is
	}
	if f, ok := (value.Symbol{Path: path, Owner: owner}).Field(); ok {
		return value.Of(f)
	}
	if strings.HasSuffix(path, Token) {
		return value.Set{} // a client that nobody is seen to give a token
	}
	return p.unknown(c, path)
}

// bare reports whether a function of another package returns a request that has
// no token yet: what is known of the request would tell it.
func (p *Package) bare(fn *types.Func, i int, path string) bool {
	request, ok := strings.CutSuffix(path, Bearer)
	if !ok {
		return false
	}
	_, known := p.resolver.Result(fn, i, request+".URL.$url", "")
	return known
}

// accessor answers for a method of the SDK that returns what lies in a field:
// GetClientSecret.
func (p *Package) accessor(fn *types.Func, c *ssa.Call, path string) (value.Set, bool) {
	name, ok := strings.CutPrefix(fn.Name(), "Get")
	sig := fn.Type().(*types.Signature)
	if !ok || path != "" || sig.Recv() == nil || sig.Params().Len() != 0 || !p.rows.OwnsFunc(fn) {
		return value.Set{}, false
	}
	recv := operands(&c.Call)[0]
	if t := typeAt(recv.Type(), "."+name); t == nil || !stringLike(deref(t)) {
		return value.Set{}, false
	}
	return p.Read(recv, "."+name, typeName(deref(recv.Type())), c), true
}

// row returns the row of the function that a call names, or of what stands
// behind the interface method.
func (p *Package) row(c *ssa.CallCommon) *send.Row {
	row := p.rows.Any(callee(c))
	if row == nil && c.IsInvoke() && p.Behind != nil {
		return p.Behind(c)
	}
	return row
}

// Runs returns what a call may run, the functions that it hands on among it.
func (p *Package) Runs(c *ssa.CallCommon) []Callee { return append(p.Callees(c), p.Handed(c)...) }

// Targets is Runs, the package's own implementations in
// the place of an interface method.
func (p *Package) Targets(c *ssa.CallCommon) []Callee {
	return append(p.behind(p.Callees(c)), p.Handed(c)...)
}

// behind puts the package's own implementations in the place of an interface
// method.
func (p *Package) behind(callees []Callee) []Callee {
	if len(callees) != 1 || callees[0].Fn != nil || callees[0].Method == nil {
		return callees
	}
	method := callees[0].Method
	recv := method.Type().(*types.Signature).Recv()
	if recv == nil {
		return callees
	}
	iface, ok := recv.Type().Underlying().(*types.Interface)
	if !ok {
		return callees
	}
	var out []Callee
	for _, fn := range p.methods[method.Name()] {
		if types.Implements(fn.Signature.Recv().Type(), iface) {
			out = append(out, Callee{Fn: fn, Method: method})
		}
	}
	if len(out) == 0 || len(out) > maxBehind {
		return callees
	}
	return out
}

const maxBehind = 16 // implementations of one interface method

// called is the path step from a function value to its first result.
const called = "()"

// returned returns what lies at path below the first result of a function
// value, whatever its arguments.
func (p *Package) returned(fn ssa.Value, path, owner string, at ssa.Instruction) value.Set {
	var sets []value.Set
	for _, c := range p.functions(fn, 0) {
		s, ok := value.Set{}, false
		if InCode(c.Fn) {
			s, ok = p.Results(c.Fn, 0, path, owner)
		} else if c.Method != nil {
			s, ok = p.resolver.Result(c.Method, 0, path, owner)
		}
		switch {
		case !ok:
			return value.Unknown(p.describe(fn))
		case c.Closure != nil:
			s = p.bind(s, c.Closure, at)
		default:
			s = p.local(s, c.Fn)
		}
		sets = append(sets, s)
	}
	return value.Join(sets...)
}

// later answers for a call of a function that the caller or maker of the
// function at hand passed in: they know what it returns.
func (p *Package) later(c *ssa.Call, i int, path, owner string) (value.Set, bool) {
	if c.Call.IsInvoke() || i > 0 {
		return value.Set{}, false
	}
	fn := p.Read(c.Call.Value, "", "", c)
	if fn.Has(value.Opaque, value.Global) {
		return value.Set{}, false
	}
	return fn.At(called+path, owner)
}

// Source evaluates a table's source in a call.
func (p *Package) Source(src send.Source, c ssa.CallInstruction) value.Set {
	if !src.Known() {
		return value.Set{}
	}
	return p.sourceAt(src, "", operands(c.Common()), c)
}

// SourceKeys returns the names of the JSON object that a table's source is.
func (p *Package) SourceKeys(src send.Source, c ssa.CallInstruction) value.Set {
	if !src.Known() {
		return value.Set{}
	}
	return p.sourceAt(src, Keys, operands(c.Common()), c)
}

func (p *Package) sourceAt(src send.Source, below string, args []ssa.Value, at ssa.Instruction) value.Set {
	s := p.terms(src.Terms, below, args, at)
	if src.Base != nil {
		base := p.sourceAt(*src.Base, "", args, at)
		if src.Follow {
			s = resolve(base, s)
		} else {
			s = value.JoinURL(base, s)
		}
	}
	if len(s.Alts) == 0 && src.Or != nil {
		return p.sourceAt(*src.Or, below, args, at)
	}
	if src.Setting != nil && below == "" {
		return value.Join(nonEmpty(s), value.Unknown(fromFlag+settingName(p.sourceAt(*src.Setting, "", args, at))))
	}
	return s
}

func (p *Package) terms(terms []send.Term, below string, args []ssa.Value, at ssa.Instruction) value.Set {
	parts := make([]value.Set, len(terms))
	for i, t := range terms {
		if t.Strings {
			t.Arg = stringArg(args, t.Arg)
		}
		switch {
		case t.Literal:
			parts[i] = value.Text(t.Text)
		case t.Class != "":
			from := p.source(at)
			if t.Audience != nil && forManagement(p.terms([]send.Term{*t.Audience}, "", args, at)) {
				from += send.ForManagement
			}
			parts[i] = value.Classed(t.Class, from)
		case t.Arg < len(args):
			parts[i] = p.Read(args[t.Arg], p.indexed(t.Path, args)+below, "", at)
		}
	}
	if len(parts) == 1 {
		return parts[0]
	}
	if len(parts) == 0 {
		return value.Set{}
	}
	return value.Concat(parts...)
}

// indexed puts the values of arguments into a table's path: "[$1]".
func (p *Package) indexed(path string, args []ssa.Value) string {
	before, rest, ok := strings.Cut(path, "[$")
	if !ok {
		return path
	}
	digits, after, _ := strings.Cut(rest, "]")
	n, err := strconv.Atoi(digits)
	if err != nil || n >= len(args) {
		return before + "[*]" + after
	}
	return before + element(args[n]) + after
}

// stringArg returns the index of the nth argument that is a string.
func stringArg(args []ssa.Value, n int) int {
	for i, a := range args {
		if isString(a.Type()) {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return len(args)
}

// rowResult answers for a function of the senders' table.
func (p *Package) rowResult(row *send.Row, c *ssa.Call, path string) (value.Set, bool) {
	args := operands(&c.Call)
	if row.Incoming != nil && path == "" && p.element(args[row.Incoming.Terms[0].Arg], c) == authorization {
		return value.Classed(send.Forwarded, p.source(c)), true
	}
	if row.Setting != nil && path == "" {
		return p.setting(p.sourceAt(*row.Setting, "", args, c)), true
	}
	for _, r := range row.Results {
		if rest, ok := below(path, r.Path); ok {
			return p.sourceAt(r.Value, rest, args, c), true
		}
		if r.Path == Token && strings.HasSuffix(path, Token) {
			// The parts of a client send its token.
			return p.sourceAt(r.Value, "", args, c), true
		}
	}
	// A part of a URL of which the whole is known.
	for _, r := range row.Results {
		if prefix, ok := strings.CutSuffix(r.Path, ".$url"); ok {
			if part, ok := strings.CutPrefix(path, prefix); ok {
				if op, ok := urlPart(part); ok {
					return p.sourceAt(r.Value, "", args, c).Apply(op), true
				}
			}
		}
	}
	if strings.HasSuffix(path, Token) {
		if s, ok := p.exchanged(row, c); ok {
			return s, true
		}
	}
	if row.New {
		return zero(path), true
	}
	return value.Set{}, false
}

// callEffect tells what a call does to the place that s looks for.
func (p *Package) callEffect(call ssa.CallInstruction, s *scan) effect {
	args := operands(call.Common())
	fn := callee(call.Common())
	if row := p.rows.Any(fn); row != nil {
		for _, st := range row.Stores {
			t := st.Dest.Terms[0]
			if t.Arg >= len(args) {
				continue
			}
			r := p.root(args[t.Arg])
			if r.v != s.root {
				continue
			}
			path := r.path + p.indexed(t.Path, args)
			if rest, ok := below(s.path, path); ok {
				e := effect{replaces, p.sourceAt(st.Value, rest, args, call)}
				if strings.Contains(path+s.path, "[*]") {
					e.kind = adds
				}
				return e
			}
		}
		return effect{}
	}
	if e, known := p.headerEffect(fn, call, s); known {
		return e
	}
	if e, known := p.formEffect(fn, call, s); known {
		return e
	}
	if e, known := p.decodeEffect(fn, call, s); known {
		return e
	}
	if e, known := p.textEffect(fn, call, s); known {
		return e
	}
	callees := p.Callees(call.Common())
	if g, ok := s.root.(*ssa.Global); ok && slices.ContainsFunc(callees, func(c Callee) bool { return p.changes(c.Fn, g) }) {
		return effect{adds, p.global(g, s.path, s.owner)}
	}
	if len(callees) == 0 && !call.Common().IsInvoke() {
		return p.optionEffect(call, s)
	}
	for _, c := range callees {
		own := InCode(c.Fn)
		if !own && c.Method == nil {
			continue
		}
		for i, arg := range args {
			if own && i >= len(c.Fn.Params) || !reference(arg.Type()) {
				continue
			}
			written := func(path string) value.Set { return p.left(c.Method, i, path) }
			if own {
				written = func(path string) value.Set { return p.storedBelow(c.Fn, c.Fn.Params[i], path) }
			}
			if e, ok := p.calleeEffect(c, call, arg, written, value.Symbol{Kind: value.Param, Index: i}, s); ok {
				return e
			}
		}
		if !own || c.Closure == nil || !strings.HasSuffix(s.path, Built) || !calledOnce(c.Closure) {
			continue
		}
		for i, b := range c.Closure.Bindings {
			written := func(path string) value.Set { return p.storedBelow(c.Fn, c.Fn.FreeVars[i], path) }
			if e, ok := p.calleeEffect(c, call, b, written, value.Symbol{Kind: value.Free, Index: i}, s); ok {
				return e
			}
		}
	}
	return p.configEffect(fn, args, s)
}

// left returns what a function of another package leaves at path below what its
// parameter i points to: a token where it decodes an answer that has one.
func (p *Package) left(fn *types.Func, i int, path string) value.Set {
	v := p.resolver.Written(fn, i, path)
	if len(v.Alts) == 0 && !strings.HasSuffix(path, Keys) {
		return p.resolver.Written(fn, i, Token)
	}
	return v
}

// changes reports whether fn, or what it runs, writes a variable of the package.
func (p *Package) changes(fn *ssa.Function, g *ssa.Global) bool {
	if p.setters[g] == nil {
		p.setters[g] = p.settersOf(g)
	}
	return p.setters[g][fn]
}

// settersOf returns the functions of the package that write a variable, or
// name one that does.
func (p *Package) settersOf(g *ssa.Global) map[*ssa.Function]bool {
	out := map[*ssa.Function]bool{}
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || out[fn] {
			return
		}
		out[fn] = true
		for _, by := range p.namedBy()[fn] {
			add(by)
		}
	}
	for _, w := range p.globals[g] {
		add(w.at.Parent())
	}
	return out
}

// namedBy maps each function of the package to those whose code names it.
func (p *Package) namedBy() map[*ssa.Function][]*ssa.Function {
	if p.names == nil {
		p.names = map[*ssa.Function][]*ssa.Function{}
		for by := range p.funcs {
			for _, b := range by.Blocks {
				for _, instr := range b.Instrs {
					for _, op := range instr.Operands(nil) {
						if fn, ok := (*op).(*ssa.Function); ok {
							if o := fn.Origin(); o != nil {
								fn = o
							}
							p.names[fn] = append(p.names[fn], by)
						}
					}
				}
			}
		}
	}
	return p.names
}

// calleeEffect tells what a callee does to the place that s looks for, which
// it has as one of its parameters or captured variables, its own symbol:
// written says what it stores at a path below that.
func (p *Package) calleeEffect(c Callee, call ssa.CallInstruction, arg ssa.Value, written func(path string) value.Set, own value.Symbol, s *scan) (effect, bool) {
	r := p.root(arg)
	if r.v != s.root {
		return effect{}, false
	}
	rest, ok := below(s.path, r.path)
	if !ok {
		return effect{}, false
	}
	v := written(rest)
	if len(v.Alts) == 0 {
		return effect{}, false
	}
	w := passage{call, s.root}
	if !p.enter(w) {
		return effect{}, false
	}
	defer p.leave(w)
	kind := adds
	if strings.HasSuffix(rest, Built) {
		kind = replaces
	}
	now := v.Subst(func(sym value.Symbol) (value.Set, bool) {
		// What the callee reads of the very place that it writes is the old
		// value.
		if sym.Kind == own.Kind && sym.Index == own.Index && sym.Path == rest {
			return s.before(call.Block(), indexOf(call)), true
		}
		return p.Argument(sym, c, call)
	})
	return effect{kind, filled(now, v, s.path)}, true
}

// optionEffect tells what a call of an unknown function value does: a
// functional option that a caller passes, say.
func (p *Package) optionEffect(call ssa.CallInstruction, s *scan) effect {
	for i, arg := range call.Common().Args {
		r := p.root(arg)
		if r.v != s.root || !reference(arg.Type()) {
			continue
		}
		rest, ok := below(s.path, r.path)
		if !ok {
			continue
		}
		if v := p.Read(call.Common().Value, "("+itoa(i)+")"+rest, s.owner, call); len(v.Alts) > 0 {
			return effect{sets, v}
		}
	}
	return effect{}
}

// appended evaluates append(a, b...).
func (p *Package) appended(c *ssa.Call, path, owner string, at ssa.Instruction) value.Set {
	args := c.Call.Args
	if len(args) < 2 {
		return p.Read(args[0], path, owner, at)
	}
	if rest, ok := below(path, "[*]"); ok {
		return value.Join(p.Read(args[0], "[*]"+rest, owner, c), p.Read(args[1], "[*]"+rest, owner, c))
	}
	return value.Unknown("a slice that grows")
}

// elements returns the elements of a slice whose length is known.
func (p *Package) elements(v ssa.Value, at ssa.Instruction) ([]value.Set, bool) {
	v = p.variable(v)
	switch x := v.(type) {
	case *ssa.Const:
		return nil, x.Value == nil
	case *ssa.Slice:
		alloc, ok := x.X.(*ssa.Alloc)
		if !ok || x.Low != nil || x.High != nil {
			return nil, false
		}
		arr, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
		if !ok || arr.Len() > value.MaxPieces {
			return nil, false
		}
		var out []value.Set
		for i := range arr.Len() {
			out = append(out, p.Read(alloc, "["+itoa(int(i))+"]", "", at))
		}
		return out, true
	case *ssa.Call:
		if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(x.Call.Args) == 2 {
			first, ok := p.elements(x.Call.Args[0], x)
			if !ok {
				return nil, false
			}
			second, ok := p.elements(x.Call.Args[1], x)
			return append(first, second...), ok
		}
	case *ssa.UnOp:
		// A package variable that is written once.
		if g, ok := x.X.(*ssa.Global); ok && len(p.globals[g]) == 1 {
			if w := p.globals[g][0]; w.path == "" && w.value != nil && w.value != v {
				out, ok := p.elements(w.value, w.at)
				for i := range out {
					out[i] = p.local(out[i], w.at.Parent())
				}
				return out, ok
			}
		}
	}
	return nil, false
}
