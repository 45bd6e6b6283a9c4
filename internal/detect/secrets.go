package detect

import (
	"encoding/base64"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/value"
)

// A Secret is a value that goes where client secrets go.
type Secret struct {
	Site
	Value    value.Set
	Target   string // for people: "management.WithClientCredentials"
	Embedded bool   // it is read from a file that the binary holds
	Level    Level  // how sure it is that the secret is one of Auth0
	Host     string // that it is sent to; "" where nothing is known
	Chain    []summary.Frame
}

// The places of secrets that no library declares, as messages name them.
const (
	formTarget  = "the form value client_secret"
	mapTarget   = "the map key client_secret"
	textTarget  = "the client_secret of a request's body"
	paramTarget = "the parameter client_secret of a request"
	basicTarget = "the Basic authentication of a token request"
)

const secretName = "client_secret"

// secretsAt returns the secrets that an instruction puts in their place.
func (p *pass) secretsAt(fn *ssa.Function, instr ssa.Instruction) []effect {
	var out []effect
	if m, key, val, ok := p.eval.Entry(instr); ok && key == secretName {
		out = append(out, p.entrySecret(fn, instr, m, val))
	} else if call, val, ok := p.parameterSecret(instr); ok {
		e := p.newSecret(fn, p.site(fn, call.Common().Pos()), call, paramTarget, p.eval.Read(val, "", "", call))
		if recv := call.Common().StaticCallee().Signature.Recv(); recv != nil {
			e.object, _ = p.eval.Root(call.Common().Args[0])
		} else if v := call.Value(); v != nil {
			e.object = v
		}
		out = append(out, e)
	}
	switch i := instr.(type) {
	case *ssa.MakeClosure:
		for _, v := range i.Bindings {
			out = append(out, p.builtSecrets(fn, v, i)...)
		}
	case *ssa.Store:
		out = append(out, p.fieldSecret(fn, i)...)
	case *ssa.BinOp:
		if !partOfSum(i) {
			out = append(out, p.textSecrets(fn, i, i)...)
		}
	case ssa.CallInstruction:
		out = append(out, p.basicSecret(fn, i)...)
		if v := i.Value(); v != nil && formats(i.Common()) {
			out = append(out, p.textSecrets(fn, v, i)...)
		}
		if takesBody(p.Types, i.Common()) {
			for _, arg := range i.Common().Args {
				if v := plain(arg); p.writtenOut(v, maxWrittenOut) {
					out = append(out, p.textSecrets(fn, v, i)...)
				}
				out = append(out, p.builtSecrets(fn, plain(arg), i)...)
			}
		}
	}
	return out
}

// newSecret is a secret at its place, of which nothing is known yet.
func (p *pass) newSecret(fn *ssa.Function, site Site, at ssa.Instruction, target string, v value.Set) effect {
	return effect{site: site, place: site, at: at, Effect: summary.Effect{
		Kind: summary.Secret, Sender: target, Value: v, Chain: []summary.Frame{site.Frame}, Words: p.words.of(fn),
	}}
}

// entrySecret is a secret that is put into a form or a map.
func (p *pass) entrySecret(fn *ssa.Function, at ssa.Instruction, m, val ssa.Value) effect {
	target, path := mapTarget, ""
	if u, ok := m.Type().Underlying().(*types.Map); ok {
		if _, list := u.Elem().Underlying().(*types.Slice); list {
			target = formTarget
			if _, one := at.(*ssa.MapUpdate); one {
				path = "[*]"
			}
		}
	}
	pos := at.Pos()
	if call, ok := at.(ssa.CallInstruction); ok {
		pos = call.Common().Pos()
	}
	e := p.newSecret(fn, p.site(fn, pos), at, target, p.eval.Read(val, path, "", at))
	e.object, _ = p.eval.Root(m)
	return e
}

// fieldSecret is a secret that goes into a struct field: one that the table
// names, or one that is encoded under the name of a secret.
func (p *pass) fieldSecret(fn *ssa.Function, s *ssa.Store) []effect {
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok {
		return nil
	}
	name := eval.FieldName(fa)
	listed := p.Rows.SecretField(name)
	if !listed && !secretTag(fa) {
		return nil
	}
	target := name[strings.LastIndexByte(name, '/')+1:]
	if target == "" {
		target = "the field " + secretName + " of an object"
	}
	e := p.newSecret(fn, p.site(fn, s.Pos()), s, target, p.eval.Read(s.Val, "", "", s))
	e.SDK, e.field = p.Rows.Owns(name), true
	e.object, _ = p.eval.Root(fa.X)
	if listed {
		e.URL = p.configured(fa)
	}
	return []effect{e}
}

