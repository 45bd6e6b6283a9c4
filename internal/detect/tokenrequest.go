package detect

import (
	"go/constant"
	"go/token"
	"go/types"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
)

// A TokenRequest asks Auth0 for a signed-in user's access token: an
// /authorize URL, or what one is made of.
type TokenRequest struct {
	Site
	Audience string // the API that the token is for, with {} for what is not known
	Level    Level  // how sure it is that the audience is a Management API
	Scopes   []string
	Complete bool   // Scopes are all that it asks for
	Response string // response_type, as far as it is known
	Address  bool   // it is an address as it stands, its parameters in the text
}

// A form is what a request for a token is made of.
type form struct {
	site     Site
	audience value.Set
	scope    value.Set
	response value.Set
	grant    value.Set
	host     Level // of the address, where it is seen
	text     bool  // an address, which may be made of a map that counts by itself
}

// tokenRequests finds the package's requests for users' tokens.
func (p *pass) tokenRequests(fn *ssa.Function) {
	if p.isSDK() || p.isTest(fn) {
		return
	}
	maps := map[mapKey]*entries{}
	var order []mapKey
	p.eachParameter(fn, func(m ssa.Value, key string, instr ssa.Instruction) {
		root, path := p.eval.Root(m)
		if _, captured := root.(*ssa.FreeVar); captured {
			return // it is the function around that has the whole of it
		}
		at := mapKey{root, path}
		if maps[at] == nil {
			maps[at] = &entries{m: m, pos: instr.Pos(), keys: map[string]bool{}}
			order = append(order, at)
		}
		maps[at].keys[key] = true
		maps[at].last = instr
	})
	for _, at := range order {
		p.loginMap(fn, maps[at])
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch i := instr.(type) {
			case *ssa.Call:
				p.authCodeURL(fn, i)
				p.address(fn, i)
			case *ssa.BinOp:
				p.address(fn, i)
			case *ssa.Alloc:
				p.loginStruct(fn, i)
			}
			p.constantAddress(fn, instr)
		}
	}
}

// eachParameter calls f for each parameter of a request that fn, or a function
// literal in it, puts into a map of fn's.
func (p *pass) eachParameter(fn *ssa.Function, f func(m ssa.Value, key string, at ssa.Instruction)) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if m, key, _, ok := p.eval.Entry(instr); ok && parameter(key) {
				f(m, key, instr)
			}
			c, ok := instr.(*ssa.MakeClosure)
			if !ok {
				continue
			}
			if lit, ok := c.Fn.(*ssa.Function); ok && lit.Parent() == fn {
				p.eachParameter(lit, func(m ssa.Value, key string, _ ssa.Instruction) {
					if root, path := p.eval.Root(p.bound(m, c)); path == "" && isMap(root) {
						f(root, key, c)
					}
				})
			}
		}
	}
}

func isMap(v ssa.Value) bool {
	if v == nil {
		return false
	}
	_, ok := v.Type().Underlying().(*types.Map)
	return ok
}

type mapKey struct {
	root ssa.Value
	path string
}

// entries are the parameters that a function puts into one map.
type entries struct {
	m    ssa.Value
	pos  token.Pos
	keys map[string]bool
	last ssa.Instruction
}

// parameter reports whether a key is one by which a request for a token is
// known.
func parameter(key string) bool {
	switch key {
	case "audience", "scope", "response_type", "grant_type":
		return true
	}
	return false
}

// loginMap looks at a map, or the url.Values, of a request.
func (p *pass) loginMap(fn *ssa.Function, e *entries) {
	if !e.keys["audience"] && !e.keys["response_type"] || ofProgram(e.m) {
		return
	}
	// An answer to a question has these keys too: what makes a request is
	// what only a request has.
	if !e.keys["response_type"] && !e.keys["grant_type"] && !p.front() && !writesText(fn, "/authorize") {
		return
	}
	at := e.last.Block().Instrs[len(e.last.Block().Instrs)-1]
	step := ""
	if _, values := e.m.Type().Underlying().(*types.Map).Elem().Underlying().(*types.Slice); values {
		step = "[*]"
	}
	read := func(key string) value.Set {
		if !e.keys[key] {
			return value.Set{} // whatever the map was made of
		}
		s := p.closeToken(p.eval.Read(e.m, "["+key+"]"+step, "", at), fn)
		if _, known := split(s, unknown); len(known.Alts) > 0 {
			return known
		}
		return s
	}
	p.request(form{site: p.site(fn, e.pos), audience: read("audience"), scope: read("scope"), response: read("response_type"), grant: read("grant_type")})
}

