package frontend

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// FuzzScan feeds any bytes to every format: nothing may crash, and every
// finding has a place in the text.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`const a="https://t.auth0.com",b=a+"/api/v2/users";fetch(b)`,
		"fetch(`https://${d.x}/api/v2/users/${id}`,{method:m||'GET',body:JSON.stringify({a,...b})}) // auth0",
		`x({domain:"t.auth0.com",clientSecret:"0123456789abcdef"})`,
		`<script>var c={domain:'t.auth0.com',client_secret:'0123456789abcdef'}</script><a onclick="fetch(auth0)" data-x='{"eyJ":1}'>`,
		`{"version":3,"sources":["a.js"],"sourcesContent":["fetch(\"https://t.auth0.com/api/v2/users\")"],"mappings":"AAAA;;CACA"}`,
		"AUTH0_CLIENT_SECRET='0123456789abcdef'\nTOKEN=eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL3QuYXV0aDAuY29tL2FwaS92Mi8ifQ.c2lnbmF0dXJl",
		"function R(e,t){return fetch('https://t.auth0.com/api/v2'+e,t)}R('/users');R(", "`${`${`auth0", "a=/[/api/v2", "\xff\xfeauth0\x00",
		"const e=e+e,f=()=>f(f);e.concat(e,[e].join(e));fetch(e+'api/v2'+f())",
	} {
		f.Add([]byte(seed))
	}
	s := newScanner(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, name := range []string{"a.js", "a.html", "a.json", ".env", "a.js.map"} {
			file := File{Path: name, Public: true, Template: len(text)%2 == 0, Open: func(string) (io.ReadCloser, error) {
				return io.NopCloser(bytes.NewReader(bytes.Clone(text))), nil
			}}
			r := s.Scan(context.Background(), file)
			if r.Err != nil {
				t.Fatalf("%s: %v", name, r.Err)
			}
			for _, found := range r.Findings {
				if found.Line < 1 || found.Column < 1 || found.Offset > len(text) {
					t.Errorf("%s: finding at %d:%d, offset %d of %d", name, found.Line, found.Column, found.Offset, len(text))
				}
			}
		}
		s.Literal(context.Background(), Piece{"`" + string(bytes.ReplaceAll(text, []byte("`"), nil)) + "`"}, Piece{}, Piece{`"x"`})
	})
}

// FuzzMappings leads from places in a built file to places in its sources.
func FuzzMappings(f *testing.F) {
	f.Add("AAAA;;CACA,IAAI", 3, 4)
	f.Add("DDDDD,gggggggggggggggggggB", 0, -1)
	f.Add("AADA", 0, 1)
	f.Fuzz(func(t *testing.T, mappings string, line, column int) {
		m := mapFile{Sources: []string{"../a.ts", "webpack://x/b.ts?c"}, SourceRoot: "r", Mappings: mappings}
		for i, o := range m.find([]spot{{line, column}, {0, 0}, {line, 0}}) {
			if o != nil && (o.Line < 1 || o.Column < 1 || o.Source == "") {
				t.Errorf("place %d comes from %+v", i, o)
			}
		}
	})
}

// FuzzVLQ reads back the numbers of a segment.
func FuzzVLQ(f *testing.F) {
	f.Add(0, 1, -1)
	f.Add(1<<20, -(1 << 20), 16)
	f.Fuzz(func(t *testing.T, a, b, c int) {
		const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
		want := []int{a % (1 << 28), b % (1 << 28), c % (1 << 28)}
		var text []byte
		for _, n := range want {
			u := n << 1
			if n < 0 {
				u = -n<<1 | 1
			}
			for u >= 32 {
				text, u = append(text, digits[u&31|32]), u>>5
			}
			text = append(text, digits[u])
		}
		if got, ok := decodeVLQ(string(text)); !ok || !slices.Equal(got, want) {
			t.Errorf("%v is read back as %v, %v", want, got, ok)
		}
	})
}

// FuzzToken tells nothing of a token but its tenant, scopes and last day.
func FuzzToken(f *testing.F) {
	f.Add("https://t.auth0.com/api/v2/", "read:users secret-of-mine", "0123456789abcdef", 1e9)
	f.Add("https://\x1b[2J/api/v2/", "", "signature", -1.0)
	s := newScanner(f)
	f.Fuzz(func(t *testing.T, audience, scope, signature string, expires float64) {
		body, err := json.Marshal(map[string]any{"aud": audience, "scope": scope, "exp": expires})
		if err != nil {
			return
		}
		encode := base64.RawURLEncoding.EncodeToString
		payload, sign := encode(body), encode([]byte(signature))
		found, what, ok := s.findToken(encode([]byte(`{"alg":"none"}`)) + "." + payload + "." + sign)
		if !ok {
			return
		}
		if strings.ContainsFunc(what, unicode.IsControl) || len(what) > len(audience)+200 {
			t.Errorf("it is %q", what)
		}
		for _, secret := range []string{payload, sign} {
			if len(secret) > 12 && strings.Contains(what, secret) {
				t.Errorf("%q tells a part of the token", what)
			}
		}
		for _, name := range found.Scopes {
			if !s.Table.HasScope(name) {
				t.Errorf("%q is no scope", name)
			}
		}
	})
}
