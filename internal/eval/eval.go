// Package eval works out what strings of a program can be: from SSA to value
// sets, on demand, backwards from the place that asks. It follows one package;
// of functions and variables that are declared elsewhere it asks a Resolver.
//
// It knows Go and the parts of the standard library that make strings and
// URLs. It knows neither Auth0 nor facts.
package eval

import (
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// A Resolver answers for what other packages declare. Answers are in the
// callee's own symbols.
type Resolver interface {
	// Result returns what lies at path below result i of fn.
	Result(fn *types.Func, i int, path, owner string) (value.Set, bool)
	// Written returns what fn leaves at path below what its parameter i, a
	// receiver first, points to, in fn's symbols.
	Written(fn *types.Func, i int, path string) value.Set
	// Global returns what lies at path below a variable of another package.
	Global(v *types.Var, path, owner string) (value.Set, bool)
}

// A Package evaluates the functions of one package. It is not safe for
// concurrent use.
type Package struct {
	// Behind returns the row of what stands behind a call of an interface
	// method, or nil; it may be unset.
	Behind func(*ssa.CallCommon) *send.Row
	// Brief is for code of which little is of interest: a question that is not
	// answered soon stays open.
	Brief bool

	rows     *send.Table
	resolver Resolver
	pkg      *ssa.Package
	funcs    map[*ssa.Function]*function
	results  map[resultKey]value.Set
	stored   map[storedKey]value.Set
	globals  map[*ssa.Global][]write
	fields   map[string][]write
	defined  []definition
	methods  map[string][]*ssa.Function // by name
	setters  map[*ssa.Global]map[*ssa.Function]bool
	cells    map[*ssa.Alloc]ssa.Value          // answers of held
	granted  int                               // steps of the question at hand
	spent    int                               // steps of those before
	running  map[*ssa.Parameter]bool           // answers of runs
	names    map[*ssa.Function][]*ssa.Function // by a function that they name
	asked
}

type resultKey struct {
	fn   *ssa.Function
	i    int
	path string
}

// A write is an instruction that stores a value at path below a variable or
// in what a field holds: an SSA value, or what the senders' table says of a
// call.
type write struct {
	path   string
	value  ssa.Value
	source *send.Source
	at     ssa.Instruction
}

// New returns an evaluator for the functions, which are all those of pkg,
// function literals included.
func New(pkg *ssa.Package, functions []*ssa.Function, rows *send.Table, r Resolver) *Package {
	p := &Package{
		rows: rows, resolver: r, pkg: pkg,
		funcs:   map[*ssa.Function]*function{},
		results: map[resultKey]value.Set{},
		stored:  map[storedKey]value.Set{},
		globals: map[*ssa.Global][]write{},
		fields:  map[string][]write{},
		methods: map[string][]*ssa.Function{},
		setters: map[*ssa.Global]map[*ssa.Function]bool{},
		cells:   map[*ssa.Alloc]ssa.Value{},
		running: map[*ssa.Parameter]bool{},
		asked:   newAsked(),
	}
	for _, fn := range functions {
		p.index(fn)
		if fn.Signature.Recv() != nil {
			p.methods[fn.Name()] = append(p.methods[fn.Name()], fn)
		}
	}
	return p
}

// Read returns what lies at path below v when at runs; with an empty path, v
// itself. The symbols of the answer belong to at's function.
func (p *Package) Read(v ssa.Value, path, owner string, at ssa.Instruction) value.Set {
	if p.depth == 0 {
		p.begin()
	}
	p.depth++
	p.steps--
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		p.leans = spent
	}
	if p.depth > maxDepth || p.tooMuch() {
		s := value.Unknown("a long computation")
		s.Cut = true
		return s
	}
	return p.answer(question{v, path, owner, at}, func() value.Set { return p.read(v, path, owner, at) })
}

func (p *Package) read(v ssa.Value, path, owner string, at ssa.Instruction) value.Set {
	if path == "" && isURL(v.Type()) {
		path = ".$url"
	}
	if s, ok := p.joined(v, path, at); ok {
		return s
	}
	if path == Keys {
		return p.keysOf(v, at)
	}
	if path == Response {
		return p.response(v, at)
	}
	if prefix, step, ok := partsStep(path); ok {
		return p.partsAt(v, prefix, step, at)
	}
	if path == Token {
		if s, ok := p.carried(v, at); ok {
			return s
		}
	}
	r := p.root(v)
	if path == "" || !value.Anchored(path, owner) {
		owner = value.Anchor(r.owner, path)
	}
	at = moment(v, at)
	return p.memory(r.v, r.path+path, owner, at)
}

