package detect

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
	"github.com/scopevet/scopevet/internal/value"
)

// A Shown is a client secret, or a token of the Management API, that the code
// hands to people: in an answer, to a template, to a page's script.
type Shown struct {
	Site
	Where string // of package send: send.Response, ...
	Token bool   // an access token; else a client secret
	From  string // for people: "environment variable AUTH0_CLIENT_SECRET"; "" where there is no name
	Level Level
	Host  string   // that the secret is sent to elsewhere; "" where nothing is known
	Paths []string // of a template: where in the data it lies, "Auth.Secret"; empty where that is not known
	Text  string   // of a template: its text, as far as it stands in the code
	Chain []summary.Frame
}

// shows returns what a call hands to people, as far as it could be a
// credential.
func (p *pass) shows(fn *ssa.Function, call ssa.CallInstruction) []effect {
	if p.Public == nil {
		return nil
	}
	var out []effect
	for _, c := range p.eval.Callees(call.Common()) {
		row := p.Public.Find(c.Method)
		if row == nil {
			continue
		}
		for _, show := range row.Shows {
			if show.Where == send.Console && !p.page() {
				continue
			}
			if e, ok := p.show(fn, call, show); ok {
				out = append(out, e)
			}
		}
	}
	return out
}

func (p *pass) show(fn *ssa.Function, call ssa.CallInstruction, show send.Show) (effect, bool) {
	args := arguments(call.Common())
	what := show.What.Terms[0]
	if what.Arg >= len(args) {
		return effect{}, false
	}
	var only []summary.Choice
	if show.Writer.Known() {
		w := p.eval.Read(args[show.Writer.Terms[0].Arg], eval.Response, "", call)
		texts, known := w.Literals()
		switch {
		case known && slices.Contains(texts, eval.Answers):
		case !w.Has(value.Param, value.Free):
			return effect{}, false
		default:
			only = []summary.Choice{{Value: w, Text: eval.Answers}}
		}
	}
	step := what.Path
	if !strings.HasSuffix(step, eval.Encoded) {
		step += eval.Parts
	}
	site := p.site(fn, call.Common().Pos())
	e := effect{site: site, at: call, object: args[what.Arg], Effect: summary.Effect{
		Kind: summary.Show, Sender: show.Where, Value: p.eval.Read(args[what.Arg], step, "", call), Only: only,
		Chain: []summary.Frame{site.Frame}, Words: p.words.of(fn),
	}}
	if show.Where == send.Template {
		e.URL = p.eval.Read(args[0], eval.Source, "", call)
		if _, known := e.URL.Literals(); !known {
			e.URL = value.Set{}
		}
	}
	if root, ok := e.object.(*ssa.Parameter); ok {
		e.Object = slices.Index(fn.Params, root) + 1
	}
	return e, len(e.Value.Alts) > 0
}

// page reports whether the package is code for a page: what it prints stands
// in the page's console.
func (p *pass) page() bool {
	for _, imp := range p.Types.Imports() {
		if path := imp.Path(); path == "syscall/js" || path == "github.com/gopherjs/gopherjs/js" {
			return true
		}
	}
	return false
}

// settleShow keeps what is known of something shown, and returns what callers
// have to decide.
func (p *pass) settleShow(e effect) []effect {
	callers := func(pat value.Pattern) bool {
		return (value.Set{Alts: []value.Pattern{pat}}).Has(value.Param, value.Free)
	}
	pending, here := split(e.Value, callers)
	if slices.ContainsFunc(e.Only, func(c summary.Choice) bool { return c.Text == eval.Answers && c.Value.Has(value.Param, value.Free) }) {
		pending, here = e.Value, value.Set{} // whether it is shown is for callers to say
	}
	if len(here.Alts) > 0 {
		known := e
		known.Value = here
		p.shown = append(p.shown, known)
	}
	if len(pending.Alts) == 0 {
		return nil
	}
	e.Value = pending
	return []effect{e}
}

// finishShows looks at what no caller in the package decides: what the code
// stores in the fields that it comes from decides then.
func (p *pass) finishShows(fn *ssa.Function) {
	in := p.infos[fn]
	if in == nil || len(p.callers[fn]) > 0 {
		return
	}
	for _, e := range in.effects {
		if e.Kind != summary.Show || len(e.Only) > 0 {
			continue
		}
		e.Value = fieldsOf(e.Value)
		p.shown = append(p.shown, e)
	}
}

// fieldsOf puts fields, whatever the object, in the place of the fields of
// what callers pass.
func fieldsOf(s value.Set) value.Set {
	return s.Subst(func(sym value.Symbol) (value.Set, bool) {
		if f, ok := sym.Field(); ok && callersDecide(sym) {
			return value.Of(f), true
		}
		return value.Set{}, false
	})
}

// credentials are the values that are known to be a client secret or a token
// of the Management API, by the places that they go to.
type credentials struct {
	symbols map[value.Symbol]credential
	texts   map[string]credential
}

type credential struct {
	token bool
	level Level
	host  string
}

