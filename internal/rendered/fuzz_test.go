package rendered

import (
	"slices"
	"strings"
	"testing"
)

// FuzzPaths looks for places outside of a template, and for answers that
// change from one time to the next.
func FuzzPaths(f *testing.F) {
	for _, s := range []string{
		"{{range $i, $x := .Keys}}{{$x.A.B}}{{else}}{{.}}{{end}}", "{{define \"x\"}}{{template \"x\" .}}{{.A}}{{end}}{{block \"y\" .B}}{{.C}}{{end}}",
		"{{with $x := .A}}{{$x}}{{end}}{{(index .B 0).C | printf \"%s\"}}", "{{- /* a */ -}}\n{{.A -}}", "{{$}}{{$.A}}{{nil}}", "{{.", "{{break}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		places := Paths("t", text)
		if !slices.Equal(places, Paths("t", text)) {
			t.Errorf("%q has other places the second time", text)
		}
		lines := strings.Split(text, "\n")
		for _, p := range places {
			if p.Path == "" || p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
				t.Errorf("%q: %+v", text, p)
			}
		}
	})
}
