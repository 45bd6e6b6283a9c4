// Package jwt reads what JSON Web Tokens say of themselves, without a key and
// without the network. It verifies nothing, and none of its answers holds any
// part of a token.
package jwt

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Claims are what a token says, as far as it matters here.
type Claims struct {
	Issuer   string
	Audience []string
	Scopes   []string
	Expires  string // the day in UTC, as in 2027-01-31; "" where it says none
}

// Mark is how every token begins.
const Mark = "eyJ"

// Begins reports whether a token of the Management API may begin in a text,
// which may end before the token does. Words such as KeyJoin do not count, nor
// does the mark alone, data that is encoded like a header and is none, a
// signature without its content, and a token for something else.
func Begins(text string) bool {
	for {
		i := strings.Index(text, Mark)
		if i < 0 {
			return false
		}
		text = text[i:]
		end := strings.IndexFunc(text, func(r rune) bool { return !inToken(r) })
		if end < 0 {
			end = len(text)
		}
		c, whole := decode(text[:end])
		first, rest, _ := strings.Cut(text[:end], ".")
		detached := strings.HasPrefix(rest, ".") // a signature of something that is elsewhere
		if whole && slices.ContainsFunc(c.Audience, management) || !whole && !detached && header(first) {
			return true
		}
		text = text[max(end, len(Mark)):]
	}
}

func management(audience string) bool {
	_, _, ok := Tenant(audience)
	return ok
}

// header reports whether text is a token's header or the first part of one.
func header(text string) bool {
	if len(text) < 12 {
		return false // it says nothing yet
	}
	text = normal(text)
	b, err := base64.RawURLEncoding.DecodeString(text[:len(text)/4*4])
	if err != nil || !printed(b) {
		return false
	}
	var head struct {
		Alg *string `json:"alg"`
	}
	if read(text, &head) {
		return head.Alg != nil
	}
	// Cut off in the middle, it is JSON up to there.
	decoder := json.NewDecoder(bytes.NewReader(b))
	for {
		if _, err := decoder.Token(); err != nil {
			return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
		}
	}
}

// printed reports whether b is text on one line; it may end within a character.
func printed(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n <= 1:
			return !utf8.FullRune(b)
		case r < ' ' || r == 0x7f:
			return false
		}
		b = b[n:]
	}
	return true
}

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
	if len(parts) < 3 || len(parts[2]) < 8 || !header(parts[0]) {
		return Claims{}, false
	}
	var head struct {
		Alg string `json:"alg"`
	}
	var body struct {
		Issuer   string  `json:"iss"`
		Audience any     `json:"aud"`
		Scope    string  `json:"scope"`
		Expires  float64 `json:"exp"`
	}
	if !read(parts[0], &head) || head.Alg == "" || !read(parts[1], &body) {
		return Claims{}, false
	}
	c := Claims{Issuer: body.Issuer, Scopes: strings.Fields(body.Scope)}
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
	b, err := base64.RawURLEncoding.DecodeString(normal(part))
	return err == nil && json.Unmarshal(b, into) == nil
}

// normal writes base64 as base64url without padding.
func normal(part string) string {
	return strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(part, "="))
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