// secretTag reports whether a field is a text that encoders write as a client
// secret.
func secretTag(fa *ssa.FieldAddr) bool {
	st, ok := pointed(fa.X.Type()).Underlying().(*types.Struct)
	if !ok || !textual(st.Field(fa.Field).Type()) {
		return false
	}
	tag := reflect.StructTag(st.Tag(fa.Field))
	for _, key := range []string{"json", "url", "schema", "form"} {
		if name, _, _ := strings.Cut(tag.Get(key), ","); name == secretName {
			return true
		}
	}
	return false
}

func textual(t types.Type) bool {
	b, ok := pointed(t).Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func pointed(t types.Type) types.Type {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}

// configured returns the address of the tokens that belong to a secret in an
// OAuth configuration.
func (p *pass) configured(fa *ssa.FieldAddr) value.Set {
	end := eval.Last(fa)
	st, ok := pointed(fa.X.Type()).Underlying().(*types.Struct)
	if !ok {
		return value.Set{}
	}
	var sets []value.Set
	for f := range st.Fields() {
		switch f.Name() {
		case "TokenURL":
			sets = append(sets, p.eval.Read(fa.X, ".TokenURL", "", end))
		case "Endpoint":
			sets = append(sets, p.eval.Read(fa.X, ".Endpoint.TokenURL", "", end), p.eval.Read(fa.X, ".Endpoint.AuthURL", "", end))
		}
	}
	_, set := split(value.Join(sets...), func(pat value.Pattern) bool { return len(pat) == 0 })
	return set
}

// parameterSecret returns the value that a call of a library sets as the
// parameter client_secret: in Set(key, value) and their like, key and value are
// the only arguments.
func (p *pass) parameterSecret(instr ssa.Instruction) (call ssa.CallInstruction, val ssa.Value, ok bool) {
	call, ok = instr.(ssa.CallInstruction)
	if !ok {
		return nil, nil, false
	}
	fn := call.Common().StaticCallee()
	if fn == nil || fn.Pkg == nil || !strings.HasPrefix(fn.Name(), "Set") && !strings.HasPrefix(fn.Name(), "Add") {
		return nil, nil, false
	}
	path := fn.Pkg.Pkg.Path()
	if host, _, _ := strings.Cut(path, "/"); !strings.Contains(host, ".") || path == p.Types.Path() {
		return nil, nil, false
	}
	args := call.Common().Args
	if fn.Signature.Recv() != nil {
		args = args[1:]
	}
	if len(args) != 2 || !textual(args[0].Type()) || !textual(args[1].Type()) {
		return nil, nil, false
	}
	if !p.writesSecret(instr.Parent()) {
		return nil, nil, false
	}
	keys, known := p.eval.Read(args[0], "", "", call).Literals()
	return call, args[1], known && len(keys) == 1 && keys[0] == secretName
}

// basicSecret is a secret that a request carries as a password.
func (p *pass) basicSecret(fn *ssa.Function, call ssa.CallInstruction) []effect {
	callee := call.Common().StaticCallee()
	if callee == nil {
		return nil
	}
	obj, ok := callee.Object().(*types.Func)
	if !ok || obj.Pkg() == nil {
		return nil
	}
	args := call.Common().Args
	switch key := send.Key(obj); {
	case key == "net/http.Request.SetBasicAuth":
		e := p.newSecret(fn, p.site(fn, call.Common().Pos()), call, basicTarget, p.eval.Read(args[2], "", "", call))
		e.URL = p.eval.Read(args[0], ".URL.$url", "", call)
		return []effect{e}
	case obj.Name() == "SetBasicAuth" && len(args) == 3 && p.Rows.Package(obj.Pkg().Path()):
		e := p.newSecret(fn, p.site(fn, call.Common().Pos()), call, basicTarget, p.eval.Read(args[2], "", "", call))
		e.object, _ = p.eval.Root(args[0])
		return []effect{e}
	case key == "net/http.Header.Set" || key == "net/http.Header.Add":
		password := basicPassword(p.eval.Read(args[2], "", "", call))
		if len(password.Alts) == 0 {
			return nil
		}
		request, path := p.eval.Root(args[0])
		e := p.newSecret(fn, p.site(fn, call.Common().Pos()), call, basicTarget, password)
		e.URL = p.eval.Read(request, strings.TrimSuffix(path, ".Header")+".URL.$url", "", call)
		return []effect{e}
	}
	return nil
}

// basicPassword returns the passwords in the literals "Basic BASE64" among the
// values of a header.
func basicPassword(header value.Set) value.Set {
	var out []value.Set
	for _, alt := range header.Alts {
		text, _ := alt.Literal()
		code, ok := strings.CutPrefix(text, "Basic ")
		if !ok {
			continue
		}
		plain, err := base64.StdEncoding.DecodeString(code)
		if err != nil {
			continue
		}
		if _, password, ok := strings.Cut(string(plain), ":"); ok {
			out = append(out, value.Text(password))
		}
	}
	return value.Join(out...)
}

// textSecrets are the secrets in a text that is the body of a request for a
// token.
func (p *pass) textSecrets(fn *ssa.Function, v ssa.Value, at ssa.Instruction) []effect {
	if !textual(v.Type()) || !p.writesSecret(fn) {
		return nil
	}
	return p.secretsIn(fn, v, "", at)
}

// builtSecrets are the secrets in a builder or buffer that is handed on, or
// captured by a function literal.
func (p *pass) builtSecrets(fn *ssa.Function, v ssa.Value, at ssa.Instruction) []effect {
	named, ok := types.Unalias(pointed(v.Type())).(*types.Named)
	if !ok || named.Obj().Pkg() == nil || !p.writesSecret(fn) {
		return nil
	}
	switch named.Obj().Pkg().Path() + "." + named.Obj().Name() {
	case "strings.Builder", "bytes.Buffer":
		return p.secretsIn(fn, v, eval.Built, at)
	}
	return nil
}

// secretsIn are the secrets in the text at path below v.
func (p *pass) secretsIn(fn *ssa.Function, v ssa.Value, path string, at ssa.Instruction) []effect {
	s := secretsInText(p.eval.Read(v, path, "", at))
	if len(s.Alts) == 0 {
		return nil
	}
	pos := at.Pos()
	if call, ok := at.(ssa.CallInstruction); ok {
		pos = call.Common().Pos()
	}
	e := p.newSecret(fn, p.site(fn, pos), at, textTarget, s)
	e.object = v
	return []effect{e}
}

// partOfSum reports whether a string is added to another one.
func partOfSum(b *ssa.BinOp) bool {
	for _, r := range *b.Referrers() {
		if _, ok := r.(*ssa.BinOp); ok {
			return true
		}
	}
	return false
}

// formats reports whether a call makes one text out of several.
func formats(c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	if fn == nil {
		return false
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return false
	}
	switch send.Key(obj) {
	case "fmt.Sprintf", "strings.Join", "strings.Builder.String", "bytes.Buffer.String":
		return true
	}
	return false
}

// takesBody reports whether a call may send its text: what the standard
// library does with text is known, and only readers are of interest.
func takesBody(pkg *types.Package, c *ssa.CallCommon) bool {
	fn := c.StaticCallee()
	if fn == nil || fn.Pkg == nil {
		return c.IsInvoke()
	}
	switch path := fn.Pkg.Pkg.Path(); path {
	case "strings", "bytes":
		return strings.HasPrefix(fn.Name(), "New") && fn.Name() != "NewReplacer"
	default:
		first, _, _ := strings.Cut(path, "/")
		return path == pkg.Path() || strings.Contains(first, ".")
	}
}

// writtenOut reports whether a text stands in the code as it is: nothing else
// meets it on its way, as it would where it is put together.
func (p *pass) writtenOut(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		return ok && g.Pkg == p.SSA && textual(v.Type())
	case *ssa.Call:
		fn := v.Call.StaticCallee()
		if depth == 0 || fn == nil || fn.Pkg != p.SSA || fn.Signature.Results().Len() != 1 || !textual(v.Type()) {
			return false
		}
		for _, ret := range eval.Returns(fn) {
			if !p.writtenOut(plain(ret.Results[0]), depth-1) {
				return false
			}
		}
		return len(fn.Blocks) > 0
	}
	return false
}

