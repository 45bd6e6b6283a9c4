package frontend

import (
	"bytes"
	"context"
	"io"
	"testing"
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
