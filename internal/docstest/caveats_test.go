package docstest

import (
	"path"
	"testing"
)

// TestCaveats keeps docs/caveats.md honest in both directions. Blocks marked
// "go unseen" hold calls that must stay out of the report, those marked
// "go unresolved" are listed without an endpoint, those marked "go wrong" give
// a call that the code does not make. An example that turns out otherwise no
// longer belongs on the page.
func TestCaveats(t *testing.T) {
	needSDK(t)
	p := readPage(t, "docs/caveats.md")
	unseen, unresolved, wrong := examples(p, "unseen", "go", "unseen"), examples(p, "unresolved", "go", "unresolved"), examples(p, "wrong", "go", "wrong")
	sources := map[string]string{}
	for _, kind := range [][]example{unseen, unresolved, wrong} {
		for _, e := range kind {
			sources[path.Join(e.folder, "example.go")] = e.block.text()
		}
	}
	dir := module(t, sources)
	var report inventory
	scopevet(t, dir, &report, "scopes", "-format", "json", "./...")
	report.inOrder(t)
	calls, open, reported := map[string][]string{}, map[string][]string{}, map[string][]string{}
	for _, c := range report.Calls {
		calls[exampleOf(c.File)] = append(calls[exampleOf(c.File)], c.Method+" "+c.Path)
	}
	for _, u := range report.Unresolved {
		open[exampleOf(u.File)] = append(open[exampleOf(u.File)], u.Reason)
	}
	for _, f := range check(t, dir) {
		if f.Severity != "note" {
			reported[exampleOf(f.File)] = append(reported[exampleOf(f.File)], f.String())
		}
	}
	for _, e := range unseen {
		if calls[e.folder] != nil || open[e.folder] != nil || reported[e.folder] != nil {
			t.Errorf("%s:%d: this is seen now, take it off the page: calls %q, unresolved %q, findings %q", p.name, e.block.line(), calls[e.folder], open[e.folder], reported[e.folder])
		}
	}
	for _, e := range unresolved {
		if calls[e.folder] != nil || open[e.folder] == nil {
			t.Errorf("%s:%d: this is not unresolved any longer: calls %q, unresolved %q", p.name, e.block.line(), calls[e.folder], open[e.folder])
		}
	}
	for _, e := range wrong {
		if calls[e.folder] == nil {
			t.Errorf("%s:%d: no call is reported here any longer, take it off the page", p.name, e.block.line())
		}
	}
}