// ofProgram reports whether a map goes into the configuration of oauth2's client
// credentials, by which nobody signs in.
func ofProgram(m ssa.Value) bool {
	refs := m.Referrers()
	return refs != nil && slices.ContainsFunc(*refs, func(r ssa.Instruction) bool {
		store, ok := r.(*ssa.Store)
		if !ok || store.Val != m {
			conv, ok := r.(*ssa.ChangeType)
			return ok && ofProgram(conv)
		}
		field, ok := store.Addr.(*ssa.FieldAddr)
		return ok && strings.HasPrefix(eval.FieldName(field), "golang.org/x/oauth2/clientcredentials.Config.")
	})
}

// unknown reports whether nothing is known of a text.
func unknown(alt value.Pattern) bool {
	return len(alt) == 1 && alt[0].Hole != nil && alt[0].Hole.Symbol.Kind == value.Opaque
}

// front reports whether the package is for the browser, where a map with an
// audience configures the login.
func (p *pass) front() bool {
	return slices.ContainsFunc(p.Types.Imports(), func(imp *types.Package) bool {
		return imp.Path() == "syscall/js" || imp.Path() == "github.com/gopherjs/gopherjs/js"
	})
}

// writesText reports whether a function holds a text with the given words, and
// none of the device flow's.
func writesText(fn *ssa.Function, words string) bool {
	found := false
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				if t, ok := constantText(*op); ok {
					if strings.Contains(t, "/device/code") {
						return false
					}
					found = found || strings.Contains(t, words)
				}
			}
		}
	}
	return found
}

