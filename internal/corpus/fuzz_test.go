package corpus

import (
	"bytes"
	"testing"
)

// FuzzParse reads the comments of any text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"package p // call GET /api/v2/users, POST /api/v2/jobs\n", "f() // miss want+1 \"a\" `b`", "/* quiet */ x // wrong only go-vet unresolved: x", "// note \"(\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := Parse("f.go", text)
		if err != nil {
			return
		}
		for _, e := range all {
			if e.Line < 1 || e.Line > bytes.Count(text, []byte("\n"))+10 {
				t.Errorf("%v is not in the text", e)
			}
			if e.matches(Report{File: "other.go", Line: e.Line, Kind: e.Kind, Text: e.Text}) {
				t.Errorf("%v holds in another file", e)
			}
		}
	})
}
