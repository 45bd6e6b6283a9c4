package eval

import (
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// A function is what the evaluator keeps of one function.
type function struct {
	fn      *ssa.Function
	effects map[ssa.Value][]ssa.Instruction // what may change memory below a root
}

func (p *Package) function(fn *ssa.Function) *function { return p.funcs[fn] }

// index notes what each instruction of fn may change.
func (p *Package) index(fn *ssa.Function) {
	f := &function{fn: fn, effects: map[ssa.Value][]ssa.Instruction{}}
	p.funcs[fn] = f
	note := func(v ssa.Value, at ssa.Instruction) place {
		r := p.root(v)
		if list := f.effects[r.v]; len(list) == 0 || list[len(list)-1] != at {
			f.effects[r.v] = append(list, at)
		}
		return r
	}
	store := func(r place, val ssa.Value, at ssa.Instruction) {
		if g, ok := r.v.(*ssa.Global); ok {
			p.globals[g] = append(p.globals[g], write{path: r.path, value: val, at: at})
		}
		if f, ok := (value.Symbol{Path: r.path, Owner: r.owner}).Field(); ok {
			p.fields[f.Name] = append(p.fields[f.Name], write{value: val, at: at})
		}
		if outer, rest := outerField(r.v.Type(), r.path); rest != "" {
			p.fields[outer] = append(p.fields[outer], write{path: rest, value: val, at: at})
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch i := instr.(type) {
			case *ssa.Store:
				if p.naming(i) {
					continue
				}
				store(note(i.Addr, i), i.Val, i)
				p.defineField(i)
			case *ssa.MapUpdate:
				r := note(i.Map, i)
				store(place{v: r.v, path: r.path + element(i.Key)}, i.Value, i)
			case ssa.CallInstruction:
				args := operands(i.Common())
				for _, arg := range args {
					if reference(arg.Type()) {
						note(arg, i)
					}
				}
				if row := p.rows.Any(callee(i.Common())); row != nil {
					for _, st := range row.Stores {
						if t := st.Dest.Terms[0]; t.Arg < len(args) {
							p.keep(note(args[t.Arg], i), st, i)
						}
					}
					for _, d := range row.Defines {
						p.defined = append(p.defined, definition{d, args, i})
					}
				}
			case *ssa.MakeClosure:
				for _, b := range i.Bindings {
					note(b, i)
				}
			}
		}
	}
}

// outerField names the field of a declared struct with which a path begins,
// where it goes on to a field of what lies there.
func outerField(t types.Type, path string) (field, rest string) {
	first, rest := step(path)
	owner := typeName(deref(t))
	if owner == "" || !strings.HasPrefix(first, ".") || !strings.HasPrefix(rest, ".") || strings.ContainsAny(path, "[($") {
		return "", ""
	}
	return owner + first, rest
}

// Within returns what the code stores below the field of a parameter or captured
// variable that a symbol goes through, where it goes through one: a struct that several others
// hold keeps something else in each. The field has the name.
func (p *Package) Within(fn *ssa.Function, sym value.Symbol) (field string, stored func() []Stored) {
	var t types.Type
	switch {
	case sym.Kind == value.Param && sym.Index < len(fn.Params):
		t = fn.Params[sym.Index].Type()
	case sym.Kind == value.Free && sym.Index < len(fn.FreeVars):
		t = deref(fn.FreeVars[sym.Index].Type()) // the variable's address
	default:
		return "", nil
	}
	outer, rest := outerField(t, sym.Path)
	if rest == "" {
		return "", nil
	}
	return outer, func() []Stored { return p.StoredIn(outer, rest) }
}

// keep notes what a function of the senders' table leaves in a package
// variable, or in an object that a struct field holds.
func (p *Package) keep(r place, st send.Store, at ssa.CallInstruction) {
	path := st.Dest.Terms[0].Path
	src := st.Value
	if g, ok := r.v.(*ssa.Global); ok {
		p.globals[g] = append(p.globals[g], write{path: r.path + path, source: &src, at: at})
	}
	if f, ok := (value.Symbol{Path: r.path, Owner: r.owner}).Field(); ok {
		p.fields[f.Name] = append(p.fields[f.Name], write{path: path, source: &src, at: at})
	}
}

// reference reports whether a callee can change what lies behind a t.
func reference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return true
	}
	return false
}

// operands are a call's arguments, a receiver first.
func operands(c *ssa.CallCommon) []ssa.Value {
	if c.IsInvoke() {
		return append([]ssa.Value{c.Value}, c.Args...)
	}
	return c.Args
}

