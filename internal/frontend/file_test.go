package frontend

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// in makes a file of a file system in memory.
func in(fsys fs.FS, name string) File {
	return File{Path: name, Public: true, Open: func(name string) (io.ReadCloser, error) { return fsys.Open(name) }}
}

const call = "fetch('https://t.auth0.com/api/v2/users')"

func TestScanFollowsSourceMaps(t *testing.T) {
	// The second line of the built file comes from the third of the source:
	// one line down, two lines down, columns 4 and 2.
	const mappings = "AAAA;IAEE"
	source := "// nothing\n\n  " + call
	m := fmt.Sprintf(`{"version":3,"sources":["webpack://app/./src/users.ts?1a2b"],"sourcesContent":[%q],"mappings":%q}`, source, mappings)
	fsys := fstest.MapFS{
		"app.js":     {Data: []byte("void 0\n    " + call + "\n//# sourceMappingURL=app.js.map")},
		"app.js.map": {Data: []byte(m)},
	}
	s := newScanner(t)
	reports := s.ScanAll(context.Background(), []File{in(fsys, "app.js"), in(fsys, "app.js.map")})
	if len(reports[0].Findings) != 1 {
		t.Fatalf("app.js: %+v", reports[0])
	}
	f := reports[0].Findings[0]
	if f.Line != 2 || f.Column != 5 || f.Origin == nil || *f.Origin != (Origin{"app/src/users.ts", 3, 3}) {
		t.Errorf("finding at %d:%d with origin %+v", f.Line, f.Column, f.Origin)
	}
	if n := len(reports[1].Findings); n != 0 || !reports[1].MapHasSources {
		t.Errorf("the map repeats %d findings of the built file", n)
	}

	// Without the built file, the map itself is what leaks.
	r := s.Scan(context.Background(), in(fsys, "app.js.map"))
	if len(r.Findings) != 1 {
		t.Fatalf("app.js.map: %+v", r)
	}
	f = r.Findings[0]
	if at := strings.Index(m, "fetch"); f.Offset != at || f.Column != at+1 || *f.Origin != (Origin{"app/src/users.ts", 3, 3}) {
		t.Errorf("finding at offset %d, want %d, origin %+v", f.Offset, at, f.Origin)
	}
}

func TestScanNeverFails(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	io.WriteString(z, call)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"packed.js.gz": {Data: packed.Bytes()},
		"broken.js.gz": {Data: []byte("auth0")},
		"binary.js":    {Data: []byte("auth0\x00\x01\x02" + call)},
		"invalid.js":   {Data: []byte("const a='\xff\xfe\xfd'\n" + call)},
		"mark.js":      {Data: []byte("\xef\xbb\xbf" + call)},
		"picture.png":  {Data: []byte(call)},
		"broken.js":    {Data: []byte(")]}`${'auth0\n/[" + "\n" + call)},
	}
	s := newScanner(t)
	for name, want := range map[string]int{"packed.js.gz": 1, "binary.js": 0, "invalid.js": 1, "mark.js": 1, "picture.png": 0, "broken.js": 1} {
		r := s.Scan(context.Background(), in(fsys, name))
		if r.Err != nil || len(r.Findings) != want {
			t.Errorf("%s: %d findings, want %d: %+v", name, len(r.Findings), want, r)
		}
	}
	if r := s.Scan(context.Background(), in(fsys, "binary.js")); len(r.Cuts) != 1 {
		t.Errorf("a binary file is passed over in silence: %+v", r)
	}
	if r := s.Scan(context.Background(), in(fsys, "gone.js")); !errors.Is(r.Err, fs.ErrNotExist) {
		t.Errorf("a file that vanished: %+v", r)
	}
	if r := s.Scan(context.Background(), in(fsys, "broken.js.gz")); r.Err == nil {
		t.Errorf("a file that is not compressed: %+v", r)
	}
}

func TestLiteral(t *testing.T) {
	s := newScanner(t)
	for _, c := range []struct {
		name   string
		pieces []string
		piece  int
		at     string // what stands there in the piece; "" for no finding
	}{
		{"raw", []string{"`<html>\n<script>\n" + call + "\n</script>`"}, 0, "fetch"},
		{"quoted", []string{strconv.Quote("<script>\n\t// \u00e9\n" + call + "</script>")}, 0, "fetch"},
		{"carriage returns", []string{"`<p>\r\n<script>\r\n" + call + "</script>`"}, 0, "fetch"},
		{"put together", []string{`"<script>const d='t.auth0.com';"`, `"fetch('https://'+d+'/api/v2/users')</script>"`}, 1, "fetch"},
		{"unknown part", []string{`"<script>const x='"`, "", "`';" + call + "</script>`"}, 2, "fetch"},
		{"script", []string{"`const r = await " + call + "`"}, 0, "fetch"},

		{"JSON for a request", []string{"`{\"client_id\":\"a\",\"client_secret\":\"0123456789abcdef\",\"audience\":\"https://t.auth0.com/api/v2/\"}`"}, 0, ""},
		{"sentence", []string{"`see https://t.auth0.com/api/v2/users`"}, 0, ""},
		{"code for an Action", []string{"`exports.onExecutePostLogin = async () => { await " + call + " }`"}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var pieces []Piece
			for _, p := range c.pieces {
				pieces = append(pieces, Piece{p})
			}
			fs := s.Literal(context.Background(), pieces...)
			if c.at == "" {
				if len(fs) != 0 {
					t.Errorf("findings: %+v", fs)
				}
				return
			}
			if len(fs) != 1 || fs[0].Piece != c.piece || !strings.HasPrefix(c.pieces[fs[0].Piece][fs[0].At:], c.at) {
				t.Errorf("findings: %+v", fs)
			}
		})
	}
}

// No secret is in any field of a finding, whatever the rule.
func TestFindingsHoldNoSecret(t *testing.T) {
	secret := fakeSecret()
	tok := fakeToken(`{"aud":"https://t.auth0.com/api/v2/","scope":"read:users"}`)
	for name, text := range map[string]string{
		"a.js":   fmt.Sprintf("fetch('https://t.auth0.com/oauth/token',{body:JSON.stringify({client_secret:'%s'})});x={domain:'t.auth0.com',clientSecret:'%[1]s'};h='Bearer %s';fetch('https://t.auth0.com/api/v2/%[1]s')", secret, tok),
		"a.html": fmt.Sprintf("<meta name='auth0_client_secret' content='%s'><i data-t='%s'>", secret, tok),
		".env":   fmt.Sprintf("AUTH0_CLIENT_SECRET=%s\nT=%s\n", secret, tok),
	} {
		r := newScanner(t).Text(context.Background(), []byte(text), Source{Format: FormatOf(name), Public: true})
		if len(r.Findings) < 2 {
			t.Errorf("%s: %+v", name, r)
		}
		for _, f := range r.Findings {
			if all := fmt.Sprintf("%+v", f); strings.Contains(all, secret) || strings.Contains(all, tok[60:100]) {
				t.Errorf("%s: %s holds a secret", name, f.Rule)
			}
		}
	}
}
