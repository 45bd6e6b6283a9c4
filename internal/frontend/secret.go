package frontend

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// A destination is where a value stands: what kind of client it configures
// or which request it goes into.
type destination struct {
	name       string // for the message
	confidence Confidence
}

// isSecretName tells whether a key is one that client secrets have, with
// whatever stands before it: clientSecret, AUTH0_CLIENT_SECRET.
func isSecretName(key string) bool {
	return len(key) >= len("clientSecret") && strings.HasSuffix(fold(key), "clientsecret")
}

// secretSuffix is isSecretName for a token, quoted or not; it is asked of
// every name.
func secretSuffix(text []byte) bool {
	text = bytes.Trim(text, `"'`)
	return len(text) >= 12 && text[len(text)-1]|0x20 == 't' && isSecretName(string(text))
}

// property looks at key: value of an object literal or of JSON.
func (in *inspection) property(key, at int) {
	s := in.script
	switch s.kind(key) {
	case js.StringToken, js.IdentifierToken:
	default:
		return
	}
	text := s.text(key)
	switch {
	case in.secrets && len(text) >= 12:
		if secretSuffix(text) && s.inObject(key) {
			in.secretProperty(s.key(key), key, at)
		}
	case in.api && len(text) <= 14 && (bytes.Contains(text, []byte("scope")) || bytes.Contains(text, []byte("esponse"))):
		if s.inObject(key) {
			in.tokenRequest(key, at)
		}
	}
}

// inObject tells a property from a label, a case and a ternary.
func (s *script) inObject(key int) bool {
	up := s.around(key)
	if up < 0 || s.kind(up) != js.OpenBraceToken {
		return false
	}
	return key-1 == up || s.kind(key-1) == js.CommaToken || s.kind(key-1) == js.SemicolonToken
}

// shorthand looks at {clientSecret}, where the name is its own value.
func (in *inspection) shorthand(i int) {
	s := in.script
	if !in.secrets || s.kind(i) != js.IdentifierToken || !secretSuffix(s.text(i)) || !s.inObject(i) {
		return
	}
	in.secretProperty(s.name(i), i, i)
}

func (in *inspection) secretProperty(name string, key, at int) {
	if !in.canBeSecret(at) {
		return
	}
	if d, ok := in.destination(key, name); ok {
		in.secret(at, d, in.script.eval(at))
	}
}

// canBeSecret is a quick look at the first token of a value: text, a name, or
// what a bundler replaces.
func (in *inspection) canBeSecret(at int) bool {
	switch k := in.script.kind(at); k {
	case js.StringToken, js.TemplateToken, js.TemplateStartToken, js.OpenParenToken, js.ImportToken, js.OpenBraceToken:
		return true
	default:
		return in.script.ident(at)
	}
}

// assignment looks at name = value.
func (in *inspection) assignment(i int) {
	s := in.script
	text := s.text(i - 1)
	if in.api && string(text) == "scope" {
		in.elementScope(i)
		return
	}
	if !in.secrets || !secretSuffix(text) || !in.canBeSecret(i+1) {
		return
	}
	name := s.name(i - 1)
	d := destination{"a variable of the script", Likely}
	switch {
	case speaks(name) == ours, s.member(i-2) && speaks(chain(s, s.head(i-1), i-1)) == ours:
		d.confidence = Certain
	case speaks(name) == theirs, speaks(chain(s, s.head(i-1), i-1)) == theirs, !in.tenants:
		return
	default:
		if _, used := in.usedAsProperty(name); used {
			return // judged where it is used
		}
	}
	in.secret(i+1, d, s.eval(i+1))
}

// usedAsProperty tells whether a name is put into an object somewhere, where
// its company says more of it.
func (in *inspection) usedAsProperty(name string) (at int, ok bool) {
	s := in.script
	for i := range s.toks {
		if s.kind(i) != js.IdentifierToken || !s.is(i, name) {
			continue
		}
		switch s.kind(i - 1) {
		case js.ColonToken:
			return i, true
		case js.CommaToken, js.OpenBraceToken:
			if (s.kind(i+1) == js.CommaToken || s.kind(i+1) == js.CloseBraceToken) && s.inObject(i) {
				return i, true
			}
		}
	}
	return 0, false
}

// destination judges a secret's place in an object literal: the keys beside
// it, what the object is given to, and the names that lead to it.
func (in *inspection) destination(key int, name string) (destination, bool) {
	s := in.script
	if v := speaks(name); v != silent {
		return destination{"the setting " + name, Certain}, v == ours
	}
	open := s.around(key)
	for depth := 0; open >= 0 && depth < 6; depth++ {
		switch s.kind(open) {
		case js.OpenBraceToken:
			if !s.isObject(open) {
				open = s.around(open)
				depth += 2
				continue
			}
			if d, v := in.judgeCompany(open); v != silent {
				return d, v == ours
			}
			switch s.kind(open - 1) {
			case js.ColonToken:
				if v := speaks(s.key(open - 2)); v != silent {
					return destination{"the settings of " + plain(s.key(open-2)), Likely}, v == ours
				}
			case js.EqToken:
				if v := speaks(chain(s, s.head(open-2), open-2)); v != silent {
					return destination{"the settings " + plain(s.key(open-2)), Likely}, v == ours
				}
			}
		case js.OpenParenToken:
			if d, v := in.judgeCall(open); v != silent {
				return d, v == ours
			}
		}
		open = s.around(open)
	}
	if in.tenants {
		return destination{"the settings of a client", Likely}, true
	}
	return destination{}, false
}

