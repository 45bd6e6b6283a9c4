package detect

import (
	"go/types"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
	"github.com/scopevet/scopevet/internal/value"
)

// export makes the package's fact: what its functions do, and what its
// importers can reach through it of other packages.
func (p *pass) export() {
	clean := summary.Vocabulary(p.storable)
	fact := p.out.Fact
	for _, fn := range p.Funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || p.Types.Name() == "main" || p.isTest(fn) {
			continue
		}
		f := &summary.Func{Reach: p.reachOf(fn), Results: p.results(fn, clean), Stores: p.stores(fn, clean), Writes: p.writes(fn, clean)}
		for _, e := range p.infos[fn].effects {
			s := e.Effect
			if s.Kind == summary.Show {
				if s = handedOn(s, obj); len(s.Value.Alts) == 0 {
					continue
				}
			}
			body := summary.Vocabulary(p.Endpoint.HasField).Clean(s.Body)
			s = s.With(clean.Clean)
			s.Body = body
			s.Only = p.storableChoices(s.Only)
			sent := len(s.URL.Alts) > 0
			if s.URL = endpointsOnly(s.URL); len(s.URL.Alts) == 0 && (s.Kind == summary.Request || sent && s.Sender == basicTarget) {
				continue // a password is of interest in a request for a token alone
			}
			f.Effects = append(f.Effects, s)
		}
		if len(f.Effects)+len(f.Reach)+len(f.Results)+len(f.Stores)+len(f.Writes) > 0 {
			fact.Funcs[send.Key(obj)] = f
		}
	}
	p.exportInterfaces()
	if !p.general(p.words) {
		// Other modules' general clients are known by what their functions
		// store and return; their fields hold nothing that is Auth0's.
		p.exportFields(clean)
		p.exportGlobals(clean)
	}
	p.Imports.Reexport(fact, VisibleTypes(p.Types))
	fact.Bound()
}

// handedOn keeps of something shown what callers pass for it: what lies in a
// receiver is judged where its fields are stored.
func handedOn(e summary.Effect, fn *types.Func) summary.Effect {
	method := fn.Type().(*types.Signature).Recv() != nil
	e.Value, _ = split(e.Value, func(pat value.Pattern) bool {
		if len(pat) == 0 || pat[0].Hole == nil {
			return false
		}
		sym := pat[0].Hole.Symbol
		return sym.Kind == value.Param && !(method && sym.Index == 0)
	})
	e.URL = value.Set{}
	return e
}

// endpointsOnly leaves out the URLs with a word that is none of the API's:
// they lead elsewhere, whatever callers add.
func endpointsOnly(urls value.Set) value.Set {
	elsewhere, left := split(urls, func(u value.Pattern) bool {
		_, _, api := u.IndexText("api/v2")
		return !api && slices.ContainsFunc(u, func(p value.Piece) bool { return p.Hole != nil && p.Hole.Symbol.Name == literalHole })
	})
	left.Cut = urls.Cut || elsewhere.Cut
	return left
}

// exportInterfaces says of each interface method what any of the package's
// implementations does.
func (p *pass) exportInterfaces() {
	scope := p.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok {
			continue
		}
		for m := range iface.Methods() {
			join := &summary.Func{}
			for _, impl := range p.impls[m.Name()] {
				if !types.Implements(impl.Signature.Recv().Type(), iface) {
					continue
				}
				obj, ok := impl.Object().(*types.Func)
				if !ok {
					continue
				}
				if f := p.out.Fact.Funcs[send.Key(obj)]; f != nil {
					join.Effects = append(join.Effects, f.Effects...)
					join.Reach = append(join.Reach, f.Reach...)
				}
			}
			if len(join.Effects)+len(join.Reach) > 0 {
				p.out.Fact.Funcs[p.Types.Path()+"."+name+"."+m.Name()] = join
			}
		}
	}
}

// results returns what fn's results tell: strings and URLs that are made of
// more than what nobody knows, and the fields of objects that it makes.
func (p *pass) results(fn *ssa.Function, clean summary.Vocabulary) []summary.Result {
	var out []summary.Result
	res := fn.Signature.Results()
	for i := range res.Len() {
		for _, a := range p.paths(fn, i, res.At(i).Type()) {
			s, ok := p.eval.Results(fn, i, a.path, a.owner)
			if !ok {
				continue
			}
			if s = clean.Clean(s); strings.HasSuffix(a.path, ".$url") && p.wordless {
				s = endpointsOnly(s)
			}
			if !tells(s) {
				continue
			}
			out = append(out, summary.Result{Index: i, Path: a.path, Value: s})
		}
	}
	return append(out, p.members(fn, clean)...)
}