// A place is memory: what lies at path below a root value.
type place struct {
	v     ssa.Value
	path  string
	owner string // struct type that declares the last field of path
}

// root follows v back through everything that only selects, converts or
// passes on.
func (p *Package) root(v ssa.Value) place {
	for range 64 {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.TypeAssert:
			v = x.X
		case *ssa.Convert:
			if !stringLike(x.X.Type()) || !stringLike(x.Type()) {
				return place{v: v}
			}
			v = x.X
		case *ssa.Slice:
			if isString(x.X.Type()) {
				return place{v: v}
			}
			v = x.X
		case *ssa.Extract:
			if t, ok := x.Tuple.(*ssa.TypeAssert); ok && x.Index == 0 {
				v = t.X
				continue
			}
			return place{v: v}
		case *ssa.UnOp:
			if x.Op.String() != "*" {
				return place{v: v}
			}
			v = x.X
		case *ssa.FieldAddr:
			r := p.root(x.X)
			name, owner := fieldOf(x.X.Type(), x.Field)
			return place{r.v, r.path + "." + name, owner}
		case *ssa.Field:
			r := p.root(x.X)
			name, owner := fieldOf(x.X.Type(), x.Field)
			return place{r.v, r.path + "." + name, owner}
		case *ssa.IndexAddr:
			r := p.root(x.X)
			return place{v: r.v, path: r.path + element(x.Index)}
		case *ssa.Index:
			if isString(x.X.Type()) {
				return place{v: v}
			}
			r := p.root(x.X)
			return place{v: r.v, path: r.path + element(x.Index)}
		case *ssa.Call:
			arg, path, ok := p.passedOn(x)
			if !ok {
				return place{v: v}
			}
			if path != "" {
				r := p.root(arg)
				return place{v: r.v, path: r.path + path}
			}
			v = arg
		case *ssa.Phi:
			// A loop that only passes a value round is that value.
			var only ssa.Value
			for _, e := range x.Edges {
				if e == x || e == only {
					continue
				}
				if only != nil {
					return place{v: v}
				}
				only = e
			}
			if only == nil {
				return place{v: v}
			}
			v = only
		case *ssa.Alloc:
			held := p.held(x)
			if held == nil {
				return place{v: v}
			}
			v = held
		default:
			return place{v: v}
		}
	}
	return place{v: v}
}

// passedOn returns the argument that a call returns as it is, or that what it
// returns lies in, at path.
func (p *Package) passedOn(c *ssa.Call) (arg ssa.Value, path string, ok bool) {
	args := operands(&c.Call)
	fn := callee(&c.Call)
	if fn == nil {
		return nil, "", false
	}
	if row := p.rows.Any(fn); row != nil && row.Returns != nil {
		if t := row.Returns.Terms[0]; t.Arg < len(args) {
			return args[t.Arg], t.Path, true
		}
	}
	// auth0.String, aws.String and their like.
	if sig := fn.Type().(*types.Signature); len(args) == 1 && sig.Results().Len() == 1 && sig.Recv() == nil && fn.Pkg() != p.pkg.Pkg {
		if ptr, ok := c.Type().Underlying().(*types.Pointer); ok && types.Identical(ptr.Elem(), args[0].Type()) {
			if _, basic := ptr.Elem().Underlying().(*types.Basic); basic {
				return args[0], "", true
			}
		}
	}
	return nil, "", false
}

// callee returns the declared function or interface method that a call names.
func callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		if obj, ok := fn.Object().(*types.Func); ok {
			return obj
		}
		if o := fn.Origin(); o != nil {
			if obj, ok := o.Object().(*types.Func); ok {
				return obj
			}
		}
	}
	return nil
}

func stringLike(t types.Type) bool {
	if isString(t) {
		return true
	}
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

// fieldOf names field i of a struct or pointer to one, and the named type that
// declares it.
func fieldOf(t types.Type, i int) (name, owner string) {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || i >= s.NumFields() {
		return "?", ""
	}
	return s.Field(i).Name(), typeName(t)
}

// typeName names a declared type, "" for all others.
func typeName(t types.Type) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}

// A scan walks back from an instruction to whatever last wrote a place.
type scan struct {
	p      *Package
	f      *function
	root   ssa.Value
	path   string
	owner  string
	at     ssa.Instruction
	ends   map[*ssa.BasicBlock]value.Set
	active map[*ssa.BasicBlock]bool
}