// authCodeURL looks at oauth2's (*Config).AuthCodeURL.
func (p *pass) authCodeURL(fn *ssa.Function, call *ssa.Call) {
	callee := call.Call.StaticCallee()
	if callee == nil {
		return
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok || send.Key(obj) != "golang.org/x/oauth2.Config.AuthCodeURL" || len(call.Call.Args) < 3 {
		return
	}
	config := func(path, owner string) value.Set {
		return p.closeToken(p.eval.Read(call.Call.Args[0], path, owner, call), fn)
	}
	option := func(key string) value.Set {
		s := p.closeToken(p.eval.Read(call.Call.Args[2], "[*]["+key+"]", "", call), fn)
		_, s = split(s, func(pat value.Pattern) bool {
			return slices.ContainsFunc(pat, func(x value.Piece) bool { return x.Hole != nil && x.Hole.Symbol.Kind == value.Global })
		})
		return s
	}
	f := form{site: p.site(fn, call.Common().Pos()), audience: option("audience"), response: option("response_type"), scope: option("scope")}
	if len(f.scope.Alts) == 0 {
		f.scope = config(".Scopes[*]", "golang.org/x/oauth2.Config")
	}
	for _, u := range config(".Endpoint.AuthURL", "golang.org/x/oauth2.Endpoint").Alts {
		q, host, _ := query(u)
		f.host = max(f.host, host)
		if len(f.audience.Alts) == 0 {
			f.audience = q["audience"]
		}
		if len(f.response.Alts) == 0 {
			f.response = q["response_type"]
		}
	}
	p.request(f)
}

// loginStruct looks at the requests of Auth0's authentication package.
func (p *pass) loginStruct(fn *ssa.Function, obj *ssa.Alloc) {
	ptr, ok := obj.Type().Underlying().(*types.Pointer)
	if !ok {
		return
	}
	named, ok := types.Unalias(ptr.Elem()).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !p.Rows.Owns(named.Obj().Pkg().Path()) || !strings.HasSuffix(named.Obj().Pkg().Path(), "/authentication/oauth") {
		return
	}
	st, ok := named.Underlying().(*types.Struct)
	if !ok {
		return
	}
	has := func(name string) bool {
		return slices.ContainsFunc(slices.Collect(st.Fields()), func(f *types.Var) bool { return f.Name() == name })
	}
	if !has("Audience") || !has("Scope") {
		return
	}
	at := obj.Block().Instrs[len(obj.Block().Instrs)-1]
	read := func(name string) value.Set {
		if !has(name) {
			return value.Set{}
		}
		return p.closeToken(p.eval.Read(obj, "."+name, "", at), fn)
	}
	p.request(form{site: p.site(fn, obj.Pos()), host: Likely, audience: read("Audience"), scope: read("Scope"), response: read("ResponseType")})
}

// address looks at a text that a function puts together.
func (p *pass) address(fn *ssa.Function, v ssa.Value) {
	if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 || !p.authorizes() || partOfText(v) {
		return
	}
	at, ok := v.(ssa.Instruction)
	if !ok {
		return
	}
	p.addresses(fn, p.closeToken(p.eval.Read(v, "", "", at), fn), v.Pos())
}

// constantAddress looks at the constants that an instruction uses as they are.
func (p *pass) constantAddress(fn *ssa.Function, instr ssa.Instruction) {
	if _, sum := instr.(*ssa.BinOp); sum {
		return
	}
	for _, op := range instr.Operands(nil) {
		if t, ok := constantText(*op); ok && strings.Contains(t, "/authorize?") && !strings.Contains(t, "%s") {
			p.addresses(fn, value.Text(t), used(instr))
		}
	}
}

// used returns where an instruction stands, or what it makes is used.
func used(instr ssa.Instruction) token.Pos {
	for range 4 {
		v, ok := instr.(ssa.Value)
		if instr.Pos().IsValid() || !ok || v.Referrers() == nil || len(*v.Referrers()) == 0 {
			break
		}
		instr = (*v.Referrers())[0]
	}
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	// An element in a list of arguments: the next call takes it.
	found := false
	for _, other := range instr.Block().Instrs {
		found = found || other == instr
		if call, ok := other.(ssa.CallInstruction); ok && found && call.Pos().IsValid() {
			return call.Pos()
		}
	}
	return instr.Pos()
}

func constantText(v ssa.Value) (string, bool) {
	c, ok := v.(*ssa.Const)
	if !ok || c.Value == nil {
		return "", false
	}
	if b, ok := c.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 {
		return "", false
	}
	return constant.StringVal(c.Value), true
}

// authorizes reports whether the package writes the path of an authorization
// endpoint at all, or gets it from a function of another package.
func (p *pass) authorizes() bool {
	if p.authorize == nil {
		found := slices.ContainsFunc(p.Funcs, func(fn *ssa.Function) bool {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if p.getsAddress(instr) || slices.ContainsFunc(instr.Operands(nil), writesAuthorize) {
						return true
					}
				}
			}
			return false
		})
		p.authorize = &found
	}
	return *p.authorize
}

func writesAuthorize(v *ssa.Value) bool {
	t, ok := constantText(*v)
	return ok && strings.Contains(t, "authorize")
}

// getsAddress reports whether a function of another package is called that
// returns the address of an authorization endpoint.
func (p *pass) getsAddress(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil {
		return false
	}
	obj, ok := call.Call.StaticCallee().Object().(*types.Func)
	if !ok || obj.Pkg() == p.Types {
		return false
	}
	f := p.Imports.Func(obj.Origin())
	return f != nil && slices.ContainsFunc(f.Results, func(r summary.Result) bool {
		return slices.ContainsFunc(r.Value.Alts, func(alt value.Pattern) bool {
			_, _, found := alt.IndexText("/authorize")
			return found
		})
	})
}

// partOfText reports whether a value goes nowhere but into a longer text.
func partOfText(v ssa.Value) bool {
	refs := v.Referrers()
	if refs == nil || len(*refs) == 0 {
		return false
	}
	for _, r := range *refs {
		if b, ok := r.(*ssa.BinOp); !ok || b.Op != token.ADD {
			return false
		}
	}
	return true
}

