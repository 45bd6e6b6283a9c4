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

// A Token is where the access token of a call comes from.
type Token struct {
	Class string // of package send; "" where it cannot be followed, or comes from several places
	From  string // for people: "sessions.Store.Get"
}

// A Bearer is a call whose access token becomes known at Site, above the
// function that makes the call: others hand that function other tokens.
type Bearer struct {
	Reached
	Token Token
}

// tokenOf returns the access token that a call of the senders' table sends, in
// the caller's symbols.
func (p *pass) tokenOf(row *send.Row, r send.Request, call ssa.CallInstruction) value.Set {
	args := arguments(call.Common())
	switch {
	case r.Make:
		// The header is set after the request is made.
		made := firstResult(call)
		if made == nil {
			return value.Set{}
		}
		return p.eval.Read(made, eval.Bearer, "", eval.Last(call))
	case len(row.Tokens) == 0 && row.SDK != "" && len(args) > 0:
		return p.eval.Read(p.eval.Client(args[0]), eval.Token, "", call)
	}
	var sets []value.Set
	for _, t := range row.Tokens {
		sets = append(sets, p.eval.Source(t, call))
	}
	return value.Join(sets...)
}

// firstResult returns a call's result, the first of several; nil where nobody
// takes it.
func firstResult(call ssa.CallInstruction) ssa.Value {
	v, ok := call.(ssa.Value)
	if !ok || v.Referrers() == nil {
		return nil
	}
	if _, several := v.Type().(*types.Tuple); !several {
		return v
	}
	for _, r := range *v.Referrers() {
		if x, ok := r.(*ssa.Extract); ok && x.Index == 0 {
			return x
		}
	}
	return nil
}

// closeToken puts in what is known of a token in the package at hand: what
// callers pass, and what is stored in the fields of objects.
func (p *pass) closeToken(s value.Set, fn *ssa.Function) value.Set { return p.closeAt(s, fn, 0) }

func (p *pass) closeAt(s value.Set, fn *ssa.Function, depth int) value.Set {
	return s.Subst(func(sym value.Symbol) (value.Set, bool) {
		switch {
		case sym.Kind == value.Field:
			stored := p.stored(sym)
			return stored, len(stored.Alts) > 0
		case !callersDecide(sym):
			return value.Set{}, false
		}
		sets := p.passed(sym, fn, depth)
		if len(sets) > 0 && !p.values[fn] {
			return value.Join(sets...), true
		}
		if eval.IncomingToken(sym) {
			sets = append(sets, value.Classed(send.Forwarded, "the Authorization header of a request that came in"))
		} else {
			sets = append(sets, p.held(sym, fn))
		}
		return value.Join(sets...), true
	})
}

// passed returns what the callers of fn pass for one of its parameters, and
// what a function literal captured.
func (p *pass) passed(sym value.Symbol, fn *ssa.Function, depth int) []value.Set {
	if depth > 4 {
		return nil
	}
	if sym.Kind == value.Free {
		if m := p.made[fn]; m != nil && sym.Index < len(m.Bindings) {
			return []value.Set{p.closeAt(p.eval.Read(m.Bindings[sym.Index], sym.Path, sym.Owner, m), m.Parent(), depth+1)}
		}
		return nil
	}
	var sets []value.Set
	for _, call := range p.callers[fn] {
		if p.isTest(call.Parent()) {
			continue
		}
		for _, c := range p.eval.Targets(call.Common()) {
			if c.Fn == fn {
				if s, ok := p.eval.Argument(sym, c, call); ok {
					sets = append(sets, p.closeAt(s, call.Parent(), depth+1))
				}
			}
		}
	}
	return sets
}

// held returns what the package stores in the fields that a symbol's path goes
// through; the innermost that anything is stored in decides.
func (p *pass) held(sym value.Symbol, fn *ssa.Function) value.Set {
	var out value.Set
	var t types.Type
	switch {
	case sym.Kind == value.Param && sym.Index < len(fn.Params):
		t = fn.Params[sym.Index].Type()
	case sym.Kind == value.Free && sym.Index < len(fn.FreeVars):
		t = fn.FreeVars[sym.Index].Type()
	}
	for rest := sym.Path; t != nil && strings.HasPrefix(rest, "."); {
		for {
			ptr, ok := t.Underlying().(*types.Pointer)
			if !ok {
				break
			}
			t = ptr.Elem()
		}
		owner, _ := types.Unalias(t).(*types.Named)
		st, ok := t.Underlying().(*types.Struct)
		if !ok || owner == nil || owner.Obj().Pkg() == nil {
			break
		}
		name := rest[1:]
		if i := strings.IndexAny(name, ".[("); i >= 0 {
			name = name[:i]
		}
		rest, t = rest[1+len(name):], nil
		for f := range st.Fields() {
			if f.Name() == name {
				t = f.Type()
			}
		}
		field := value.Symbol{Kind: value.Field, Name: owner.Obj().Pkg().Path() + "." + owner.Obj().Name() + "." + name, Path: rest}
		if stored := p.stored(field); len(stored.Alts) > 0 {
			out = stored
		}
	}
	if len(out.Alts) > 0 || strings.HasSuffix(sym.Path, eval.Token) {
		return out
	}
	return value.Unknown("parameter " + sym.String() + " of " + funcName(fn))
}