// members returns what the body of a request for a token that fn returns
// holds. A general package makes none for Auth0.
func (p *pass) members(fn *ssa.Function, clean summary.Vocabulary) []summary.Result {
	res := fn.Signature.Results()
	if res.Len() == 0 || !sendable(res.At(0).Type()) || p.general(p.words) {
		return nil
	}
	var out []summary.Result
	for _, name := range []string{"grant_type", "audience"} {
		if s := clean.Clean(p.eval.Member(fn, name)); tells(s) {
			out = append(out, summary.Result{Path: eval.MemberStep(name), Value: s})
		}
	}
	return out
}

// sendable reports whether values of a type are the body of a request, or what
// one is made of.
func sendable(t types.Type) bool {
	switch types.TypeString(t, nil) {
	case "*strings.Reader", "*bytes.Reader", "*bytes.Buffer", "io.Reader", "io.ReadCloser":
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Map:
		return triage.IsText(t.Key())
	case *types.Slice:
		return types.Identical(t.Elem(), types.Typ[types.Byte])
	}
	return triage.IsText(t)
}

// tells reports whether a set says more than that something is unknown.
func tells(s value.Set) bool {
	for _, p := range s.Alts {
		if len(p) == 0 {
			continue
		}
		for _, piece := range p {
			if piece.Hole == nil || piece.Hole.Symbol.Kind != value.Opaque || piece.Hole.Symbol.Class != "" ||
				piece.Hole.Symbol.Name == literalHole || triage.NamesAuth0(piece.Hole.Symbol.Name) {
				return true
			}
		}
	}
	return false
}

const literalHole = "a literal"

type access struct{ path, owner string }

// paths lists what of a result callers may ask for.
func (p *pass) paths(fn *ssa.Function, i int, t types.Type) []access {
	if _, ok := t.Underlying().(*types.Interface); ok {
		if t := p.behind(fn, i, maxHanded); t != nil {
			return p.fieldPaths(t, "", 2)
		}
		return nil
	}
	if sig, ok := t.Underlying().(*types.Signature); ok {
		// An iterator: the texts that it gives a loop. An option: what it
		// stores below its parameters.
		out := yields(sig)
		for n := range sig.Params().Len() {
			for _, a := range p.fieldPaths(sig.Params().At(n).Type(), "", 1) {
				if a.path != "" {
					out = append(out, access{"(" + strconv.Itoa(n) + ")" + a.path, a.owner})
				}
			}
		}
		return out
	}
	return p.fieldPaths(t, "", 2)
}

// yields lists the texts that an iterator gives a loop.
func yields(sig *types.Signature) []access {
	if sig.Params().Len() != 1 || sig.Results().Len() > 0 {
		return nil
	}
	yield, ok := sig.Params().At(0).Type().Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var out []access
	for _, path := range given(yield) {
		out = append(out, access{path, ""})
	}
	return out
}

// given lists the texts that a function gets from what runs it.
func given(f *types.Signature) []string {
	var out []string
	for n := range min(f.Params().Len(), eval.MaxGiven) {
		if triage.IsText(f.Params().At(n).Type()) {
			out = append(out, eval.YieldStep(n))
		}
	}
	return out
}

// behind returns the type that really comes back as fn's result i, an
// interface; nil where that is not seen.
func (p *pass) behind(fn *ssa.Function, i, depth int) types.Type {
	for _, ret := range eval.Returns(fn) {
		if i >= len(ret.Results) {
			continue
		}
		switch v := ret.Results[i].(type) {
		case *ssa.MakeInterface:
			return v.X.Type()
		case *ssa.Call:
			if callee := v.Call.StaticCallee(); callee != nil && depth > 0 {
				return p.behind(callee, 0, depth-1)
			}
		case *ssa.Extract:
			if call, ok := v.Tuple.(*ssa.Call); ok && depth > 0 && call.Call.StaticCallee() != nil {
				return p.behind(call.Call.StaticCallee(), v.Index, depth-1)
			}
		}
	}
	return nil
}

const (
	maxHanded = 4  // functions that hand a result on
	maxStores = 64 // of one function, those of its callees included
)

