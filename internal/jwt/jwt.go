// Package jwt reads what JSON Web Tokens say of themselves, without a key and
// without the network. It verifies nothing, and none of its answers holds any
// part of a token.
package jwt

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strings"
	"time"
)

// Claims are what a token says, as far as it matters here.
type Claims struct {
	Audience []string
	Scopes   []string
	Expires  string // the day in UTC, as in 2027-01-31; "" where it says none
}

// Mark is how every token begins.
const Mark = "eyJ"

// Find returns the claims of the tokens that stand in a text, in their order.
func Find(text string) []Claims {
	var out []Claims
	for {
		i := strings.Index(text, Mark)
		if i < 0 {
			return out
		}
		text = text[i:]
		end := strings.IndexFunc(text, func(r rune) bool { return !inToken(r) })
		if end < 0 {
			end = len(text)
		}
		if c, ok := decode(text[:end]); ok {
			out = append(out, c)
		}
		text = text[max(end, len(Mark)):]
	}
}

func inToken(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_.=+/", r)
}

// decode reads a signed token. Words that only look like one have no JSON in
// them.
func decode(token string) (Claims, bool) {
	parts := strings.Split(token, ".")
	if len(parts) < 3 || len(parts[2]) < 8 {
		return Claims{}, false
	}
	var head struct {
		Alg string `json:"alg"`
	}
	var body struct {
		Audience any     `json:"aud"`
		Scope    string  `json:"scope"`
		Expires  float64 `json:"exp"`
	}
	if !read(parts[0], &head) || head.Alg == "" || !read(parts[1], &body) {
		return Claims{}, false
	}
	c := Claims{Scopes: strings.Fields(body.Scope)}
	switch aud := body.Audience.(type) {
	case string:
		c.Audience = []string{aud}
	case []any:
		for _, a := range aud {
			if s, ok := a.(string); ok {
				c.Audience = append(c.Audience, s)
			}
		}
	}
	if body.Expires > 0 && body.Expires < math.MaxInt32*100 {
		c.Expires = time.Unix(int64(body.Expires), 0).UTC().Format(time.DateOnly)
	}
	return c, true
}

// read decodes one part: base64url, or base64, with or without padding.
func read(part string, into any) bool {
	part = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(part, "="))
	b, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(b, into) == nil
}

// Tenant returns the host of the tenant whose Management API an audience is;
// ok is false for other audiences. A host of Auth0's own is certain; any other
// may be a custom domain, or an API that is named alike.
func Tenant(audience string) (host string, certain, ok bool) {
	rest, https := strings.CutPrefix(audience, "https://")
	host, path, _ := strings.Cut(rest, "/")
	if !https || host == "" || strings.TrimSuffix(path, "/") != "api/v2" {
		return "", false, false
	}
	for _, r := range host {
		if !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == ':') {
			return "", false, false
		}
	}
	host = strings.ToLower(host)
	return host, strings.HasSuffix(host, ".auth0.com"), true
}
