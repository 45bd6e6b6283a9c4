package detect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
)

// A survey tells which functions of a package can have to do with
// requests, from the names that they use: those that send one or handle a
// client secret, whoever calls these, what these call, and whatever sets the
// fields that any of them uses. The rest of a large package, often most of it,
// is not looked at any further.
type survey struct {
	in       *Input
	funcs    map[*types.Func]*surveyed
	methods  map[string][]*surveyed
	order    []*surveyed // what runs by itself, and the functions as they stand in the code
	callers  map[*surveyed][]*surveyed
	touching map[*types.Var][]*surveyed
	outside  map[*types.Func]role // answers of role
	clients  map[*types.TypeName]bool
	owners   map[*types.Var]*types.TypeName
	secret   map[*types.Var]bool // fields that are sent as a client secret
	words    []string            // triage.Words
	search   *triage.Search
	spelled  bool // a text holds one of triage.Words: every function counts
	whole    bool // two texts hold parts of one
}

// surveyed is a function, or what runs by itself: the values that variables
// begin with, and the functions init, together.
type surveyed struct {
	fn     *types.Func
	role   role
	uses   []*types.Func // of the package, and methods of interfaces
	fields []*types.Var  // of the package, its variables among them
	member bool
	sends  bool
}

// A role is what a function does with requests, as far as it is seen at once.
type role int

const (
	bystander role = iota
	showing        // hands something to people, or puts texts together: of interest beside requests
	taking         // has to do with requests, secrets and tokens
	sending
)

// surveyOf goes through the code of a package.
func surveyOf(in *Input) *survey {
	s := &survey{
		in:       in,
		funcs:    map[*types.Func]*surveyed{},
		methods:  map[string][]*surveyed{},
		callers:  map[*surveyed][]*surveyed{},
		touching: map[*types.Var][]*surveyed{},
		outside:  map[*types.Func]role{},
		clients:  map[*types.TypeName]bool{},
		owners:   map[*types.Var]*types.TypeName{},
		secret:   map[*types.Var]bool{},
		words:    triage.Words(),
		search:   triage.NewSearch(triage.Words()...),
	}
	s.noteFields()
	s.take()
	return s
}

// noteFields notes which type has a field, and the fields that are client secrets
// by their names or tags.
func (s *survey) noteFields() {
	scope := s.in.Types.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if u, ok := tn.Type().Underlying().(*types.Struct); ok {
			for i := range u.NumFields() {
				f := u.Field(i)
				s.owners[f] = tn
				s.secret[f] = strings.Contains(u.Tag(i), "client_secret") || strings.HasSuffix(f.Name(), "ClientSecret")
			}
		}
	}
}

func (s *survey) take() {
	first := &surveyed{}
	s.order = append(s.order, first)
	for _, f := range s.in.Files {
		for _, d := range f.Decls {
			at := first
			if decl, ok := d.(*ast.FuncDecl); ok {
				fn, ok := s.in.Info.Defs[decl.Name].(*types.Func)
				if !ok || decl.Body == nil {
					continue
				}
				if fn.Name() != "init" || fn.Signature().Recv() != nil {
					at = &surveyed{fn: fn}
					s.order = append(s.order, at)
				}
				if composes(fn, decl) {
					at.role = showing
				}
				s.funcs[fn] = at
				if fn.Signature().Recv() != nil {
					s.methods[fn.Name()] = append(s.methods[fn.Name()], at)
				}
			}
			ast.Inspect(d, func(n ast.Node) bool { s.look(at, n); return true })
		}
	}
	for _, at := range s.order {
		slices.SortFunc(at.fields, func(a, b *types.Var) int { return int(a.Pos() - b.Pos()) })
		at.fields = slices.Compact(at.fields)
		for _, field := range at.fields {
			s.touching[field] = append(s.touching[field], at)
		}
		for _, fn := range at.uses {
			for _, callee := range s.named(fn) {
				s.callers[callee] = append(s.callers[callee], at)
			}
		}
	}
}

// composes knows exported functions that make a text of texts, and methods that
// write a path: what importers ask for may be put together so.
func composes(fn *types.Func, decl *ast.FuncDecl) bool {
	sig := fn.Signature()
	if !fn.Exported() || sig.Results().Len() == 0 || !readable(sig.Results().At(0).Type()) {
		return false
	}
	found := slices.ContainsFunc(slices.Collect(sig.Params().Variables()), func(v *types.Var) bool { return readable(v.Type()) })
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		found = found || sig.Recv() != nil && ok && lit.Kind == token.STRING && strings.Contains(lit.Value, "/")
		return !found
	})
	return found
}

// readable reports whether a value is a text, or some, or a URL.
func readable(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return readable(u.Elem())
	case *types.Pointer:
		return types.TypeString(u, nil) == "*net/url.URL"
	}
	return triage.IsText(t)
}

// named returns the functions of the package that a name stands for: for a
// method of an interface all methods that have its name.
func (s *survey) named(fn *types.Func) []*surveyed {
	if at := s.funcs[fn]; at != nil {
		return []*surveyed{at}
	}
	if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return s.methods[fn.Name()]
	}
	return nil
}

