package frontend

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tdewolff/parse/v2/js"
)

// A claimSet is what a JSON Web Token says of itself, as far as it matters.
type claimSet struct {
	Issuer   string   `json:"iss"`
	Audience audience `json:"aud"`
	Scope    string   `json:"scope"`
	Expires  float64  `json:"exp"` // seconds of Unix time
}

// An audience is one text or a list of them.
type audience []string

func (a *audience) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*a = audience{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(a))
}

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

// findToken looks for a token of the Management API in a text.
func (s *Scanner) findToken(text string) (Finding, string, bool) {
	for len(text) > 0 {
		i := strings.Index(text, "eyJ")
		if i < 0 {
			return Finding{}, "", false
		}
		text = text[i:]
		end := strings.IndexFunc(text, func(r rune) bool { return !tokenRune(r) })
		if end < 0 {
			end = len(text)
		}
		if f, what, ok := s.judgeToken(text[:end]); ok {
			return f, what, true
		}
		text = text[end:]
	}
	return Finding{}, "", false
}

func tokenRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' || r == '.' || r == '=' || r == '+' || r == '/'
}

// judgeToken decodes a token. Only its tenant, its scopes and its expiry are
// told: none of them opens anything.
func (s *Scanner) judgeToken(token string) (f Finding, what string, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(parts[2]) < 8 {
		return Finding{}, "", false
	}
	var claims claimSet
	payload, ok := decodeSegment(parts[1])
	if !ok || json.Unmarshal(payload, &claims) != nil {
		return Finding{}, "", false
	}
	i := slices.IndexFunc(claims.Audience, s.isManagement)
	if i < 0 {
		return Finding{}, "", false
	}
	host := strings.TrimPrefix(claims.Audience[i], "https://")
	host, _, _ = strings.Cut(host, "/")
	f.Confidence = Certain
	for _, scope := range strings.Fields(claims.Scope) {
		if s.Table.HasScope(scope) {
			f.Scopes = append(f.Scopes, scope)
		}
	}
	what = "for " + plain(host)
	if n := len(f.Scopes); n == 1 {
		what += " with the scope " + f.Scopes[0]
	} else if n > 1 {
		what += fmt.Sprintf(" with %d scopes", n)
	}
	if claims.Expires > 0 && claims.Expires < 1e11 {
		what += ", valid until " + time.Unix(int64(claims.Expires), 0).UTC().Format(time.DateOnly)
	}
	return f, what, true
}

// decodeSegment decodes base64url, with or without padding, and base64.
func decodeSegment(s string) ([]byte, bool) {
	s = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(s, "="))
	b, err := base64.RawURLEncoding.DecodeString(s)
	return b, err == nil
}
