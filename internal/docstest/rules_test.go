package docstest

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
)

// An example is a Go program of a page, as a package of its own.
type example struct {
	folder string
	block  *block
	beside map[string]string // what stands directly above it: other files of its module, by name
}

// besides names the files for blocks in other languages.
var besides = map[string]string{"yaml": ".scopevet.yaml", "hcl": "grants.tf"}

// examples returns a page's blocks with that info, numbered. Blocks with the
// same mark directly above an example are the files beside it.
func examples(p *page, folder string, info ...string) []example {
	var out []example
	beside := map[string]string{}
	for _, b := range p.blocks {
		marked := len(b.info) > 0 && slices.Equal(b.info[1:], info[1:])
		switch {
		case b.is(info...):
			out = append(out, example{fmt.Sprintf("%s/%s%d", folder, info[len(info)-1], len(out)+1), b, beside})
			beside = map[string]string{}
		case marked && b.next != nil && besides[b.info[0]] != "":
			beside[besides[b.info[0]]] = b.text()
		default:
			beside = map[string]string{}
		}
	}
	return out
}

// TestRulePages analyses the examples of every rule's page: the bad ones give
// exactly the findings that the page shows below them, with the rule among
// them, and the good ones give none but notes of other rules.
func TestRulePages(t *testing.T) {
	needSDK(t)
	sources, policy := map[string]string{}, "version: 1\nrules:\n  ignore: warning\n"
	found := map[string][]finding{}
	pages := map[string]*page{}
	for _, r := range analyzer.Rules() {
		p := readPage(t, "analyzer/pages/"+r.Name+".md")
		pages[r.Name] = p
		for _, kind := range []string{"bad", "good"} {
			for _, e := range examples(p, r.Name, "go", kind) {
				if len(e.beside) == 0 {
					sources[path.Join(e.folder, "example.go")] = e.block.text()
					continue
				}
				e.beside["example.go"] = e.block.text()
				found[e.folder] = check(t, module(t, e.beside))
			}
		}
		if r.Severity == analyzer.Off {
			policy += "  " + r.Name + ": warning\n"
		}
	}
	sources[".scopevet.yaml"] = policy
	for _, f := range check(t, module(t, sources)) {
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
					if f.Severity == "note" && f.Rule != r.Name {
						continue // allowed, though another rule has something to say of it
					}
					t.Errorf("%s:%d: the good example is reported: %s", p.name, e.block.line(), f)
				}
			}
			if *update {
				p.write(t)
			}
		})
	}
}

// TestRuleTable compares the README's table with the rules.
func TestRuleTable(t *testing.T) {
	var rows []string
	for _, line := range readPage(t, "README.md").lines {
		if strings.HasPrefix(line, "| [") {
			rows = append(rows, line[:strings.LastIndex(strings.TrimSuffix(line, "|"), "|")+1])
		}
	}
	var want []string
	for _, r := range analyzer.Rules() {
		want = append(want, fmt.Sprintf("| [%[1]s](analyzer/pages/%[1]s.md) | %[2]s |", r.Name, severity(r)))
	}
	if !slices.Equal(rows, want) {
		t.Errorf("the README's table has the rows\n%s\nand should have\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
}

func severity(r analyzer.Rule) string {
	switch r.Severity {
	case analyzer.Error:
		return "error"
	case analyzer.Warning:
		return "warning"
	case analyzer.Note:
		return "note"
	}
	return "off"
}

// outline checks that a page says what every page says.
func outline(t *testing.T, r analyzer.Rule, p *page) {
	t.Helper()
	text := strings.Join(p.lines, "\n")
	for _, want := range []string{
		"# " + r.Name + "\n", "\nSeverity: " + severity(r) + "\n",
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
	var got strings.Builder
	for _, f := range findings {
		fmt.Fprintln(&got, f)
	}
	shown := e.block.next
	switch {
	case (shown == nil || !shown.is("text")) && *update:
		e.block.page.insertBelow(e.block, "\n```text\n"+got.String()+"```")
	case shown == nil || !shown.is("text"):
		t.Errorf("%s:%d: no text block with the findings follows the bad example", name, line)
	case got.String() == shown.text():
	case *update:
		e.block.page.replace(shown, got.String())
	default:
		t.Errorf("%s:%d: the page shows\n%s\nbut it is\n%s\n(go test ./internal/docstest -update rewrites it)", name, shown.line(), shown.text(), got.String())
	}
}
