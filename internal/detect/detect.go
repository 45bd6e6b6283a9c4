// Package detect turns what the engine knows of requests into calls of the
// Management API: which endpoint, on what evidence, reached from where. It
// joins the evaluator, the senders' table, the facts of other packages and the
// endpoint table; it knows no rules and no policy file.
package detect

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
	"github.com/scopevet/scopevet/policy"
)

// Input is one type-checked package and what is known of its imports.
type Input struct {
	Fset    *token.FileSet
	Files   []*ast.File
	Types   *types.Package
	Info    *types.Info
	Errors  []types.Error
	Imports *summary.Imports
	Rows    *send.Table
	Public  *send.Table // what hands values to people
	SDK     SDK
	Table   func() (*policy.Table, error) // the endpoints; not needed for most packages
	// Foreign marks a package of another module than the program's own.
	Foreign  bool
	FactOnly bool // nobody asks for more than the fact, which is the same

	wordless bool // a general package, and no text in it is part of the API's paths
}

// SDK answers for the methods of Auth0's SDK that have no row.
type SDK interface {
	// Newer says why a method of the SDK that looks like an API call has no
	// row, or "" for everything else.
	Newer(fn *types.Func) string
	// Types returns the SDK's client types that pkg can see, as pointers.
	Types(pkg *types.Package) []types.Type
}

// Level says how sure it is that a request goes to the Management API.
type Level int

const (
	// RuledOut: the host, or what the code around it says, is something else.
	RuledOut Level = iota
	// Possible: only the path matches.
	Possible
	// Likely: the code around the request speaks of Auth0.
	Likely
	// Certain: a tenant's host, or the SDK.
	Certain
)

// A Site is a place in the package at hand.
type Site struct {
	Pos, End token.Pos
	Frame    summary.Frame
	Fn       *ssa.Function
}

// A Call is a request whose endpoint is known.
type Call struct {
	Site
	Method   string
	Path     string // the table's template, or as written where the table does not know it
	Written  string // as the code writes it, with {} for holes
	Ops      []*policy.Operation
	Match    policy.Match
	Body     policy.Body
	Asked    []string // fields of the answer that the query names
	Token    Token
	Host     string // literal text of the host with {} for holes; "" where nothing is known
	Level    Level
	SDK      string
	Evidence []string
	Chain    []summary.Frame

	dropped bool // no caller is left that the call stands for
}

// An Unresolved is a request to the Management API that cannot be worked out.
type Unresolved struct {
	Site
	Method, Path string
	Level        Level
	Reason       string
	Chain        []summary.Frame
}

// A Reached is a call in another package that a call here leads to.
type Reached struct {
	Site
	Callee string
	summary.Reach
}

// A Node is a function in the graph of who reaches what.
type Node struct {
	Func  string
	Calls []int
	Edges []string
	Held  []string // those of Edges that stand there only because a value became an interface
}

// An Inventory is all that one package does with the Management API.
type Inventory struct {
	Calls      []Call
	Unresolved []Unresolved
	Reached    []Reached
	Bearers    []Bearer
	Requests   []TokenRequest
	Tokens     []TokenLiteral
	Secrets    []Secret
	Shown      []Shown
	Nodes      []Node
	Fact       *summary.Package
	Built      bool // with SSA
	Faults     []string
}

// Run takes the inventory of a package. The error is the table's.
func Run(in Input) (*Inventory, error) {
	words := newWords(in)
	left, fault := in.leave(words)
	if !left {
		return onlyPassed(&in), nil
	}
	table, err := in.Table()
	if err != nil {
		return nil, err
	}
	pkg, funcs, err := Build(in.Fset, in.Types, in.Files, in.Info, in.Errors...)
	if err != nil {
		inventory := onlyPassed(&in)
		inventory.Faults = []string{err.Error()}
		return inventory, nil
	}
	p := &pass{
		Input: in, Endpoint: table, SSA: pkg, Funcs: funcs, words: words,
		eval:      eval.New(pkg, funcs, in.Rows, in.Imports),
		infos:     map[*ssa.Function]*info{},
		answers:   map[outsideKey]value.Set{},
		reaches:   map[*ssa.Function][]summary.Reach{},
		kept:      map[*ssa.Function][]summary.Store{},
		templates: map[int]template{},
		refiners:  map[template]map[ssa.Instruction]bool{},
		handed:    map[template]map[ssa.Instruction]template{},
		partly:    map[template]bool{},
		exprs:     map[token.Pos]*ast.CallExpr{},
		hints:     map[hint]bool{},
		methods:   map[types.Type][]string{},
		naming:    map[*ssa.Function]bool{},
		ifaces:    map[ifaceMethod][]*send.Row{},
		out:       &Inventory{Fact: summary.NewPackage(), Built: true},
	}
	if fault != nil {
		p.out.Faults = append(p.out.Faults, fault.Error())
	}
	p.eval.Behind = p.onlyBehind
	p.eval.Brief = in.general(words)
	p.indexSyntax()
	sort.SliceStable(p.Funcs, func(i, j int) bool { return p.Funcs[i].Pos() < p.Funcs[j].Pos() })
	p.indexCalls()
	p.indexStores()
	for _, fn := range p.Funcs {
		p.walk = walk{} // a failure leaves its functions in it
		p.guard(fn, func() { p.info(fn) })
	}
	for _, fn := range p.Funcs {
		p.guard(fn, func() { p.finish(fn) })
		p.guard(fn, func() { p.finishSecrets(fn) })
		p.guard(fn, func() { p.finishShows(fn) })
		p.guard(fn, func() { p.tokenRequests(fn) })
	}
	p.dropTemplates()
	p.guard(nil, p.export)
	if in.FactOnly {
		return p.out, nil
	}
	p.guard(nil, p.judgeShows)
	p.guard(nil, p.tokenLiterals)
	p.guard(nil, p.graph)
	p.sort()
	return p.out, nil
}