// know notes the values of something that goes where credentials go.
func (p *pass) know(s value.Set, c credential) {
	if p.known.symbols == nil {
		p.known = credentials{map[value.Symbol]credential{}, map[string]credential{}}
	}
	for _, alt := range fieldsOf(s).Alts {
		if t, ok := alt.Literal(); ok {
			if !c.token && len(t) >= 8 && !OtherProducts(t) && p.known.texts[t].level < c.level {
				p.known.texts[t] = c
			}
			continue
		}
		if len(alt) != 1 {
			continue
		}
		switch sym := alt[0].Hole.Symbol; {
		case callersDecide(sym), sym.Kind == value.Opaque && sym.Class == "" && !eval.Named(sym), c.token && sym.Class != "" && sym.Class != send.Machine:
		case p.known.symbols[sym].level < c.level:
			p.known.symbols[sym] = c
		}
	}
}

// judgeShows says which of the things shown are credentials, once all places
// that these go to are known.
func (p *pass) judgeShows() {
	for _, e := range p.shown {
		var c credential
		from := ""
		for _, alt := range e.Value.Alts {
			for _, piece := range alt {
				if got, name := p.credentialOf(piece, e, 0); got.level > c.level {
					c, from = got, name
				}
			}
		}
		if c.level == RuledOut {
			continue
		}
		s := Shown{Site: e.site, Where: e.Sender, Token: c.token, From: from, Level: c.level, Host: c.host, Chain: e.Chain[1:]}
		if s.Where == send.Template {
			s.Paths = p.renderedAt(e)
			if t, ok := e.URL.Literals(); ok {
				s.Text = strings.Join(t, "\n")
			}
		}
		if !slices.ContainsFunc(p.out.Shown, func(o Shown) bool {
			return o.Frame == s.Frame && o.Token == s.Token && o.Where == s.Where
		}) {
			p.out.Shown = append(p.out.Shown, s)
		}
	}
}

// renderedAt returns where the credentials lie in a template's data.
func (p *pass) renderedAt(e effect) []string {
	if e.object == nil {
		return nil
	}
	var out []string
	for _, part := range p.eval.PartsOf(e.object, eval.Parts, e.at) {
		for _, alt := range fieldsOf(part.Value).Alts {
			for _, piece := range alt {
				if c, _ := p.credentialOf(piece, e, 0); c.level > RuledOut && !slices.Contains(out, part.Path) {
					out = append(out, part.Path)
				}
			}
		}
	}
	for i := range out {
		out[i] = strings.Trim(pathSteps().ReplaceAllString(out[i], "."), ".")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var pathSteps = lazy.Regexp(`[.\[\]]+`)

var (
	secretEnv = lazy.Regexp(`(?i)client_?secret`)
	// clientField is where the SDK keeps a client's own secret.
	clientField = lazy.Regexp(`\.(Client|\w*Client(Request|Response)?(Content)?)\.ClientSecret$`)
	tokenEnv    = lazy.Regexp(`(?i)(api|mgmt|management)_?(api_?)?(access_?)?token`)
)

// credentialOf says what a piece of text is known to be, and what people call
// it.
func (p *pass) credentialOf(piece value.Piece, e effect, depth int) (credential, string) {
	if piece.Hole == nil {
		for text, c := range p.known.texts {
			if strings.Contains(piece.Text, text) {
				return c, ""
			}
		}
		return credential{}, ""
	}
	sym := piece.Hole.Symbol
	name := ""
	if sym.Class == "" {
		name = source(sym)
	}
	if c, ok := p.known.symbols[sym]; ok {
		return c, name
	}
	var c credential
	switch {
	case sym.Class == send.Machine && strings.HasSuffix(sym.Name, send.ForManagement):
		return credential{token: true, level: Likely}, strings.TrimSuffix(sym.Name, send.ForManagement)
	case sym.Kind == value.Field && p.Rows.Owns(sym.Name):
		// The secrets of connections are other providers'.
		if clientField().MatchString(sym.Name) {
			return credential{level: Certain}, name
		}
	case sym.Kind == value.Field || eval.Named(sym):
		switch word := sym.Name[strings.LastIndexAny(sym.Name, "./ ")+1:]; {
		case secretEnv().MatchString(word) && !strings.HasSuffix(strings.ToLower(word), "name"):
			c = credential{level: p.aboutUs(sym, e)}
		case tokenEnv().MatchString(word) && triage.NamesAuth0(sym.Name):
			c = credential{token: true, level: Likely}
		}
		if c.level >= Likely {
			return c, name
		}
	}
	if (sym.Kind == value.Field || sym.Kind == value.Global) && depth < 3 {
		stored := p.stored(sym)
		for _, alt := range stored.Alts {
			for _, piece := range alt {
				if got, from := p.credentialOf(piece, e, depth+1); got.level > c.level {
					c, name = got, from
				}
			}
		}
	}
	return c, name
}

// aboutUs says how sure it is that a name which speaks of a client secret
// means Auth0's.
func (p *pass) aboutUs(sym value.Symbol, e effect) Level {
	name := sym.Name
	if host, rest, ok := strings.Cut(name, "/"); ok && strings.Contains(host, ".") {
		name = rest // of github.com nothing follows
	}
	switch {
	case triage.NamesAuth0(name):
		return Likely
	case providerWord().MatchString(name):
		return RuledOut
	}
	return p.words.around(e)
}
