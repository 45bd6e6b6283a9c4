package frontend

import (
	"net/url"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// tokenRequest looks at scope: value and responseType: value of what
// configures a login or asks for a token.
func (in *inspection) tokenRequest(key, at int) {
	s := in.script
	switch fold(s.key(key)) {
	case "scope", "scopes":
		in.scopeProperty(key, at)
	case "responsetype":
		if c, ok := in.audienceNear(key); ok && c == Certain {
			for _, t := range s.eval(at).texts() {
				if slices.Contains(strings.Fields(t), "token") {
					in.report(at, implicitGrant(Certain))
					return
				}
			}
		}
	}
}

func implicitGrant(c Confidence) Finding {
	return Finding{
		Rule: "implicit-grant", Confidence: c,
		Message: "the token request uses the implicit grant (response_type token), which puts the token into the address bar and the browser's history; use the authorization code flow with PKCE",
	}
}

func (in *inspection) scopeProperty(key, at int) {
	s := in.script
	var texts []string
	if s.kind(at) == js.OpenBracketToken {
		for i, end := at+1, s.close(at); i < end; i = s.next(i) + 1 {
			texts = append(texts, s.eval(i).texts()...)
		}
		texts = []string{strings.Join(texts, " ")}
	} else {
		texts = s.eval(at).alts
	}
	c := Confidence(-1)
	for _, t := range texts {
		if !strings.Contains(t, ":") {
			continue
		}
		if c < 0 {
			var ok bool
			if c, ok = in.audienceNear(key); !ok {
				return
			}
		}
		in.judgeScopes(func(f Finding) { in.report(at, f) }, strings.ReplaceAll(t, hole, " "), c)
	}
}

// elementScope looks at <Auth0Provider audience="…" scope="…">; the equals
// sign of the scope is at i.
func (in *inspection) elementScope(i int) {
	s := in.script
	for j, n := i-2, 0; j > 0 && n < 40; j, n = j-1, n+1 {
		if s.kind(j) == js.CloseBraceToken {
			j = max(s.around(j), 1)
			continue
		}
		if s.kind(j) != js.LtToken {
			continue
		}
		if !clients[s.name(j+1)] {
			return
		}
		for k := j + 2; k < len(s.toks) && k < j+80 && s.kind(k) != js.GtToken; k = s.after(k) {
			if !s.is(k, "audience") || s.kind(k+1) != js.EqToken {
				continue
			}
			if c, ok := in.audienceIn(s.attribute(k + 2)); ok {
				for _, t := range s.attribute(i + 1).texts() {
					in.judgeScopes(func(f Finding) { in.report(i+1, f) }, t, c)
				}
			}
			return
		}
		return
	}
}

// attribute evaluates "text" and {expression} of JSX.
func (s *script) attribute(i int) value {
	if s.kind(i) == js.OpenBraceToken {
		return s.eval(i + 1)
	}
	return literal(unquote(s.text(i)))
}

// audienceNear tells whether the token that an object asks for is for the
// Management API: by the audience beside the key, in the objects around or in
// those beside it, or by the only audience of the script.
func (in *inspection) audienceNear(key int) (Confidence, bool) {
	s := in.script
	open := s.around(key)
	for range 3 {
		if open < 0 || s.kind(open) != js.OpenBraceToken || !s.isObject(open) {
			break
		}
		props, _ := s.object(open)
		for _, p := range props {
			if fold(p.key) == "audience" {
				return in.audienceOf(p)
			}
		}
		for _, p := range props {
			if inner := s.objectAt(p.value); inner >= 0 {
				deeper, _ := s.object(inner)
				if a, ok := find(deeper, "audience"); ok {
					return in.audienceOf(a)
				}
			}
		}
		if s.kind(open-1) != js.ColonToken {
			break
		}
		open = s.around(open)
	}
	return Likely, in.managed && !in.audiences
}

func (in *inspection) audienceOf(p property) (Confidence, bool) {
	return in.audienceIn(in.script.eval(p.value))
}

func (in *inspection) audienceIn(v value) (Confidence, bool) {
	for _, a := range v.alts {
		if in.isManagement(a) {
			if strings.Contains(a, hole) {
				return Likely, in.tenants || in.managed
			}
			return Certain, true
		}
	}
	return 0, false
}

// judgeScopes reports the scopes of a token request that a browser never
// receives, and those that do not exist.
func (s *Scanner) judgeScopes(report func(Finding), text string, c Confidence) {
	allowed := s.Edition.Scopes()
	var refused []string
	for _, scope := range strings.Fields(text) {
		switch {
		case slices.Contains(allowed, scope), slices.Contains(refused, scope):
		case s.Table.HasScope(scope):
			refused = append(refused, scope)
		case strings.Contains(scope, ":") && len(scope) < 60:
			if near, ok := s.Table.SuggestScope(scope); ok {
				report(Finding{
					Rule: "scope-unknown", Confidence: c, Scopes: []string{plain(scope)},
					Message: "the token request asks for " + plain(scope) + ", which is no scope of the Management API; did you mean " + near + "?",
				})
			}
		}
	}
	if len(refused) == 0 {
		return
	}
	report(Finding{
		Rule: "spa-scope", Confidence: c, Scopes: refused,
		Message: "the token request asks for " + strings.Join(refused, ", ") + ", which a public client never receives: Auth0 leaves it out and the call fails with 403; remove it and proxy the call through your backend",
	})
}

// authorizeURL looks at text that is the address of a login.
func (in *inspection) authorizeURL(i int) {
	s := in.script
	if s.kind(i-1) == js.AddToken {
		return
	}
	for _, t := range s.eval(i).alts {
		in.judgeAuthorize(func(f Finding) { in.report(i, f) }, t)
	}
}

// judgeAuthorize judges the address of a login.
func (s *Scanner) judgeAuthorize(report func(Finding), address string) {
	path, query, ok := strings.Cut(address, "?")
	if !ok || !strings.HasSuffix(path, "/authorize") || s.hostOf(path) == theirs {
		return
	}
	query, _, _ = strings.Cut(query, "#")
	values, err := url.ParseQuery(strings.ReplaceAll(query, "&amp;", "&"))
	if err != nil || !s.isManagement(values.Get("audience")) {
		return
	}
	c := Likely
	if s.hostOf(path) == ours {
		c = Certain
	}
	s.judgeScopes(report, strings.ReplaceAll(values.Get("scope"), hole, " "), c)
	if slices.Contains(strings.Fields(values.Get("response_type")), "token") {
		report(implicitGrant(c))
	}
}