// onlyPassed is the inventory of a package that does nothing of interest itself.
func onlyPassed(in *Input) *Inventory {
	fact := summary.NewPackage()
	in.Imports.Reexport(fact, VisibleTypes(in.Types))
	fact.Bound()
	return &Inventory{Fact: fact}
}

// A pass is the work on one package.
type pass struct {
	Input
	Endpoint  *policy.Table
	SSA       *ssa.Package
	Funcs     []*ssa.Function // all with a body, function literals included
	eval      *eval.Package
	infos     map[*ssa.Function]*info
	walk      walk                        // of info
	exprs     map[token.Pos]*ast.CallExpr // by the position of the left parenthesis
	callers   map[*ssa.Function][]ssa.CallInstruction
	values    map[*ssa.Function]bool // functions that are used as values
	impls     map[string][]*ssa.Function
	made      map[*ssa.Function]*ssa.MakeClosure
	imported  map[string][]importedStore // by field, through constructors of other packages
	fields    map[string]value.Set       // answers of stored
	closed    map[string][]endpoint      // answers of close
	taken     map[string][]endpoint      // answers of endpointsAt
	words     *words
	device    string                  // answer of refreshed
	authorize *bool                   // answer of authorizes
	embeds    map[string]bool         // answer of embedded
	hints     map[hint]bool           // answers of speaksOfSecret
	methods   map[types.Type][]string // answers of methodsOf
	naming    map[*ssa.Function]bool  // answers of namesSecret
	shown     []effect                // what is shown, and nobody decides any more
	known     credentials             // where these are seen to go to
	out       *Inventory

	ifaces      map[ifaceMethod][]*send.Row // answers of behindInterface
	clients     []types.Type                // client types of the SDKs that the package can see; nil: not asked yet
	conversions map[conversion]bool
	handing     map[any][]any                             // by a type parameter: those that stand for it in calls
	templates   map[int]template                          // by the index of the call
	refiners    map[template]map[ssa.Instruction]bool     // calls that know more than the template
	partly      map[template]bool                         // those that a call leaves as they are, on some way at least
	handed      map[template]map[ssa.Instruction]template // calls that leave it to their own callers
	selected    map[string]bool                           // answer of throughInterfaces
	keys        map[string]*ssa.Function
	asked       int                               // arguments that outside worked out
	answers     map[outsideKey]value.Set          // answers of outside
	reaches     map[*ssa.Function][]summary.Reach // answers of reachOf
	kept        map[*ssa.Function][]summary.Store // answers of storesOf; nil while one is worked out
}

// guard keeps a failure of the tool itself from losing more than fn.
func (p *pass) guard(fn *ssa.Function, work func()) {
	defer func() {
		if r := recover(); r != nil {
			where := p.Types.Path()
			if fn != nil {
				where += "." + fn.Name()
			}
			p.out.Faults = append(p.out.Faults, fmt.Sprintf("%s: %v", where, r))
		}
	}()
	work()
}

func (p *pass) indexSyntax() {
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				p.exprs[c.Lparen] = c
			}
			return true
		})
	}
}

// indexCalls notes who calls whom in the package, and which functions are
// used as values.
func (p *pass) indexCalls() {
	p.callers = map[*ssa.Function][]ssa.CallInstruction{}
	p.values = map[*ssa.Function]bool{}
	p.impls = map[string][]*ssa.Function{}
	for _, fn := range p.Funcs {
		if fn.Signature.Recv() != nil {
			p.impls[fn.Name()] = append(p.impls[fn.Name()], fn)
		}
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, isCall := instr.(ssa.CallInstruction)
				handed := map[*ssa.Function]bool{}
				if isCall {
					for _, c := range p.eval.Targets(call.Common()) {
						if c.Fn != nil {
							p.callers[c.Fn] = append(p.callers[c.Fn], call)
							handed[c.Fn] = c.Handed()
						}
					}
				}
				for _, op := range instr.Operands(nil) {
					if f, ok := (*op).(*ssa.Function); ok && !(isCall && call.Common().Value == f) {
						if _, made := instr.(*ssa.MakeClosure); !made && !handed[origin(f)] {
							p.values[origin(f)] = true
						}
					}
				}
			}
		}
	}
}

