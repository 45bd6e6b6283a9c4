package frontend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/scopevet/scopevet/internal/jwt"
)

// tokens looks at text that may begin a token: a literal, or an expression
// that puts it together.
func (in *inspection) tokens(i int) {
	s := in.script
	if s.kind(i-1) == js.AddToken {
		return // judged from the beginning of the expression
	}
	var seen bool
	for _, t := range s.eval(i).texts() {
		if f, ok := in.judgeTokens(t); ok && !seen {
			seen = true
			in.report(i, f)
		}
	}
}

// judgeTokens looks for a token of the Management API in a text and words the
// finding for where the text stands.
func (in *inspection) judgeTokens(text string) (Finding, bool) {
	f, what, ok := in.findToken(text)
	if !ok {
		return f, false
	}
	f.Rule = "management-token-public"
	f.Message = "a token of the Management API (" + what + ") stands in front-end code: every user can read it, and it cannot be revoked; proxy the calls through your backend"
	if in.server || !in.source.Public {
		f.Rule = "management-token-literal"
		f.Message = "a token of the Management API (" + what + ") stands in a file that is part of the program; it cannot be revoked: request tokens with client credentials at run time"
	}
	return f, true
}

// findToken looks for a token of the Management API in a text. Only its
// tenant, its scopes and its expiry are told: none of them opens anything.
func (s *Scanner) findToken(text string) (Finding, string, bool) {
	for _, claims := range jwt.Find(text) {
		i := slices.IndexFunc(claims.Audience, s.isManagement)
		if i < 0 {
			continue
		}
		f := Finding{Confidence: Certain}
		host, _, _ := strings.Cut(strings.TrimPrefix(claims.Audience[i], "https://"), "/")
		for _, scope := range claims.Scopes {
			if s.Table.HasScope(scope) {
				f.Scopes = append(f.Scopes, scope)
			}
		}
		what := "for " + plain(host)
		if n := len(f.Scopes); n == 1 {
			what += " with the scope " + f.Scopes[0]
		} else if n > 1 {
			what += fmt.Sprintf(" with %d scopes", n)
		}
		if claims.Expires != "" {
			what += ", valid until " + claims.Expires
		}
		return f, what, true
	}
	return Finding{}, "", false
}