// judgeCompany judges an object by its keys.
func (in *inspection) judgeCompany(open int) (destination, verdict) {
	s := in.script
	props, _ := s.object(open)
	where := "an Auth0 configuration"
	if _, ok := find(props, "granttype"); ok {
		where = tokenBody
	}
	for _, p := range props {
		switch fold(p.key) {
		case "domain", "issuer", "issuerbaseurl", "issuerurl", "audience", "tenant", "baseurl", "host", "authority", "tokenurl", "tokenendpoint", "url", "auth0domain":
			for _, t := range s.eval(p.value).alts {
				switch in.hostOf(t) {
				case ours:
					return destination{where, Certain}, ours
				case theirs:
					if f := fold(p.key); f != "audience" && f != "baseurl" && f != "url" && f != "host" {
						return destination{}, theirs
					}
				}
			}
		default:
			if speaks(p.key) == ours && !isSecretName(p.key) {
				return destination{where, Certain}, ours
			}
		}
	}
	return destination{}, silent
}

// clients are the constructors that Auth0's JavaScript SDKs export.
var clients = map[string]bool{
	"ManagementClient": true, "AuthenticationClient": true, "WebAuth": true, "Auth0Client": true, "createAuth0Client": true,
	"Auth0Lock": true, "Auth0Provider": true, "Auth0": true, "initAuth0": true, "createAuth0": true, "provideAuth0": true,
}

// judgeCall judges the call whose argument something is: the client of an
// SDK, or a request for a token.
func (in *inspection) judgeCall(open int) (destination, verdict) {
	s := in.script
	if callee := s.callee(open); callee >= 0 {
		name := s.name(callee)
		switch {
		case clients[name]:
			return destination{name, Certain}, ours
		case speaks(chain(s, s.head(callee), callee)) == theirs:
			return destination{}, theirs
		}
	}
	args := s.args(open)
	if len(args) == 0 {
		return destination{}, silent
	}
	if clients[s.name(args[0])] { // jsx(Auth0Provider, {…})
		return destination{s.name(args[0]), Certain}, ours
	}
	v := s.eval(args[0])
	if opts := s.objectAt(args[0]); opts >= 0 {
		props, _ := s.object(opts)
		if p, ok := find(props, "url"); ok {
			v = s.eval(p.value)
		}
	}
	return in.judgeTokenURL(v)
}

// tokenBody is where a client that asks for a token puts its secret.
const tokenBody = "the body of POST /oauth/token"

// judgeTokenURL judges a URL that something is sent to.
func (in *inspection) judgeTokenURL(v value) (destination, verdict) {
	for _, t := range v.alts {
		if !strings.Contains(t, "/oauth/token") {
			if in.hostOf(t) == theirs && strings.Contains(t, "://") {
				return destination{}, theirs
			}
			continue
		}
		switch in.hostOf(t) {
		case ours:
			return destination{tokenBody, Certain}, ours
		case theirs:
			return destination{}, theirs
		}
		for _, n := range v.names {
			if w := speaks(n); w != silent {
				return destination{tokenBody, Likely}, w
			}
		}
		if in.managed || in.tenants {
			return destination{tokenBody, Likely}, ours
		}
	}
	return destination{}, silent
}

// secret reports a client secret if the value is one: text that is no
// placeholder, a variable that a bundler replaces by its text, or an action
// of a template.
func (in *inspection) secret(at int, d destination, v value) {
	for _, t := range v.alts {
		switch {
		case in.source.Template && strings.Contains(t, "{{") && strings.Contains(t, "}}"):
			in.reportSecret(at, d, "client secret is written into the page by a template action")
			return
		case strings.Contains(t, hole):
			for _, n := range v.names {
				if strings.Contains(n, "import.meta.env.") && strings.HasPrefix(n[strings.LastIndexByte(n, '.')+1:], "VITE_") ||
					strings.Contains(n, "process.env.REACT_APP_") || strings.Contains(n, "process.env.NEXT_PUBLIC_") || strings.Contains(n, "process.env.VUE_APP_") {
					in.reportSecret(at, d, "client secret is built into the bundle from an environment variable")
					return
				}
			}
		case !Placeholder(t):
			in.reportSecret(at, d, "client secret")
			return
		}
	}
}

func (in *inspection) reportSecret(at int, d destination, what string) {
	offset := 0
	if at >= 0 && at < len(in.script.toks) {
		offset = int(in.script.toks[at].start)
	}
	in.reportSecretAt(offset, d, what)
}