func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// site is the place of a call: the name that is called.
func (p *pass) site(fn *ssa.Function, pos token.Pos) Site {
	s := Site{Pos: pos, End: pos, Fn: fn}
	if c, ok := p.exprs[pos]; ok {
		s.Pos, s.End = c.Fun.Pos(), c.End()
		if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
			if p.Fset.Position(sel.Pos()).Line != p.Fset.Position(sel.Sel.Pos()).Line {
				s.Pos = sel.Sel.Pos()
			}
		}
	}
	if !s.Pos.IsValid() && fn != nil {
		s.Pos = fn.Pos()
		s.End = s.Pos
	}
	at := p.Fset.Position(s.Pos)
	s.Frame = summary.Frame{Package: p.Types.Path(), File: filepath.Base(at.Filename), Line: at.Line, Column: at.Column, Function: funcName(fn)}
	return s
}

// funcName names a function as its own package does: "main", "(*Client).Do",
// "main.func1".
func funcName(fn *ssa.Function) string {
	if fn == nil {
		return ""
	}
	if eval.LoopBody(fn) {
		return funcName(fn.Parent())
	}
	if fn.Parent() != nil {
		return funcName(fn.Parent()) + ".func" + strings.TrimLeft(fn.Name()[strings.LastIndexByte(fn.Name(), '$')+1:], "$")
	}
	if fn.Pkg == nil {
		return fn.Name()
	}
	return fn.RelString(fn.Pkg.Pkg)
}

// FuncKey names a function for the graph of the whole program. The body of a
// loop is part of its function.
func FuncKey(fn *ssa.Function) string {
	if eval.LoopBody(fn) {
		return FuncKey(fn.Parent())
	}
	if fn.Parent() != nil {
		declared := fn.Parent()
		for declared.Parent() != nil {
			declared = declared.Parent()
		}
		return FuncKey(declared) + fn.Name()[strings.IndexByte(fn.Name(), '$'):]
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return send.Key(obj)
	}
	return fn.String()
}

func (p *pass) isTest(fn *ssa.Function) bool {
	return strings.HasSuffix(p.Fset.Position(fn.Pos()).Filename, "_test.go")
}

// cleanHost is a host as a fact may tell it.
func (p *pass) cleanHost(host string) string {
	if p.storable(host) {
		return host
	}
	return ""
}

func (p *pass) sort() {
	less := func(a, b summary.Frame) bool {
		if a.File != b.File {
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	}
	o := p.out
	// Nodes name calls by index: they move along.
	var order []int
	for i := range o.Calls {
		if !o.Calls[i].dropped {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := o.Calls[order[i]], o.Calls[order[j]]
		if a.Frame != b.Frame {
			return less(a.Frame, b.Frame)
		}
		if a.Path != b.Path {
			return a.Path < b.Path
		}
		return a.Method < b.Method
	})
	calls, moved := make([]Call, len(order)), map[int]int{}
	for to, from := range order {
		calls[to], moved[from] = o.Calls[from], to
	}
	o.Calls = calls
	for i := range o.Nodes {
		var left []int
		for _, c := range o.Nodes[i].Calls {
			if to, ok := moved[c]; ok {
				left = append(left, to)
			}
		}
		sort.Ints(left)
		o.Nodes[i].Calls = left
	}
	sort.Slice(o.Nodes, func(i, j int) bool { return o.Nodes[i].Func < o.Nodes[j].Func })
	sort.SliceStable(o.Unresolved, func(i, j int) bool { return less(o.Unresolved[i].Frame, o.Unresolved[j].Frame) })
	sort.SliceStable(o.Reached, func(i, j int) bool { return less(o.Reached[i].Frame, o.Reached[j].Frame) })
	sort.SliceStable(o.Tokens, func(i, j int) bool { return less(o.Tokens[i].Frame, o.Tokens[j].Frame) })
	sort.SliceStable(o.Requests, func(i, j int) bool { return less(o.Requests[i].Frame, o.Requests[j].Frame) })
	sort.SliceStable(o.Bearers, func(i, j int) bool { return less(o.Bearers[i].Frame, o.Bearers[j].Frame) })
	sort.SliceStable(o.Shown, func(i, j int) bool { return less(o.Shown[i].Frame, o.Shown[j].Frame) })
	sort.SliceStable(o.Secrets, func(i, j int) bool { return less(o.Secrets[i].Frame, o.Secrets[j].Frame) })
}