const maxWrittenOut = 2 // functions that hand a text on

// plain undoes the conversions of a text.
func plain(v ssa.Value) ssa.Value {
	for {
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
		case *ssa.ChangeType:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		default:
			return v
		}
	}
}

// settleSecret records a secret that is known, and returns what callers have
// to decide.
func (p *pass) settleSecret(e effect) []effect {
	callers := func(s value.Set) bool { return s.Has(value.Param, value.Free) }
	pending, here := split(e.Value, func(pat value.Pattern) bool {
		return callers(value.Set{Alts: []value.Pattern{pat}})
	})
	if e.Sender == basicTarget && callers(e.URL) {
		pending, here = e.Value, value.Set{}
	}
	if len(here.Alts) > 0 {
		p.keepSecret(e, e.site, here)
	}
	if len(pending.Alts) == 0 {
		return nil
	}
	e.Value = pending
	return []effect{e}
}

// finishSecrets looks at the secrets that no caller in the package decides:
// what the code stores in the fields that they come from decides then.
func (p *pass) finishSecrets(fn *ssa.Function) {
	in := p.infos[fn]
	if in == nil || len(p.callers[fn]) > 0 {
		return
	}
	for _, e := range in.effects {
		if e.Kind != summary.Secret {
			continue
		}
		v := e.Value.Subst(func(sym value.Symbol) (value.Set, bool) {
			if f, ok := sym.Field(); ok && callersDecide(sym) {
				return value.Of(f), true
			}
			return value.Set{}, false
		})
		if _, here := split(v, func(pat value.Pattern) bool {
			return (value.Set{Alts: []value.Pattern{pat}}).Has(value.Param, value.Free)
		}); len(here.Alts) > 0 && e.place.Fn != nil {
			p.keepSecret(e, e.place, here)
		}
	}
}