func (p *Package) newScan(f *function, root ssa.Value, path string, at ssa.Instruction) *scan {
	return &scan{p: p, f: f, root: root, path: path, at: at, ends: map[*ssa.BasicBlock]value.Set{}, active: map[*ssa.BasicBlock]bool{}}
}

// before returns the place's value just before instruction i of block b.
func (s *scan) before(b *ssa.BasicBlock, i int) value.Set {
	def, _ := s.root.(ssa.Instruction)
	for i--; i >= 0; i-- {
		s.p.steps--
		instr := b.Instrs[i]
		if instr == def {
			return s.p.origin(s.root, s.path, s.owner, s.at)
		}
		e := s.p.effect(instr, s)
		switch e.kind {
		case replaces:
			return value.Join(e.value, s.since(b, i))
		case adds:
			return value.Join(e.value, s.before(b, i))
		case sets:
			return value.Join(e.value, nonEmpty(s.before(b, i)))
		case appends:
			return value.Concat(s.before(b, i), e.value)
		}
	}
	if len(b.Preds) == 0 {
		return s.p.origin(s.root, s.path, s.owner, s.at)
	}
	var sets []value.Set
	for _, pred := range b.Preds {
		// Most ways lead back to the same place.
		if v := s.end(pred); !slices.ContainsFunc(sets, v.Same) {
			sets = append(sets, v)
		}
	}
	if len(sets) == 1 {
		return grown(sets[0])
	}
	return grown(value.Join(sets...))
}

func (s *scan) end(b *ssa.BasicBlock) value.Set {
	if v, ok := s.ends[b]; ok {
		return v
	}
	if s.active[b] {
		if strings.HasSuffix(s.path, Built) {
			return value.Unknown("a loop")
		}
		return value.Set{}
	}
	if s.p.tooMuch() {
		return value.Unknown("a long computation")
	}
	s.active[b] = true
	v := s.before(b, len(b.Instrs))
	delete(s.active, b)
	s.ends[b] = v
	return v
}

// since returns what function literals may have put into the place after
// instruction i of block b wrote it: those that capture it, and run later.
func (s *scan) since(b *ssa.BasicBlock, i int) value.Set {
	var sets []value.Set
	for _, instr := range s.f.effects[s.root] {
		m, ok := instr.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		if e := s.p.closureEffect(m, s); e.kind != none && s.runs(b, i) {
			sets = append(sets, e.value)
		}
	}
	return value.Join(sets...)
}

// runs reports whether anything that can call a function literal stands
// between instruction i of block b and the one that asks.
func (s *scan) runs(b *ssa.BasicBlock, i int) bool {
	if s.at.Block() == b && indexOf(s.at) > i {
		return slices.ContainsFunc(b.Instrs[i+1:indexOf(s.at)], s.p.mayRun)
	}
	return slices.ContainsFunc(s.f.fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, s.p.mayRun)
	})
}

// mayRun reports whether an instruction can run a function literal of the
// package.
func (p *Package) mayRun(instr ssa.Instruction) bool {
	switch i := instr.(type) {
	case *ssa.RunDefers:
		return true
	case ssa.CallInstruction:
		c := i.Common()
		if _, builtin := c.Value.(*ssa.Builtin); builtin || c.IsInvoke() {
			return false
		}
		if fn := c.StaticCallee(); fn == nil || fn.Pkg == p.pkg || fn.Parent() != nil {
			return true
		}
		return slices.ContainsFunc(c.Args, func(a ssa.Value) bool {
			_, is := a.Type().Underlying().(*types.Signature)
			return is
		})
	}
	return false
}

type effectKind int

const (
	none     effectKind = iota
	replaces            // the value is the new one
	adds                // the value is a further possibility
	sets                // the value takes the place of an empty one
	appends             // the value is added to the end of a text
)

type effect struct {
	kind  effectKind
	value value.Set
}

// effect tells what an instruction does to the place that s looks for.
func (p *Package) effect(instr ssa.Instruction, s *scan) effect {
	switch i := instr.(type) {
	case *ssa.Store:
		r := p.root(i.Addr)
		if r.v != s.root || p.naming(i) {
			return effect{}
		}
		return p.written(i, r.path, i.Val, s)
	case *ssa.MapUpdate:
		r := p.root(i.Map)
		if r.v != s.root {
			return effect{}
		}
		return p.written(i, r.path+p.keyOf(i), i.Value, s)
	case *ssa.MakeClosure:
		return p.closureEffect(i, s)
	case ssa.CallInstruction:
		return p.callEffect(i, s)
	}
	return effect{}
}