func (p *pass) fieldPaths(t types.Type, path string, depth int) []access {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	name := types.TypeString(t, nil)
	switch name {
	case "net/url.URL":
		return []access{{path + ".$url", ""}}
	case "net/http.Request":
		return []access{{path + ".Method", name}, {path + ".URL.$url", ""}, {path + eval.Bearer, ""}}
	case "net/http.Response":
		return []access{{path + ".Body" + eval.Token, ""}}
	}
	var out []access
	for _, kept := range p.Rows.Paths(name) {
		out = append(out, access{path + kept, ""})
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 && path == "" {
			return []access{{"", ""}}
		}
	case *types.Slice:
		if path == "" && textual(u.Elem()) {
			return []access{{eval.Segments, ""}}
		}
	case *types.Struct:
		named, ok := types.Unalias(t).(*types.Named)
		if depth == 0 || !ok || named.Obj().Pkg() == nil {
			return out
		}
		owner := named.Obj().Pkg().Path() + "." + named.Obj().Name()
		for i := range min(u.NumFields(), 40) {
			f := u.Field(i)
			if b, ok := f.Type().Underlying().(*types.Basic); ok {
				if b.Info()&types.IsString != 0 {
					out = append(out, access{path + "." + f.Name(), owner})
				}
				continue
			}
			if _, ok := f.Type().Underlying().(*types.Signature); ok {
				out = append(out, access{path + "." + f.Name(), owner})
				continue
			}
			out = append(out, p.fieldPaths(f.Type(), path+"."+f.Name(), depth-1)...)
		}
	}
	return out
}

// stores returns what fn, the function literals that it makes, and the
// functions that it hands its parameters to store in fields out of fn's
// parameters: constructors and options.
func (p *pass) stores(fn *ssa.Function, clean summary.Vocabulary) []summary.Store {
	var out []summary.Store
	for _, s := range p.storesOf(fn) {
		if !s.Value.Has(value.Param) {
			continue
		}
		s.Value = clean.Clean(s.Value)
		if !slices.ContainsFunc(out, func(o summary.Store) bool { return o.Field == s.Field && o.Value.Equal(s.Value) }) {
			out = append(out, s)
		}
	}
	return out
}

func (p *pass) storesOf(fn *ssa.Function) []summary.Store {
	if out, ok := p.kept[fn]; ok {
		return out
	}
	p.kept[fn] = nil
	var out []summary.Store
	add := func(field string, v value.Set) {
		if v.Has(value.Param, value.Free) && len(out) < maxStores && !slices.ContainsFunc(out, func(o summary.Store) bool { return o.Field == field && o.Value.Equal(v) }) {
			out = append(out, summary.Store{Field: field, Value: v})
		}
	}
	for _, s := range p.eval.StoresOf(fn) {
		v := s.Value
		if s.Fn != fn {
			m := p.made[s.Fn]
			if m == nil || m.Parent() != fn {
				continue
			}
			v = v.Subst(func(sym value.Symbol) (value.Set, bool) {
				if sym.Kind == value.Free && sym.Index < len(m.Bindings) {
					return p.eval.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), true
				}
				if sym.Kind == value.Param {
					return value.Unknown("a parameter"), true
				}
				return value.Set{}, false
			})
		}
		add(s.Field, v)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(*ssa.Call)
			if !ok {
				continue
			}
			callee := call.Call.StaticCallee()
			if callee == fn || !eval.InCode(callee) {
				continue
			}
			closure, _ := call.Call.Value.(*ssa.MakeClosure)
			for _, s := range p.storesOf(callee) {
				add(s.Field, s.Value.Subst(func(sym value.Symbol) (value.Set, bool) {
					return p.eval.Argument(sym, eval.Callee{Fn: callee, Closure: closure}, call)
				}))
			}
		}
	}
	p.kept[fn] = out
	return out
}

// writes returns what fn leaves in the requests, URLs and texts that it is
// handed, and the texts that it gives to functions.
func (p *pass) writes(fn *ssa.Function, clean summary.Vocabulary) []summary.Write {
	var out []summary.Write
	for i, param := range fn.Params {
		paths := writable(param.Type())
		if f, ok := param.Type().Underlying().(*types.Signature); ok && !p.general(p.words) {
			paths = given(f)
		}
		for _, path := range paths {
			untouched := value.Of(value.Symbol{Kind: value.Param, Index: i, Name: param.Name(), Path: path})
			if s := clean.Clean(p.eval.Written(fn, i, path)); tells(s) && !s.Equal(untouched) {
				out = append(out, summary.Write{Param: i, Path: path, Value: s})
			}
		}
	}
	return out
}