// keepSecret records a secret, once for its place.
func (p *pass) keepSecret(e effect, at Site, v value.Set) {
	level, host := p.destination(e)
	if level == RuledOut || p.isSDK() {
		return
	}
	p.know(v, credential{level: level, host: host})
	s := Secret{Site: at, Target: e.Sender, Level: level, Host: host}
	s.Value = v.Subst(func(sym value.Symbol) (value.Set, bool) {
		switch sym.Kind {
		case value.Field:
			stored := p.stored(sym)
			return stored, len(stored.Alts) > 0
		case value.Global:
			name, own := strings.CutPrefix(sym.Name, p.Types.Path()+".")
			s.Embedded = s.Embedded || own && p.embedded()[name]
		}
		return value.Set{}, false
	})
	if at.Frame == e.site.Frame {
		s.Chain = e.Chain[1:]
	}
	for i, o := range p.out.Secrets {
		if o.Value.Key() != s.Value.Key() || o.Frame.File != s.Frame.File || o.Frame.Line != s.Frame.Line && o.Fn != s.Fn {
			continue
		}
		if _, known := s.Value.Literals(); o.Frame == s.Frame || known && (shape(o.Target) || shape(s.Target)) {
			if shape(o.Target) && !shape(s.Target) {
				p.out.Secrets[i] = s // the place that a library declares says more
			}
			return
		}
	}
	p.out.Secrets = append(p.out.Secrets, s)
}

// shape reports whether a place is known by the name in an object alone: what
// is put into the object goes on to the place where it is sent.
func shape(target string) bool {
	return target == formTarget || target == mapTarget || target == textTarget
}

// embedded returns the package's variables that hold embedded files.
func (p *pass) embedded() map[string]bool {
	if p.embeds != nil {
		return p.embeds
	}
	p.embeds = map[string]bool{}
	for _, f := range p.Files {
		for _, d := range f.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.VAR {
				continue
			}
			for _, s := range decl.Specs {
				spec := s.(*ast.ValueSpec)
				if embeds(decl.Doc) || embeds(spec.Doc) {
					for _, name := range spec.Names {
						p.embeds[name.Name] = true
					}
				}
			}
		}
	}
	return p.embeds
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}
