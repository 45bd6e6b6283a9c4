package docstest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
)

// An example is a Go program of a page, as a package of its own.
type example struct {
	folder string
	block  *block
}

// examples returns a page's blocks with that info, numbered.
func examples(p *page, folder string, info ...string) []example {
	var out []example
	for _, b := range p.blocks {
		if b.is(info...) {
			out = append(out, example{fmt.Sprintf("%s/%s%d", folder, info[len(info)-1], len(out)+1), b})
		}
	}
	return out
}

// TestRulePages analyses the examples of every rule's page: the bad ones give
// exactly the findings that the page shows below them, with the rule among
// them, and the good ones give none at all.
func TestRulePages(t *testing.T) {
	needSDK(t)
	sources, policy := map[string]string{}, ""
	pages := map[string]*page{}
	for _, r := range analyzer.Rules() {
		p := readPage(t, "analyzer/pages/"+r.Name+".md")
		pages[r.Name] = p
		for _, kind := range []string{"bad", "good"} {
			for _, e := range examples(p, r.Name, "go", kind) {
				sources[e.folder] = e.block.text()
			}
		}
		if r.Severity == analyzer.Off {
			policy += "  " + r.Name + ": warning\n"
		}
	}
	if policy != "" {
		policy = "version: 1\nrules:\n" + policy
	}
	found := map[string][]finding{}
	for _, f := range check(t, module(t, sources, policy)) {
		found[exampleOf(f.File)] = append(found[exampleOf(f.File)], f)
	}
	for _, r := range analyzer.Rules() {
		t.Run(r.Name, func(t *testing.T) {
			p := pages[r.Name]
			outline(t, r, p)
			for _, e := range slices.Backward(examples(p, r.Name, "go", "bad")) {
				bad(t, r, e, found[e.folder])
			}
			for _, e := range examples(p, r.Name, "go", "good") {
				for _, f := range found[e.folder] {
					t.Errorf("%s:%d: the good example is reported: %s", p.name, e.block.line(), f)
				}
			}
			if *update {
				p.write(t)
			}
		})
	}
}

// outline checks that a page says what every page says.
func outline(t *testing.T, r analyzer.Rule, p *page) {
	t.Helper()
	text := strings.Join(p.lines, "\n")
	severity := map[analyzer.Severity]string{analyzer.Error: "error", analyzer.Warning: "warning", analyzer.Note: "note", analyzer.Off: "off"}[r.Severity]
	for _, want := range []string{
		"# " + r.Name + "\n", "\nSeverity: " + severity + "\n",
		"\n## Why\n", "\n## Bad\n", "\n## Good\n", "\n## Suppressing it\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no line %q", p.name, strings.TrimSpace(want))
		}
	}
	for _, kind := range []string{"bad", "good"} {
		if len(examples(p, r.Name, "go", kind)) == 0 {
			t.Errorf("%s: no block \"```go %s\"", p.name, kind)
		}
	}
}

// bad compares the findings in a bad example with the text block below it.
func bad(t *testing.T, r analyzer.Rule, e example, findings []finding) {
	t.Helper()
	name, line := e.block.page.name, e.block.line()
	if !slices.ContainsFunc(findings, func(f finding) bool { return f.Rule == r.Name }) {
		t.Errorf("%s:%d: the bad example is not reported by %s; findings: %v", name, line, r.Name, findings)
	}
	shown := e.block.next
	if shown == nil || !shown.is("text") {
		t.Errorf("%s:%d: no text block with the findings follows the bad example", name, line)
		return
	}
	var got strings.Builder
	for _, f := range findings {
		fmt.Fprintln(&got, f)
	}
	switch {
	case got.String() == shown.text():
	case *update:
		e.block.page.replace(shown, got.String())
	default:
		t.Errorf("%s:%d: the page shows\n%s\nbut it is\n%s\n(go test ./internal/docstest -update rewrites it)", name, shown.line(), shown.text(), got.String())
	}
}