func (p *pass) addresses(fn *ssa.Function, s value.Set, pos token.Pos) {
	for _, u := range s.Alts {
		q, host, ok := query(u)
		if !ok || len(q["audience"].Alts) == 0 && len(q["response_type"].Alts) == 0 {
			continue
		}
		p.request(form{site: p.site(fn, pos), text: true, host: host, audience: q["audience"], scope: q["scope"], response: q["response_type"]})
		return
	}
}

// query takes the parameters out of an /authorize URL, each a text with {} for
// what is not known. ok is false for other URLs.
func query(u value.Pattern) (q map[string]value.Set, host Level, ok bool) {
	i, j, found := u.IndexText("/authorize")
	if !found {
		return nil, 0, false
	}
	if level, _, known := hostLevel(value.Split(u).Host); known {
		host = level
	}
	_, rest, asked := strings.Cut(u.After(i, j).String(), "?")
	q = map[string]value.Set{}
	if !asked {
		return q, host, true
	}
	rest, _, _ = strings.Cut(rest, "#")
	for _, pair := range strings.Split(rest, "&") {
		key, val, _ := strings.Cut(pair, "=")
		if text, err := url.QueryUnescape(val); err == nil && parameter(key) {
			q[key] = unwritten(text)
		}
	}
	return q, host, true
}

// unwritten turns {} back into a hole.
func unwritten(text string) value.Set {
	var parts []value.Set
	for i, t := range strings.Split(text, "{}") {
		if i > 0 {
			parts = append(parts, value.Unknown("a part of the address"))
		}
		parts = append(parts, value.Text(t))
	}
	return value.Concat(parts...)
}

// request records a request for a user's token.
func (p *pass) request(f form) {
	if grants, ok := f.grant.Literals(); ok && !slices.Contains(grants, "password") && !slices.Contains(grants, "") {
		return // the program's own token, or one that was asked for before
	} else if !ok && len(f.grant.Alts) > 0 {
		return
	}
	r := TokenRequest{Site: f.site, Complete: !f.scope.Cut, Address: f.text}
	for _, a := range f.audience.Alts {
		if level := p.management(a, f.site.Fn); level > r.Level || r.Audience == "" {
			r.Level, r.Audience = level, a.String()
		}
	}
	for _, alt := range f.response.Alts {
		if t, ok := alt.Literal(); ok && t != "" {
			r.Response = t
		}
	}
	for _, alt := range f.scope.Alts {
		for _, word := range strings.Fields(alt.String()) {
			if strings.Contains(word, "{}") {
				r.Complete = false
			} else if !slices.Contains(r.Scopes, word) {
				r.Scopes = append(r.Scopes, word)
			}
		}
	}
	if r.Level == RuledOut && f.host < Likely {
		return
	}
	slices.Sort(r.Scopes)
	same := func(o TokenRequest) bool {
		return o.Audience == r.Audience && (o.Frame == r.Frame || f.text && o.Fn == r.Fn && o.Response == r.Response && slices.Equal(o.Scopes, r.Scopes))
	}
	if !slices.ContainsFunc(p.out.Requests, same) {
		p.out.Requests = append(p.out.Requests, r)
	}
}

// management says how sure it is that an audience is a Management API's.
func (p *pass) management(a value.Pattern, fn *ssa.Function) Level {
	text := strings.TrimSuffix(a.String(), "/")
	host, ok := strings.CutSuffix(text, "/api/v2")
	if !ok {
		return RuledOut
	}
	i, j, _ := a.IndexText("/api/v2")
	if level, _, known := hostLevel(value.Split(a.Before(i, j)).Host); known && level == Certain {
		return Certain
	}
	switch {
	case !strings.Contains(host, "{}") && !placeholder(strings.ToLower(host)):
		return Possible // a custom domain, or an API of the program's own
	case p.words.ours() || speaks(funcName(fn)) == ours:
		return Likely
	}
	return Possible
}