// writable lists what code asks for of an object that a function can write to.
// Fields of the package's own types are facts of their own.
func writable(t types.Type) []string {
	if types.TypeString(t, nil) == "net/http.Header" {
		return []string{strings.TrimPrefix(eval.Bearer, ".Header")}
	}
	if types.IsInterface(t) {
		return []string{eval.Token} // what is decoded into it
	}
	ptr, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return nil
	}
	switch types.TypeString(ptr.Elem(), nil) {
	case "strings.Builder", "bytes.Buffer":
		return []string{eval.Built}
	case "net/url.URL":
		return []string{".Scheme", ".Host", ".Path"}
	case "net/http.Request":
		return []string{".Method", ".URL.Scheme", ".URL.Host", ".URL.Path", eval.Bearer}
	}
	if b, ok := ptr.Elem().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return []string{""}
	}
	return nil
}

// exportFields says what the package stores in fields that others can see the
// effects of.
func (p *pass) exportFields(clean summary.Vocabulary) {
	for _, field := range p.eval.Fields() {
		var sets []value.Set
		for _, s := range p.eval.StoredIn(field, "") {
			if !s.Value.Has(value.Param, value.Free) {
				sets = append(sets, s.Value)
			}
		}
		for _, s := range p.importedIn(field) {
			if !s.Value.Has(value.Param, value.Free) {
				sets = append(sets, s.Value)
			}
		}
		if s := clean.Clean(value.Join(sets...)); tells(s) {
			p.out.Fact.Fields[field] = []value.Set{s}
		}
		if s := clean.Clean(p.stored(value.Symbol{Kind: value.Field, Name: field})); tells(s) {
			p.out.Fact.Fields[field+constructed] = []value.Set{s}
		}
	}
}

// constructed ends the name of a field in a fact where parameters of the
// functions that store in it are left open. It is for code that uses an object
// and does not see where it is made: whoever sees that knows more.
const constructed = "()"

// exportGlobals says what the package's exported variables hold.
func (p *pass) exportGlobals(clean summary.Vocabulary) {
	for name, m := range p.SSA.Members {
		g, ok := m.(*ssa.Global)
		if !ok || g.Object() == nil || !g.Object().Exported() {
			continue
		}
		for _, a := range p.fieldPaths(g.Type(), "", 1) {
			if s := clean.Clean(p.eval.Global(g, a.path, a.owner)); tells(s) {
				p.out.Fact.Globals[p.Types.Path()+"."+name+a.path] = s
			}
		}
	}
}

// VisibleTypes lists the types of other packages that importers can get hold
// of through pkg's exported declarations.
func VisibleTypes(pkg *types.Package) []string {
	seen := map[types.Type]bool{}
	names := map[string]bool{}
	var walk func(t types.Type, depth int)
	walk = func(t types.Type, depth int) {
		if t == nil || seen[t] || depth > 8 {
			return
		}
		seen[t] = true
		switch t := types.Unalias(t).(type) {
		case *types.Named:
			if obj := t.Obj(); obj.Pkg() != nil && obj.Pkg() != pkg {
				names[obj.Pkg().Path()+"."+obj.Name()] = true
			} else if obj.Pkg() == pkg {
				for method := range t.Methods() {
					if method.Exported() {
						walk(method.Type(), depth+1)
					}
				}
			}
			walk(t.Underlying(), depth+1)
		case *types.Pointer:
			walk(t.Elem(), depth+1)
		case *types.Slice:
			walk(t.Elem(), depth+1)
		case *types.Array:
			walk(t.Elem(), depth+1)
		case *types.Map:
			walk(t.Key(), depth+1)
			walk(t.Elem(), depth+1)
		case *types.Chan:
			walk(t.Elem(), depth+1)
		case *types.Signature:
			for v := range t.Params().Variables() {
				walk(v.Type(), depth+1)
			}
			for v := range t.Results().Variables() {
				walk(v.Type(), depth+1)
			}
		case *types.Struct:
			for field := range t.Fields() {
				walk(field.Type(), depth+1)
			}
		case *types.Interface:
			for method := range t.Methods() {
				walk(method.Type(), depth+1)
			}
		}
	}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if obj := scope.Lookup(name); obj.Exported() {
			walk(obj.Type(), 0)
		}
	}
	out := make([]string, 0, len(names))
	for n := range names {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}