func (s *survey) look(at *surveyed, n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if n.Kind == token.STRING {
			s.read(at, strings.Trim(n.Value, "\"`"))
		}
	case *ast.CompositeLit:
		if len(n.Elts) > 0 {
			if _, keyed := n.Elts[0].(*ast.KeyValueExpr); !keyed {
				s.touchAll(at, s.in.Info.TypeOf(n))
			}
		}
	case *ast.Ident:
		switch obj := s.in.Info.Uses[n].(type) {
		case *types.Func:
			fn := obj.Origin()
			at.role = max(at.role, s.role(fn))
			if recv := fn.Signature().Recv(); fn.Pkg() == s.in.Types || recv != nil && types.IsInterface(recv.Type()) {
				at.uses = append(at.uses, fn)
			}
		case *types.Var:
			if obj.IsField() && strings.HasSuffix(obj.Name(), "ClientSecret") {
				at.role = max(at.role, taking)
			}
			switch {
			case !obj.IsField():
				if obj.Parent() == s.in.Types.Scope() {
					s.touch(at, obj)
				}
			case obj.Pkg() == s.in.Types:
				s.touch(at, obj)
			case obj.Pkg() != nil && s.in.Rows.Package(obj.Pkg().Path()):
				at.role = max(at.role, showing)
			}
		case *types.Const:
			if obj.Pkg() != s.in.Types && obj.Val().Kind() == constant.String {
				s.read(at, constant.StringVal(obj.Val()))
			}
		}
	}
}

// read looks at a text of the code.
func (s *survey) read(at *surveyed, text string) {
	s.spelled = s.spelled || slices.ContainsFunc(s.words, func(word string) bool { return strings.Contains(text, word) })
	s.whole = s.whole || s.search.In(text)
	if strings.Contains(text, "client_secret") || strings.Contains(text, "CLIENT_SECRET") {
		at.role = max(at.role, taking)
	}
}

func (s *survey) touchAll(at *surveyed, t types.Type) {
	if t == nil {
		return
	}
	if u, ok := t.Underlying().(*types.Struct); ok {
		for f := range u.Fields() {
			if f.Pkg() == s.in.Types {
				s.touch(at, f)
			}
		}
	}
}

// touch notes that a function uses a field or variable, if text can lie in it.
func (s *survey) touch(at *surveyed, v *types.Var) {
	v = v.Origin()
	if s.secret[v] {
		at.role = max(at.role, taking)
	}
	if b, basic := v.Type().Underlying().(*types.Basic); !basic || b.Info()&types.IsString != 0 {
		at.fields = append(at.fields, v)
	}
}

// role tells what a function of another package does.
func (s *survey) role(fn *types.Func) role {
	if fn.Pkg() == nil || fn.Pkg() == s.in.Types {
		return bystander
	}
	r, known := s.outside[fn]
	if !known {
		r = s.roleOf(fn)
		s.outside[fn] = r
	}
	return r
}

func (s *survey) roleOf(fn *types.Func) role {
	row, f := s.in.Rows.Find(fn), s.in.Imports.Func(fn)
	switch {
	case row != nil && len(row.Requests) > 0, f != nil && len(f.Reach) > 0, f.Has(summary.Request):
		return sending
	case row != nil, fn.FullName() == "(*net/http.Request).SetBasicAuth", s.in.Rows.OwnsFunc(fn), s.in.Imports.Calls(fn.Pkg().Path()), f.Has(summary.Secret), f.Has(summary.Bearer), f != nil && s.ofClient(fn.Signature()),
		triage.IsGetenv(fn) && triage.OffersDefault(s.in.Types):
		return taking
	case f.Has(summary.Show):
		return showing
	}
	if row := s.in.Public.Find(fn); row != nil && slices.ContainsFunc(row.Shows, func(w send.Show) bool { return w.Where != send.Console }) {
		return showing
	}
	return bystander
}

// ofClient reports whether a function of another package belongs to a type
// that sends requests, or returns one or something that sets one up.
func (s *survey) ofClient(sig *types.Signature) bool {
	if recv := sig.Recv(); recv != nil && mentions(recv.Type(), maxTypes, s.sends) {
		return true
	}
	for v := range sig.Results().Variables() {
		if mentions(v.Type(), maxTypes, s.sends) {
			return true
		}
	}
	return false
}

// sends reports whether methods of another package's type send requests.
func (s *survey) sends(t *types.Named) bool {
	is, known := s.clients[t.Obj()]
	if !known {
		for m := range t.Methods() {
			f := s.in.Imports.Func(m)
			is = is || f != nil && len(f.Effects)+len(f.Reach) > 0
		}
		s.clients[t.Obj()] = is
	}
	return is
}

// maxTypes is how far a type is gone into: functions can take themselves.
const maxTypes = 6

// mentions reports whether a type is, points to, or is a function of a declared
// type that a test accepts.
func mentions(t types.Type, depth int, accepts func(*types.Named) bool) bool {
	if depth == 0 {
		return false
	}
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if accepts(t.Origin()) {
			return true
		}
		sig, ok := t.Underlying().(*types.Signature)
		return ok && mentions(sig, depth-1, accepts)
	case *types.Pointer:
		return mentions(t.Elem(), depth-1, accepts)
	case *types.Slice:
		return mentions(t.Elem(), depth-1, accepts)
	case *types.Signature:
		for v := range t.Params().Variables() {
			if mentions(v.Type(), depth-1, accepts) {
				return true
			}
		}
	}
	return false
}
