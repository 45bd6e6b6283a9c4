package detect

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
	"github.com/scopevet/scopevet/internal/value"
)

// providerWord names identity providers that take client secrets of their
// own. Auth0's code speaks of them too, so that it counts in an address and in
// the names of functions alone.
var providerWord = lazy.Regexp(`(?i)github|gitlab|google|facebook|twitter|linkedin|microsoft|azure|okta|keycloak|cognito|amazon|slack|discord|spotify|stripe|heroku|shopify|salesforce|paypal|dropbox|bitbucket|strava|twitch|zoom`)

// otherSecret knows the secrets that say by their beginning whose they are:
// those of Google, Stripe (whose client secrets are made for browsers), GitHub,
// GitLab, Slack. Auth0's have no such mark.
var otherSecret = lazy.Regexp(`^(GOCSPX-|(pi|seti|src|cs|sub|acct|sk|rk|pk)_(test_|live_)?[A-Za-z0-9]{8,}|gh[opsur]_|github_pat_|glpat-|gloas-|xox[abprs]-)`)

// OtherProducts reports whether a text is another product's secret.
func OtherProducts(text string) bool { return otherSecret().MatchString(text) }

// destination says how sure it is that a secret goes to Auth0, and to which
// host. The address that it is sent to decides where it is seen, and then the
// words around the code, in the order of words.judge.
func (p *pass) destination(e effect) (Level, string) {
	if e.SDK {
		return Certain, ""
	}
	level, custom, decided := p.addressed(e)
	if decided {
		return level, custom
	}
	if custom != "" {
		return max(p.words.near(e), Possible), custom
	}
	return p.words.around(e), custom
}

// addressed judges by the addresses that a secret is sent to: a tenant of
// Auth0, or somebody else. A host of its own with Auth0's path may be a custom
// domain: custom names it, and the words around decide.
func (p *pass) addressed(e effect) (level Level, custom string, decided bool) {
	others := 0
	token := false
	for _, u := range e.URL.Alts {
		url := value.Split(absolute(noQuery(u)))
		path := url.Path.String()
		isToken := strings.HasSuffix(path, "/oauth/token") || strings.HasSuffix(path, "/oauth/revoke")
		token = token || isToken
		level, _, ok := hostLevel(url.Host)
		names := ""
		(value.Set{Alts: []value.Pattern{u}}).Holes(func(h *value.Hole) { names += h.Symbol.String() + " " + h.Symbol.Name + " " + h.Symbol.Owner + " " })
		switch {
		case ok && level == Certain:
			if e.Sender == basicTarget && !isToken {
				others++
				continue
			}
			return Certain, hostText(url.Host), true
		case ok && level == RuledOut:
			host := hostText(url.Host)
			if isToken && !strings.HasPrefix(host, "localhost") && !strings.HasPrefix(host, "127.") && !strings.HasPrefix(host, "[") && !providerWord().MatchString(host) {
				custom = host
				continue
			}
			others++
		case triage.NamesAuth0(names):
			if e.Sender != basicTarget || isToken {
				return Likely, "", true
			}
			others++
		case providerWord().MatchString(names+u.String()) || strings.Contains(names, "golang.org/x/oauth2/"):
			others++
		}
	}
	if n := len(e.URL.Alts); n > 0 && others == n || e.Sender == basicTarget && !token {
		return RuledOut, "", true
	}
	return 0, custom, false
}

// near judges by the functions on a secret's way; it answers RuledOut for other
// products, and nothing (a negative level) where they are silent.
func (w *words) near(e effect) Level {
	level := map[verdict]Level{ours: Likely, theirs: RuledOut, silent: -1}
	if v, _ := weigh(e.Words); v != silent {
		return level[v]
	}
	fn := e.site.Fn
	if owner := e.Sender[strings.IndexByte(e.Sender, '.')+1:]; e.field && providerWord().MatchString(owner) {
		return RuledOut
	}
	if fn != nil && providerWord().MatchString(funcName(fn)) {
		return RuledOut
	}
	return level[w.body(fn)]
}

// around judges by the words around a secret's way.
func (w *words) around(e effect) Level {
	if level := w.near(e); level >= 0 {
		return level
	}
	switch v := w.file(e.site.Frame.File); {
	case v == ours, v == silent && w.pkg == ours, v == silent && w.pkg == silent && (w.anywhere || w.exchanges()):
		return Likely
	case v == theirs, w.pkg == theirs:
		return RuledOut
	}
	return Possible
}

// direct notes of each secret which of the function's requests takes it along,
// and keeps one effect for each secret that a text holds.
func (p *pass) direct(effects []effect) {
	for i, e := range effects {
		if e.Kind != summary.Secret || e.object == nil {
			continue
		}
		var sets []value.Set
		for _, r := range effects {
			call, ok := r.at.(ssa.CallInstruction)
			if r.Kind != summary.Request || !ok {
				continue
			}
			if slices.ContainsFunc(arguments(call.Common()), (&feed{from: e.object, seen: map[ssa.Value]bool{}}).reaches) {
				sets = append(sets, r.URL)
			}
		}
		effects[i].object = nil
		if len(sets) > 0 {
			effects[i].URL = value.Join(append(sets, e.URL)...)
		}
	}
}

// A feed asks whether a value is made of another one, inside one function.
type feed struct {
	from ssa.Value
	seen map[ssa.Value]bool
}

const maxFeed = 200 // values looked at

func (f *feed) reaches(v ssa.Value) bool {
	if v == nil || f.seen[v] || len(f.seen) > maxFeed {
		return false
	}
	if v == f.from {
		return true
	}
	f.seen[v] = true
	switch x := v.(type) {
	case *ssa.Alloc:
		return f.filled(x)
	case *ssa.Const, *ssa.Function, *ssa.Global, *ssa.Parameter, *ssa.FreeVar, *ssa.Builtin:
		return false
	}
	instr, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && f.reaches(*op) {
			return true
		}
	}
	return false
}

// filled looks at what is written to memory, directly or through an encoder.
func (f *feed) filled(v ssa.Value) bool {
	if v.Referrers() == nil {
		return false
	}
	for _, r := range *v.Referrers() {
		switch i := r.(type) {
		case *ssa.Store:
			if i.Addr == v && f.reaches(i.Val) {
				return true
			}
		case *ssa.MakeInterface, *ssa.FieldAddr, *ssa.IndexAddr:
			if f.filled(i.(ssa.Value)) {
				return true
			}
		case *ssa.Call:
			for _, arg := range i.Call.Args {
				if arg != v && f.reaches(arg) {
					return true
				}
			}
			if !f.seen[i] {
				f.seen[i] = true
				if _, encoder := i.Type().Underlying().(*types.Pointer); encoder && f.filled(i) {
					return true
				}
			}
		}
	}
	return false
}