// moment returns when the value of v was read: a string or struct keeps what
// its memory held then, a pointer shows what its memory holds when asked.
func moment(v ssa.Value, at ssa.Instruction) ssa.Instruction {
	for {
		switch x := v.(type) {
		case *ssa.ChangeType:
			v = x.X
		case *ssa.Convert:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.Field:
			v = x.X
		case *ssa.UnOp:
			if !reference(x.Type()) {
				return x
			}
			return at
		default:
			return at
		}
	}
}

// memory returns what lies at path below root when at runs.
func (p *Package) memory(root ssa.Value, path, owner string, at ssa.Instruction) value.Set {
	if prefix, ok := strings.CutSuffix(path, ".$url"); ok && p.assembled(root, prefix) {
		return p.assemble(root, prefix, at)
	}
	f := p.function(parent(root, at))
	if f == nil || len(f.effects[root]) == 0 || at.Parent() != f.fn {
		return p.origin(root, path, owner, at)
	}
	s := p.newScan(f, root, path, at)
	s.owner = owner
	return s.before(at.Block(), indexOf(at))
}

// origin returns what root holds at path before any instruction of its own
// function changes it.
func (p *Package) origin(root ssa.Value, path, owner string, at ssa.Instruction) value.Set {
	key := struct {
		v    ssa.Value
		path string
	}{root, path}
	if !p.enter(key) {
		if path == "" || strings.HasPrefix(path, joining) {
			// What is made of its own earlier value: the code runs again.
			switch root.(type) {
			case *ssa.Phi:
				return value.Unknown(aLoop)
			case *ssa.BinOp, *ssa.Call:
				if isString(root.Type()) {
					return value.Unknown(aLoop)
				}
			}
		}
		return value.Set{}
	}
	defer p.leave(key)

	switch v := root.(type) {
	case *ssa.Const:
		return constantSet(v, path)
	case *ssa.Parameter:
		return value.Of(value.Symbol{Kind: value.Param, Index: paramIndex(v), Name: v.Name()}.At(path, owner))
	case *ssa.FreeVar:
		return value.Of(value.Symbol{Kind: value.Free, Index: freeIndex(v), Name: v.Name()}.At(path, owner))
	case *ssa.Global:
		return p.global(v, path, owner)
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice:
		return zero(path)
	case *ssa.Phi:
		var sets []value.Set
		for i, e := range v.Edges {
			pred := v.Block().Preds[i]
			sets = append(sets, p.Read(e, path, owner, pred.Instrs[len(pred.Instrs)-1]))
		}
		return grown(value.Join(sets...))
	case *ssa.BinOp:
		if v.Op == token.ADD && path == "" && isString(v.Type()) {
			return value.Concat(p.Read(v.X, "", "", v), p.Read(v.Y, "", "", v))
		}
	case *ssa.MakeClosure, *ssa.Function:
		if n, rest, ok := yielded(path); ok {
			return p.yields(v, n, rest, owner, at)
		}
		if rest, ok := strings.CutPrefix(path, called); ok {
			return p.returned(v, rest, owner, at)
		}
		if m, ok := v.(*ssa.MakeClosure); ok {
			return p.bind(p.storedThrough(m.Fn.(*ssa.Function), path), m, at)
		}
		return p.local(p.storedThrough(v.(*ssa.Function), path), v.(*ssa.Function))
	case *ssa.Call:
		return p.call(v, 0, path, owner, at)
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return p.call(c, v.Index, path, owner, at)
		}
		if l, ok := v.Tuple.(*ssa.Lookup); ok && v.Index == 0 {
			return p.Read(l.X, element(l.Index)+path, owner, at)
		}
		if n, ok := v.Tuple.(*ssa.Next); ok && v.Index == 2 {
			if r, ok := n.Iter.(*ssa.Range); ok {
				return p.Read(r.X, "[*]"+path, owner, at)
			}
		}
		if n, ok := v.Tuple.(*ssa.Next); ok && v.Index == 1 {
			if r, ok := n.Iter.(*ssa.Range); ok {
				return p.keys(r.X)
			}
		}
	case *ssa.Lookup:
		if _, ok := v.X.Type().Underlying().(*types.Map); ok {
			return p.Read(v.X, element(v.Index)+path, owner, at)
		}
	case *ssa.Slice:
		if path == "" && isString(v.Type()) {
			return p.slice(v)
		}
	}
	if strings.HasPrefix(path, "(") && !strings.HasPrefix(path, called) {
		return value.Set{} // a function that is not known stores nothing that is
	}
	if owner != "" {
		if f, ok := (value.Symbol{Path: path, Owner: owner}).Field(); ok {
			return value.Of(f)
		}
	}
	if strings.HasSuffix(path, Token) {
		return value.Set{}
	}
	return p.unknown(root, path)
}

