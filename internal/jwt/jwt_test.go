package jwt

import (
	"encoding/base64"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// fake makes a token that nobody ever signed.
func fake(t *testing.T, claims map[string]any, encoding *base64.Encoding) string {
	t.Helper()
	part := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return encoding.EncodeToString(b)
	}
	return strings.Join([]string{part(map[string]string{"alg": "RS256"}), part(claims), encoding.EncodeToString([]byte("never signed"))}, ".")
}

func TestFind(t *testing.T) {
	claims := map[string]any{"aud": []string{"https://club.eu.auth0.com/api/v2/", "other"}, "scope": "read:users openid", "exp": 1893456000}
	want := Claims{Audience: []string{"https://club.eu.auth0.com/api/v2/", "other"}, Scopes: []string{"read:users", "openid"}, Expires: "2030-01-01"}
	plain := fake(t, claims, base64.RawURLEncoding)
	head, rest, _ := strings.Cut(plain, ".")
	for name, test := range map[string]struct {
		text string
		want []Claims
	}{
		"alone":               {plain, []Claims{want}},
		"in a header":         {"Bearer " + plain, []Claims{want}},
		"in JSON":             {`{"access_token":"` + plain + `","n":1}`, []Claims{want}},
		"padded":              {fake(t, claims, base64.URLEncoding), []Claims{want}},
		"base64 proper":       {fake(t, claims, base64.StdEncoding), []Claims{want}},
		"two":                 {plain + " " + plain, []Claims{want, want}},
		"no expiry":           {fake(t, map[string]any{"aud": "a"}, base64.RawURLEncoding), []Claims{{Audience: []string{"a"}, Scopes: []string{}}}},
		"a part of one":       {head + ".", nil},
		"no signature":        {plain[:strings.LastIndexByte(plain, '.')], nil},
		"not JSON":            {"eyJhbGciOi.eyJhdWQiOi.c2lnbmF0dXJl", nil},
		"a word":              {"eyJ", nil},
		"the rest without it": {rest, nil},
		"nothing":             {"", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Find(test.text); !reflect.DeepEqual(got, test.want) {
				t.Errorf("Find gives %+v, want %+v", got, test.want)
			}
		})
	}
}

func TestBegins(t *testing.T) {
	plain := fake(t, map[string]any{"aud": "https://club.eu.auth0.com/api/v2/"}, base64.RawURLEncoding)
	other := fake(t, map[string]any{"aud": "club"}, base64.RawURLEncoding)
	encoded := base64.StdEncoding.EncodeToString
	for name, test := range map[string]struct {
		text string
		want bool
	}{
		"a token":                   {plain, true},
		"in a header":               {"Bearer " + plain, true},
		"behind an escape":          {`Bearer\n` + plain, true},
		"its header":                {plain[:strings.IndexByte(plain, '.')], true},
		"a long part of the header": {plain[:14], true},
		"another name first":        {encoded([]byte(`{"typ":"JWT","alg":"none"}`)), true},
		"after a word":              {"KeyJoin " + plain, true},

		"without its signature": {plain[:strings.LastIndexByte(plain, '.')+1], true},
		"behind another":        {other + " " + plain, true},

		"another token":      {other, false},
		"a bare signature":   {plain[:strings.IndexByte(plain, '.')] + ".." + "c2lnbmVk", false},
		"one for nothing":    {fake(t, map[string]any{"sub": "a"}, base64.RawURLEncoding), false},
		"the mark":           {`strings.HasPrefix(token, "eyJ")`, false},
		"a word":             {"SankeyJoinKeys", false},
		"words":              {"keyJSON, keyJSONMarshaler, KeyJobTemplateNameSuffix", false},
		"encoded data":       {encoded([]byte(`{"startAt":"AQAAAXKtLK3On","n":1}`)), false},
		"more encoded data":  {encoded([]byte(`{"a":` + "\x00\x01")), false},
		"encoded, and none":  {encoded([]byte(`{"a" is no JSON`)), false},
		"no base64":          {"eyJhbGciOi=JIUzI1", false},
		"nothing":            {"", false},
		"nothing of a token": {"a text", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Begins(test.text); got != test.want {
				t.Errorf("Begins(%q) is %t", test.text, got)
			}
		})
	}
}

func TestTenant(t *testing.T) {
	for audience, want := range map[string]struct {
		host        string
		certain, ok bool
	}{
		"https://club.eu.auth0.com/api/v2/":  {"club.eu.auth0.com", true, true},
		"https://Club.EU.auth0.com/api/v2":   {"club.eu.auth0.com", true, true},
		"https://login.club.example/api/v2/": {"login.club.example", false, true},
		"https://club.eu.auth0.com/userinfo": {},
		"https://club.eu.auth0.com/":         {},
		"http://club.eu.auth0.com/api/v2/":   {},
		"club":                               {},
		"https://a b/api/v2/":                {},
	} {
		host, certain, ok := Tenant(audience)
		if host != want.host || certain != want.certain || ok != want.ok {
			t.Errorf("Tenant(%q) = %q, %v, %v, want %q, %v, %v", audience, host, certain, ok, want.host, want.certain, want.ok)
		}
	}
}

// FuzzFind looks for tokens that are found in texts that none may begin in:
// nobody reads those. What stands around a token makes no difference.
func FuzzFind(f *testing.F) {
	encode := base64.RawURLEncoding.EncodeToString
	for _, head := range []string{`{"alg":"none"}`, "{\n  \"alg\": \"none\"\n}", `{"alg":"RS256","kid":"é"}`} {
		f.Add(encode([]byte(head)) + "." + encode([]byte(`{"aud":["https://t.auth0.com/api/v2/",1],"scope":"b c","exp":1e9}`)) + ".bm90IHNpZ25lZA")
	}
	f.Add("eyJhbGciOiJub25lIn0.eyJhdWQiOiJhIn0.bm90IHNpZ25lZA")
	f.Fuzz(func(t *testing.T, text string) {
		found := Find(text)
		for _, c := range found {
			if slices.ContainsFunc(c.Audience, management) && !Begins(text) {
				t.Errorf("%q holds a token that does not begin in it", text)
			}
		}
		if around := Find("a " + text + " b"); len(around) != len(found) {
			t.Errorf("%q holds %d tokens, with words around it %d", text, len(found), len(around))
		}
		for _, c := range found {
			if _, err := time.Parse(time.DateOnly, c.Expires); err != nil && c.Expires != "" {
				t.Errorf("expires on %q", c.Expires)
			}
		}
	})
}
