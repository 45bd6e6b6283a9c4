package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// FuzzReadScopes compares reports that people hand to diff: one with itself
// differs in nothing, and whatever a report holds, the answer is JSON, and text
// without control characters.
func FuzzReadScopes(f *testing.F) {
	for _, s := range []string{
		`{"version":1,"programs":[{"package":"p","context":"spa","scopes":["read:users"],"calls":[0]}],"calls":[{"method":"GET","path":"/api/v2/users","file":"a.go","line":1}]}`,
		`{"version":1,"programs":[],"calls":[]} x`, `{"version":1,"programs":[{"calls":[7,-1]}],"calls":[null]}`, `{}`, `[`,
		"{\"version\":1,\"programs\":[{\"package\":\"\\u001b[2J\\n\",\"calls\":[0]}],\"calls\":[{\"method\":\"\\r\",\"path\":\"|`<\"}]}",
	} {
		f.Add([]byte(s), []byte(`{"version":1,"programs":[],"calls":[]}`))
	}
	f.Fuzz(func(t *testing.T, one, two []byte) {
		a, err := ReadScopes(bytes.NewReader(one))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		if d := NewDelta(a, a); len(d.Programs) > 0 {
			t.Errorf("a report differs from itself: %+v", d.Programs)
		}
		b, err := ReadScopes(bytes.NewReader(two))
		if err != nil {
			return
		}
		d := NewDelta(a, b)
		var out bytes.Buffer
		if err := JSON(&out, d); err != nil || !json.Valid(out.Bytes()) {
			t.Errorf("no JSON: %v", err)
		}
		for _, write := range []func(*bytes.Buffer) error{
			func(b *bytes.Buffer) error { return d.Text(b) },
			func(b *bytes.Buffer) error { return d.Markdown(b) },
		} {
			out.Reset()
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if i := strings.IndexFunc(out.String(), func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }); i >= 0 {
				t.Errorf("a control character in %q", out.String())
			}
		}
	})
}