// unknown says where a value comes from that nothing is known of.
func (p *Package) unknown(v ssa.Value, path string) value.Set {
	if strings.HasPrefix(path, joining) {
		return value.Unknown(joinedStrings)
	}
	return value.Unknown(p.describe(v))
}

// grown rewrites what a loop adds to its own value, which begins with the
// loop's hole: it begins as the value does before the loop.
func grown(s value.Set) value.Set {
	first := value.Unknown(aLoop)
	var start, out []value.Set
	grows := false
	for _, p := range s.Alts {
		one := value.Set{Alts: []value.Pattern{p}}
		if len(p) > 1 && p[0].Hole != nil && p[0].Hole.Symbol == first.Alts[0][0].Hole.Symbol {
			grows = true
			continue
		}
		start = append(start, one)
	}
	if !grows || len(start) == 0 {
		return s
	}
	for _, one := range start {
		out = append(out, one, value.Concat(one, first))
	}
	return value.Join(out...)
}

// aLoop is where the value of a variable comes from that a loop changes.
const aLoop = "a loop"

// storedThrough answers the path step "(n)": what a function value stores
// below its parameter n. Functional options are such values.
func (p *Package) storedThrough(fn *ssa.Function, path string) value.Set {
	first, rest := step(path)
	n, err := strconv.Atoi(strings.Trim(first, "()"))
	if err != nil || n >= len(fn.Params) {
		return value.Set{}
	}
	return p.storedBelow(fn, fn.Params[n], rest)
}

// slice evaluates s[low:high].
func (p *Package) slice(v *ssa.Slice) value.Set {
	s := p.Read(v.X, "", "", v)
	if v.High != nil {
		return value.Unknown("a part of a string")
	}
	low, ok := v.Low.(*ssa.Const)
	if !ok || low.Value == nil {
		return value.Unknown("a part of a string")
	}
	return s.Apply(value.Op{Name: value.From, A: low.Value.ExactString()})
}

// global joins everything that the package ever stores in a variable.
func (p *Package) global(g *ssa.Global, path, owner string) value.Set {
	name := g.RelString(nil)
	sym := value.Of(value.Symbol{Kind: value.Global, Name: name}.At(path, owner))
	if g.Pkg != p.pkg {
		if name == "os.Args" {
			return value.Unknown("os.Args")
		}
		v, ok := g.Object().(*types.Var)
		if !ok {
			return sym
		}
		if s, ok := p.resolver.Global(v, path, owner); ok {
			return s
		}
		return sym
	}
	var sets []value.Set
	for _, w := range p.globals[g] {
		if rest, ok := below(path, w.path); ok {
			sets = append(sets, p.local(p.writtenValue(w, rest, owner, Last(w.at)), w.at.Parent()))
		}
	}
	s := value.Join(sets...)
	if t, known := s.Literals(); len(sets) == 0 || path == "" && known && len(t) == 1 && t[0] == "" {
		return sym // an empty variable that no code sets is set by the linker
	}
	return s
}

// local replaces the parameters and captured variables of fn, which mean
// nothing outside of it.
func (p *Package) local(s value.Set, fn *ssa.Function) value.Set {
	return s.Subst(func(sym value.Symbol) (value.Set, bool) {
		if sym.Kind != value.Param && sym.Kind != value.Free {
			return value.Set{}, false
		}
		if f, ok := sym.Field(); ok {
			return value.Of(f), true
		}
		return value.Unknown("parameter " + sym.String() + " of " + fn.Name()), true
	})
}

// writtenValue returns what lies at path below a written value when at runs.
func (p *Package) writtenValue(w write, path, owner string, at ssa.Instruction) value.Set {
	if w.source == nil {
		return p.Read(w.value, path, owner, at)
	}
	call := w.at.(ssa.CallInstruction)
	return p.sourceAt(*w.source, path, operands(call.Common()), call)
}