func (p *Package) written(at ssa.Instruction, path string, val ssa.Value, s *scan) effect {
	rest, ok := below(s.path, path)
	if !ok {
		if at, all, ok := strings.Cut(s.path, joining); ok && all != "" && strings.HasPrefix(path, at+"[") {
			return effect{replaces, value.Unknown(joinedStrings)} // one of the elements
		}
		return effect{}
	}
	when := s.at
	if !reference(val.Type()) || rest == "" {
		when = at
	}
	if rest == "" && selfConcat(val, s.root) {
		when = at
	}
	v := p.Read(val, rest, s.owner, when)
	if strings.Contains(path, "[*]") || strings.Contains(s.path, "[*]") {
		return effect{adds, v}
	}
	return effect{replaces, v}
}

// selfConcat reports whether val is computed from what root holds.
func selfConcat(val, root ssa.Value) bool {
	b, ok := val.(*ssa.BinOp)
	return ok && (b.X == root || b.Y == root)
}

// A passage is an object that goes into a call, or that a function literal
// captures. A question leads through each once: in a loop, what a call makes of
// an object was made of what it made of it before.
type passage struct {
	at   ssa.Instruction
	root ssa.Value
}

// closureEffect joins what a function literal stores in the variables that it
// captures; whether and when it runs is not known.
func (p *Package) closureEffect(m *ssa.MakeClosure, s *scan) effect {
	fn, ok := m.Fn.(*ssa.Function)
	if !ok || strings.HasSuffix(s.path, Built) && calledOnce(m) {
		return effect{} // it is the call that writes the text
	}
	w := passage{m, s.root}
	if !p.enter(w) {
		return effect{}
	}
	defer p.leave(w)
	for i, b := range m.Bindings {
		r := p.root(b)
		if r.v != s.root || i >= len(fn.FreeVars) {
			continue
		}
		rest, ok := below(s.path, r.path)
		if !ok {
			continue
		}
		v := p.storedBelow(fn, fn.FreeVars[i], rest)
		if len(v.Alts) == 0 {
			continue
		}
		return effect{adds, filled(p.bind(v, m, s.at), v, s.path)}
	}
	return effect{}
}

// filled is what a callee leaves in a place, in the caller's symbols: where that
// is nothing after all, since what it decodes holds no token, it is not known.
func filled(now, inside value.Set, path string) value.Set {
	if len(now.Alts) == 0 && len(inside.Alts) > 0 && !strings.HasSuffix(path, Token) && !strings.HasSuffix(path, Keys) {
		return value.Unknown("what is decoded")
	}
	return now
}

// calledOnce reports whether a function literal runs where it is made and
// nowhere else.
func calledOnce(m *ssa.MakeClosure) bool {
	refs := m.Referrers()
	if refs == nil || len(*refs) != 1 {
		return false
	}
	call, ok := (*refs)[0].(*ssa.Call)
	return ok && call.Call.Value == m
}

// bind replaces a function literal's captured variables by what they hold
// where it is made.
func (p *Package) bind(v value.Set, m *ssa.MakeClosure, at ssa.Instruction) value.Set {
	return v.Subst(func(sym value.Symbol) (value.Set, bool) {
		if sym.Kind == value.Free && sym.Index < len(m.Bindings) {
			if m.Parent() == at.Parent() {
				return p.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, at), true
			}
			return p.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), true
		}
		if sym.Kind == value.Param {
			if c, call := p.handedAt(m); call != nil {
				return p.Argument(sym, c, call)
			}
			return value.Unknown("parameter " + sym.String() + " of a function literal"), true
		}
		return value.Set{}, false
	})
}

// storedBelow joins what fn stores at path below one of its parameters or
// captured variables, in fn's symbols.
func (p *Package) storedBelow(fn *ssa.Function, root ssa.Value, path string) value.Set {
	f := p.function(fn)
	if f == nil {
		return value.Set{}
	}
	key := struct {
		root ssa.Value
		path string
		kind string
	}{root, path, "stored"}
	if known, ok := p.stored[storedKey{root, path}]; ok {
		return known
	}
	if p.tooMuch() || !p.enter(key) {
		return value.Set{}
	}
	defer p.leave(key)
	out := p.collectStored(f, root, path)
	// An answer that was cut short is not one for the next question.
	if p.steps > 0 {
		p.stored[storedKey{root, path}] = out
	}
	return out
}

