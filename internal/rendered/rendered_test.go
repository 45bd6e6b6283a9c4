package rendered_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/rendered"
)

func TestPaths(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a field":           {"<p>{{.Name}}", "Name 1:6"},
		"a field of one":    {"\n  {{ .Auth.Secret }}", "Auth.Secret 2:6"},
		"through functions": {"{{.Secret | js}}{{printf \"%s\" .Name}}", "Secret 1:3, Name 1:31"},
		"a condition":       {"{{if .Secret}}{{.Name}}{{else}}{{.Other}}{{end}}", "Name 1:17, Other 1:34"},
		"a narrower dot":    {"{{with .Auth}}{{.Secret}}{{$.Name}}{{end}}", "Auth.Secret 1:17, Name 1:28"},
		"a list":            {"{{range .Keys}}{{.}}{{end}}", "Keys.* 1:18"},
		"a variable":        {"{{$x := .Secret}}", ""},
		"another template":  {"{{define \"x\"}}{{.Secret}}{{end}}", "Secret 1:17"},
		"no template":       {"{{.Secret", ""},
		"no fields":         {"{{\"Secret\"}} .Secret", ""},
	} {
		var got []string
		for _, at := range rendered.Paths("", c.text) {
			got = append(got, fmt.Sprintf("%s %d:%d", at.Path, at.Line, at.Column))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %q, want %q", name, s, c.want)
		}
	}
}