// StoredIn returns what the package stores in a field ("import/path.Type.f"),
// or at path below what the field holds, each value with the function whose
// symbols it is in.
func (p *Package) StoredIn(field, path string) []Stored {
	var out []Stored
	for _, w := range p.fields[field] {
		if rest, ok := below(path, w.path); ok {
			out = append(out, Stored{Fn: w.at.Parent(), Value: p.writtenValue(w, rest, "", w.at), At: w.at})
		}
	}
	return out
}

// Stored is one value that a function stores in a field.
type Stored struct {
	Fn    *ssa.Function
	Value value.Set
	At    ssa.Instruction
}

// keys joins the keys of a map that is ranged over.
func (p *Package) keys(m ssa.Value) value.Set {
	r := p.root(m)
	unknown := value.Unknown("the keys of a map")
	var sets []value.Set
	switch v := r.v.(type) {
	case *ssa.MakeMap, *ssa.Global:
	case *ssa.Call:
		sets = p.keysReturned(v, unknown)
	default:
		sets = append(sets, unknown) // others put keys in as well
	}
	if g, ok := r.v.(*ssa.Global); ok {
		for _, w := range p.globals[g] {
			if u, ok := w.at.(*ssa.MapUpdate); ok && strings.HasPrefix(w.path, r.path+"[") {
				sets = append(sets, p.keyIn(u))
			} else if w.path == r.path && w.value != nil {
				sets = append(sets, p.keysPut(p.root(w.value).v, w.at.Parent())...)
			}
		}
	} else {
		sets = append(sets, p.keysPut(r.v, m.Parent())...)
	}
	if len(sets) == 0 {
		return unknown
	}
	return value.Join(sets...)
}

// keysReturned lists the keys of the maps that functions of the package return.
func (p *Package) keysReturned(c *ssa.Call, unknown value.Set) []value.Set {
	key := struct {
		v    ssa.Value
		kind string
	}{c, "keys"}
	if !p.enter(key) {
		return nil
	}
	defer p.leave(key)
	var sets []value.Set
	for _, callee := range p.Callees(&c.Call) {
		if !InCode(callee.Fn) {
			return []value.Set{unknown}
		}
		for _, ret := range Returns(callee.Fn) {
			if len(ret.Results) == 1 {
				sets = append(sets, p.keys(ret.Results[0]))
			}
		}
	}
	if len(sets) == 0 {
		return []value.Set{unknown}
	}
	return sets
}

// keysPut lists the keys that a function puts into a map.
func (p *Package) keysPut(m ssa.Value, fn *ssa.Function) []value.Set {
	f := p.function(fn)
	if f == nil {
		return nil
	}
	var sets []value.Set
	for _, e := range f.effects[m] {
		if u, ok := e.(*ssa.MapUpdate); ok {
			sets = append(sets, p.keyIn(u))
		}
	}
	return sets
}

// keyIn is the key of an entry, which means the same in every function.
func (p *Package) keyIn(u *ssa.MapUpdate) value.Set {
	key := p.Read(unboxed(u.Key), "", "", u)
	_, basic := u.Key.Type().Underlying().(*types.Basic)
	if _, known := key.Literals(); !known || !basic {
		return value.Unknown("the keys of a map")
	}
	return key
}

// Results joins what fn returns as result i, in fn's symbols.
func (p *Package) Results(fn *ssa.Function, i int, path, owner string) (value.Set, bool) {
	if len(fn.Blocks) == 0 {
		return value.Set{}, false
	}
	key := resultKey{fn, i, path}
	if s, ok := p.results[key]; ok {
		return s, true
	}
	if !p.enter(key) {
		return value.Set{}, true
	}
	defer p.leave(key)
	var sets []value.Set
	var early value.Set // what a named result holds before anything is put into it
	for _, ret := range Returns(fn) {
		if i >= len(ret.Results) || failed(ret, i) {
			continue
		}
		s := p.Read(ret.Results[i], path, owner, ret)
		if t, ok := s.Literals(); ok && len(t) == 1 && t[0] == "" && bare(ret, i) {
			early = s
			continue
		}
		sets = append(sets, s)
	}
	if len(sets) == 0 {
		sets = append(sets, early)
	}
	s := value.Join(sets...)
	if p.depth < maxDepth/2 && p.steps > 0 {
		p.results[key] = s
	}
	return s, true
}

// Returns lists the places from which a function comes back to its caller, not
// counting a panic that it recovers from.
func Returns(fn *ssa.Function) []*ssa.Return {
	var out []*ssa.Return
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover {
			out = append(out, ret)
		}
	}
	return out
}