// Written returns what fn leaves at path below what its parameter i points to,
// or gives the function that it is, in fn's symbols.
func (p *Package) Written(fn *ssa.Function, i int, path string) value.Set {
	if p.depth == 0 {
		p.begin()
	}
	if n, rest, ok := yielded(path); ok {
		return p.given(fn, fn.Params[i], n, rest, "", maxHelpers)
	}
	return p.storedBelow(fn, fn.Params[i], path)
}

// storedKey is a question of storedBelow. Functions that hand an object round
// are asked it over and over.
type storedKey struct {
	root ssa.Value
	path string
}

func (p *Package) collectStored(f *function, root ssa.Value, path string) value.Set {
	var sets []value.Set
	if strings.HasSuffix(path, Built) {
		// A text grows: what counts is the whole of it at the end.
		for _, ret := range Returns(f.fn) {
			b := ret.Block()
			s := p.newScan(f, root, path, ret)
			sets = append(sets, s.before(b, len(b.Instrs)-1))
		}
		return value.Join(sets...)
	}
	for _, instr := range f.effects[root] {
		if p.steps--; p.tooMuch() {
			break
		}
		s := p.newScan(f, root, path, instr)
		if e := p.effect(instr, s); e.kind != none {
			sets = append(sets, e.value)
		}
	}
	return value.Join(sets...)
}

// Root returns the value that v is taken from, and the path to it.
func (p *Package) Root(v ssa.Value) (ssa.Value, string) {
	r := p.root(v)
	if x, ok := r.v.(*ssa.Extract); ok {
		if c, ok := x.Tuple.(*ssa.Call); ok {
			return c, r.path
		}
	}
	return r.v, r.path
}

// Part returns what lies at path below v where a function of the senders'
// table put one of its arguments there, and v itself otherwise.
func (p *Package) Part(v ssa.Value, path string) ssa.Value {
	root, at := p.Root(v)
	call, ok := root.(*ssa.Call)
	if !ok || at != "" || path == "" {
		return v
	}
	row, args := p.rows.Any(callee(&call.Call)), operands(&call.Call)
	if row == nil {
		return v
	}
	for _, r := range row.Results {
		if r.Path != path || len(r.Value.Terms) != 1 {
			continue
		}
		if t := r.Value.Terms[0]; !t.Literal && !t.Strings && t.Path == "" && t.Arg < len(args) {
			return args[t.Arg]
		}
	}
	return v
}

// FieldName names the struct field that an instruction addresses
// ("import/path.Type.field"), "" for a field of an undeclared type.
func FieldName(fa *ssa.FieldAddr) string {
	name, owner := fieldOf(fa.X.Type(), fa.Field)
	if owner == "" {
		return ""
	}
	return owner + "." + name
}

// Fields lists the struct fields that the package stores anything in that can
// be a string or a URL, sorted.
func (p *Package) Fields() []string {
	var out []string
	for f, ws := range p.fields {
		if ws[0].value != nil && textual(ws[0].value.Type()) {
			out = append(out, f)
		}
	}
	sort.Strings(out)
	return out
}

// textual reports whether a value's text can be of interest.
func textual(t types.Type) bool {
	return stringLike(deref(t)) || isURL(t)
}

// StoresOf returns what fn and the function literals in it store in fields
// that can hold a string or a URL. The fields of URLs and requests are left out:
// all objects of such a type have little in common.
func (p *Package) StoresOf(fn *ssa.Function) []FieldStore {
	var out []FieldStore
	add := func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				s, ok := instr.(*ssa.Store)
				if !ok || !textual(s.Val.Type()) {
					continue
				}
				if fa, ok := s.Addr.(*ssa.FieldAddr); ok {
					if name := FieldName(fa); name != "" && !strings.HasPrefix(name, "net/") {
						out = append(out, FieldStore{name, Stored{Fn: fn, Value: p.Read(s.Val, "", "", s), At: s}})
					}
				}
			}
		}
	}
	add(fn)
	for _, lit := range fn.AnonFuncs {
		add(lit)
	}
	return out
}

// A FieldStore is a value that a function stores in the named field.
type FieldStore struct {
	Field string
	Stored
}

// Global returns what the package stores in one of its variables.
func (p *Package) Global(g *ssa.Global, path, owner string) value.Set {
	return p.global(g, path, owner)
}