func (in *inspection) reportSecretAt(offset int, d destination, what string) {
	f := Finding{Rule: "client-secret-public", Confidence: d.confidence}
	f.Message = what + " reaches " + d.name + " in front-end code: every user can read it; move the call to your backend and rotate the secret"
	if in.server || !in.source.Public {
		f.Rule = "client-secret-literal"
		f.Message = "client secret reaches " + d.name + " in a file that is part of the program; read it from the environment or a secret store and rotate it"
	}
	in.reportAt(offset, f)
}

// text looks at a string or template literal: tokens, URLs, and data inside
// of text.
func (in *inspection) text(i int) {
	s := in.script
	raw := s.text(i)
	if len(raw) < 12 {
		return
	}
	if in.jwts && bytes.Contains(raw, []byte("eyJ")) {
		in.tokens(i)
	}
	switch {
	case !in.secrets:
	case bytes.Contains(raw, []byte("client_secret")):
		in.secretInText(i)
	case bytes.Contains(raw, []byte("clientSecret")) && bytes.ContainsRune(raw, '{'):
		in.secretInText(i)
	}
	if in.logins && (bytes.Contains(raw, []byte("/authorize")) || bytes.Contains(raw, []byte("response_type="))) {
		in.authorizeURL(i)
	}
}

// secretInText looks at "client_secret", value in a call or a list, at forms
// such as "grant_type=…&client_secret=…", and at JSON inside of text.
func (in *inspection) secretInText(i int) {
	s := in.script
	raw := s.text(i)
	if s.kind(i) == js.StringToken && unquote(raw) == "client_secret" {
		if s.kind(i+1) != js.CommaToken {
			return
		}
		switch s.kind(i - 1) {
		case js.OpenParenToken, js.OpenBracketToken:
			if d, ok := in.formDestination(i); ok && in.canBeSecret(i+2) {
				in.secret(i+2, d, s.eval(i+2))
			}
		}
		return
	}
	text := s.eval(i)
	if s.kind(i-1) == js.AddToken {
		return // judged from the beginning of the expression
	}
	for _, t := range text.alts {
		if strings.Contains(t, "client_secret=") {
			in.form(i, t)
			continue
		}
		if j := strings.TrimLeft(t, " \t\r\n"); strings.HasPrefix(j, "{") || strings.HasPrefix(j, "[") {
			in.nested(i, t)
		}
	}
}

// formDestination judges a form by the script around it.
func (in *inspection) formDestination(i int) (destination, bool) {
	if in.tenants || in.managed {
		return destination{tokenBody, Likely}, true
	}
	for up := in.script.around(i); up >= 0; up = in.script.around(up) {
		if in.script.kind(up) == js.OpenParenToken {
			if d, v := in.judgeCall(up); v != silent {
				return d, v == ours
			}
		}
	}
	return destination{}, false
}

// form looks at text that is the body of a form or a query.
func (in *inspection) form(i int, text string) {
	if j := strings.IndexByte(text, '?'); j >= 0 {
		if in.hostOf(text) == theirs && strings.Contains(text[:j], "://") {
			return
		}
		text = text[j+1:]
	}
	_, rest, _ := strings.Cut(text, "client_secret=")
	secret, _, _ := strings.Cut(rest, "&")
	if u, err := url.QueryUnescape(secret); err == nil {
		secret = u
	}
	if secret == "" {
		return
	}
	if d, ok := in.formDestination(i); ok {
		in.secret(i, d, literal(secret))
	}
}

// nested scans JSON that stands in a string literal. Its findings stand where
// the literal does.
func (in *inspection) nested(i int, text string) {
	var findings []Finding
	inner := *in
	content := []byte(strings.ReplaceAll(text, hole, ""))
	inner.script, inner.findings, inner.place = new(script), &findings, nil
	inner.source.Format, inner.settings = Data, in.wordsOf(content).settings
	inner.scan(content, true)
	for _, f := range findings {
		in.report(i, f)
	}
}

// plain makes text of a file fit for a message.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0xFDD0 {
			return ' '
		}
		return r
	}, name)
}

// Placeholder knows what people write where a secret will be.
func Placeholder(t string) bool {
	u := strings.ToUpper(strings.TrimSpace(t))
	switch {
	case len(u) < 6, strings.Trim(u, "X*.-_0") == "", strings.ContainsAny(u, " <>"):
		return true
	case strings.HasPrefix(u, "__") && strings.HasSuffix(u, "__"):
		return true
	}
	for _, prefix := range []string{"${", "{{", "$(", "##", "@@", "%", "$", "[", "PROCESS.ENV", "IMPORT.META"} {
		if strings.HasPrefix(u, prefix) {
			return true
		}
	}
	for _, word := range []string{"YOUR", "EXAMPLE", "CHANGEME", "CHANGE_ME", "CHANGE-ME", "PLACEHOLDER", "REPLACE", "DUMMY", "REDACTED", "TODO", "FIXME", "CLIENT_SECRET", "CLIENT-SECRET", "CLIENTSECRET", "INSERT", "SECRET_HERE", "UNDEFINED"} {
		if strings.Contains(u, word) {
			return true
		}
	}
	return false
}