// bare reports whether a return hands out the variable of a named result beside
// an error.
func bare(ret *ssa.Return, i int) bool {
	n := len(ret.Results)
	if n < 2 || i == n-1 || ret.Results[n-1].Type().String() != "error" {
		return false
	}
	load, ok := ret.Results[i].(*ssa.UnOp)
	if !ok {
		return false
	}
	_, ok = load.X.(*ssa.Alloc)
	return ok
}

// failed reports whether a return leaves result i empty beside an error: no
// caller goes on with it.
func failed(ret *ssa.Return, i int) bool {
	n := len(ret.Results)
	if n < 2 || i == n-1 || ret.Results[n-1].Type().String() != "error" {
		return false
	}
	if c, ok := ret.Results[n-1].(*ssa.Const); ok && c.Value == nil {
		return false
	}
	c, ok := ret.Results[i].(*ssa.Const)
	return ok && (c.Value == nil || c.Value.Kind() == constant.String && constant.StringVal(c.Value) == "")
}

func constantSet(c *ssa.Const, path string) value.Set {
	if c.Value == nil || path != "" {
		return value.Set{}
	}
	switch c.Value.Kind() {
	case constant.String:
		s := constant.StringVal(c.Value)
		if len(s) > value.MaxText {
			return value.Unknown("a very long string")
		}
		return value.Text(s)
	case constant.Int:
		return value.Text(c.Value.ExactString())
	case constant.Bool:
		return value.Text(strconv.FormatBool(constant.BoolVal(c.Value)))
	}
	return value.Unknown("a number")
}

// zero is what fresh memory holds: strings are empty, everything else is
// nothing at all.
func zero(path string) value.Set {
	if strings.Contains(path, joining) {
		return value.Text("")
	}
	if strings.HasSuffix(path, "]") || strings.HasSuffix(path, Token) || strings.HasSuffix(path, Keys) {
		return value.Set{}
	}
	return value.Text("")
}

// element is the path step of an index or map key.
func element(index ssa.Value) string {
	if c, ok := index.(*ssa.Const); ok && c.Value != nil {
		switch c.Value.Kind() {
		case constant.String:
			return elementNamed(constant.StringVal(c.Value))
		case constant.Int:
			return "[" + c.Value.ExactString() + "]"
		}
	}
	return "[*]"
}

// elementNamed is the path step to the element of a map that has a name.
func elementNamed(name string) string {
	switch {
	case len(name) >= 100 || strings.ContainsAny(name, "[]"):
		return "[*]"
	case strings.EqualFold(name, "Authorization"):
		return authorization // names of headers ignore case
	}
	return "[" + name + "]"
}

// below returns what is left of path under prefix. A step [*] meets any
// element; all elements as one text are none.
func below(path, prefix string) (string, bool) {
	for prefix != "" {
		a, ra := step(path)
		b, rb := step(prefix)
		if a == "" {
			return "", false
		}
		if a != b && !(a == "[*]" && b[0] == '[' || b == "[*]" && a[0] == '[' && !strings.HasPrefix(a, joining)) {
			return "", false
		}
		path, prefix = ra, rb
	}
	return path, true
}

// step splits a path after its first step.
func step(path string) (first, rest string) {
	if path == "" {
		return "", ""
	}
	if path[0] == '[' {
		if i := strings.IndexByte(path, ']'); i >= 0 {
			return path[:i+1], path[i+1:]
		}
		return path, ""
	}
	if i := strings.IndexAny(path[1:], ".[("); i >= 0 {
		return path[:i+1], path[i+1:]
	}
	return path, ""
}

func paramIndex(v *ssa.Parameter) int {
	for i, q := range v.Parent().Params {
		if q == v {
			return i
		}
	}
	return 0
}

func freeIndex(v *ssa.FreeVar) int {
	for i, q := range v.Parent().FreeVars {
		if q == v {
			return i
		}
	}
	return 0
}

func parent(root ssa.Value, at ssa.Instruction) *ssa.Function {
	if fn := root.Parent(); fn != nil {
		return fn
	}
	return at.Parent()
}

// Last returns where the function of an instruction ends, or the instruction.
func Last(at ssa.Instruction) ssa.Instruction {
	if all := Returns(at.Parent()); len(all) > 0 {
		return all[len(all)-1]
	}
	return at
}

func indexOf(at ssa.Instruction) int {
	for i, instr := range at.Block().Instrs {
		if instr == at {
			return i
		}
	}
	return 0
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isURL reports whether t is net/url.URL or a pointer to it.
func isURL(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == "URL" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "net/url"
}