// classify says where a token comes from: all that is known to get here has to
// agree.
func (p *pass) classify(s value.Set) Token {
	var out Token
	for _, alt := range s.Alts {
		t, silent := p.classOf(alt)
		switch {
		case silent:
		case t.Class == "":
			return Token{}
		case out == t:
		case out.Class == "":
			out = t
		case out.Class == t.Class:
			out.From = min(out.From, t.From)
		case users(out.Class) && users(t.Class):
			// A header first and a cookie else: the weaker of the two counts.
			if t.Class == send.Forwarded {
				out = t
			}
		default:
			return Token{}
		}
	}
	return out
}

func users(class string) bool { return class == send.User || class == send.Forwarded }

// classOf classifies one value. It is silent where no token is: a variable
// that nobody has set, a client that nobody was seen to give one.
func (p *pass) classOf(alt value.Pattern) (t Token, silent bool) {
	if len(alt) == 0 {
		return Token{}, true
	}
	if !p.bearer(alt) {
		return Token{}, false
	}
	silent = true
	for _, piece := range alt {
		if piece.Hole == nil {
			continue
		}
		sym := piece.Hole.Symbol
		if sym.Class != "" {
			t = Token{sym.Class, sym.Name}
			if t.Class == send.Refreshed {
				t.Class = p.refreshed()
			}
			return t, false
		}
		silent = silent && sym.Kind != value.Opaque && strings.HasSuffix(sym.Path, eval.Token)
	}
	return Token{}, silent
}

// bearer reports whether a header holds an access token and not a password.
func (p *pass) bearer(alt value.Pattern) bool {
	return len(alt) > 0 && (alt[0].Hole != nil || !strings.HasPrefix(strings.ToLower(alt[0].Text), "basic"))
}

// refreshed is the class of a token that was got with a refresh token: that of
// whoever signed in first. A package that knows the device flow is a command
// line tool's.
func (p *pass) refreshed() string {
	if p.device == "" {
		p.device = send.User
		for _, f := range p.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					if n.Name == "DeviceAuth" || n.Name == "DeviceAccessToken" {
						p.device = send.Device
					}
				case *ast.BasicLit:
					if n.Kind == token.STRING && (strings.Contains(n.Value, "grant-type:device_code") || strings.Contains(n.Value, "/oauth/device/code")) {
						p.device = send.Device
					}
				}
				return true
			})
		}
	}
	return p.device
}

// undecided reports whether callers may know more of a token.
func undecided(s value.Set) bool { return s.Has(value.Param, value.Free) }

// hand returns the effect by which a call's token is asked of the callers of
// the function that makes it, and nothing where they have no say.
func (p *pass) hand(e effect, c Call) []effect {
	if !undecided(e.Token) || len(c.Ops) == 0 {
		return nil
	}
	h := effect{site: e.site, at: e.at, call: &c, Effect: summary.Effect{
		Kind: summary.Bearer, Method: value.Text(c.Method), URL: value.Text(c.Path), Body: e.Body, Token: e.Token,
		SDK: e.SDK, Sender: e.Sender, Level: int(c.Level), Host: p.cleanHost(c.Host), Chain: e.Chain,
	}}
	return []effect{h}
}

// settleBearer records the token of a call where it becomes known, and returns
// what callers have to decide.
func (p *pass) settleBearer(fn *ssa.Function, e effect) []effect {
	called := len(p.callers[fn]) > 0
	if !undecided(e.Token) || !called {
		p.bear(fn, e)
	}
	if undecided(e.Token) && (called || exportedFunc(fn)) {
		return []effect{e}
	}
	return nil
}

// bear records a call whose token is known, where its own place does not tell.
func (p *pass) bear(fn *ssa.Function, e effect) {
	if len(e.Chain) < 2 || e.call != nil && e.call.Token.Class != "" {
		return
	}
	t := p.classify(p.closeToken(e.Token, fn))
	if t.Class == "" {
		return
	}
	method, _ := e.Method.Literals()
	path, _ := e.URL.Literals()
	if len(method) != 1 || len(path) != 1 {
		return
	}
	names := body(e.Body)
	p.out.Bearers = append(p.out.Bearers, Bearer{Token: t, Reached: Reached{Site: e.site, Reach: summary.Reach{
		Method: method[0], Path: path[0], Body: names.Fields, Seen: names.Known, Host: e.Host, Level: e.Level,
		At: e.Chain[1], Chain: e.Chain[2:],
	}}})
}

// oncePerToken drops the calls that a function makes with the same token over
// another way, and bounds their number: callers decide them all at once.
func oncePerToken(effects []effect) []effect {
	seen := map[string]bool{}
	return slices.DeleteFunc(effects, func(e effect) bool {
		if e.Kind != summary.Bearer {
			return false
		}
		key := e.Method.Key() + "\x00" + e.URL.Key() + "\x00" + e.Token.Key()
		if seen[key] || len(seen) >= maxReach {
			return true
		}
		seen[key] = true
		return false
	})
}
