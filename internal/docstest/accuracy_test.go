package docstest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/corpus"
)

// TestAccuracy holds the tables of docs/accuracy.md to the files that they are
// made from. That those files say what the program does is tested where they
// are: in package analyzer, and in integration/realcode.
func TestAccuracy(t *testing.T) {
	name := filepath.Join(root, "docs", "accuracy.md")
	old, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := corpus.Modules(filepath.Join(root, "testdata", "corpus"))
	if err != nil {
		t.Fatal(err)
	}
	now := string(old)
	for _, table := range []struct{ name, text string }{
		{"corpus", confusion(t, modules)},
		{"known", known(modules)},
		{"zero", zeroSet(t)},
		{"golden", goldenSet(t)},
	} {
		begin, end := "<!-- "+table.name+": written by go test ./internal/docstest -update -->\n", "<!-- end -->\n"
		before, rest, ok := strings.Cut(now, begin)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("docs/accuracy.md has no place for the table %q", table.name)
		}
		now = before + begin + table.text + end + after
	}
	switch {
	case now == string(old):
	case *update:
		if err := os.WriteFile(name, []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Error("docs/accuracy.md is out of date: go test ./internal/docstest -run TestAccuracy -update writes its tables")
	}
}

// A tally counts lines of the corpus by what is said of them, rightly or
// wrongly.
type tally struct{ found, missed, wrong int }

func (c *tally) count(m corpus.Mark) {
	switch m {
	case corpus.Miss:
		c.missed++
	case corpus.Wrong:
		c.wrong++
	default:
		c.found++
	}
}

// confusion is the confusion matrix: of calls, unresolved requests, and each
// rule. What a line is expected to give comes from its comments.
func confusion(t *testing.T, modules []*corpus.Module) string {
	t.Helper()
	const calls, unresolved, quiet = "calls", "unresolved requests", "lines that are mistaken easily"
	tallies := map[string]*tally{}
	at := func(name string) *tally {
		if tallies[name] == nil {
			tallies[name] = new(tally)
		}
		return tallies[name]
	}
	places := map[string]bool{} // lines of which anything is expected
	said := map[string]int{}    // lines of which a rule is expected to speak, or speaks wrongly
	for _, m := range modules {
		spoken := map[string]bool{}
		for _, e := range m.Expectations {
			place := fmt.Sprintf("%s/%s:%d", m.Name, e.File, e.Line)
			places[place] = true
			var name string
			switch e.Kind {
			case corpus.Call:
				name = calls
			case corpus.Unresolved:
				name = unresolved
			case corpus.Quiet:
				name = quiet
			default:
				name = ruleOf(t, e)
			}
			at(name).count(e.Mark)
			if !spoken[place+name] {
				spoken[place+name] = true
				said[name]++
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| | found | missed | false alarms | rightly silent | examples on its page: bad, good |\n|---|---|---|---|---|---|\n")
	row := func(title, name, examples string) {
		c := at(name)
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %d | %s |\n", title, c.found, c.missed, c.wrong, len(places)-said[name], examples)
	}
	row("calls, with method and endpoint", calls, "")
	row(unresolved, unresolved, "")
	for _, r := range analyzer.Rules() {
		if r.Name == "call-unresolved" {
			continue // the row above
		}
		p := readPage(t, "analyzer/pages/"+r.Name+".md")
		row("["+r.Name+"](../analyzer/pages/"+r.Name+".md)", r.Name,
			fmt.Sprintf("%d, %d", len(examples(p, r.Name, "go", "bad")), len(examples(p, r.Name, "go", "good"))))
	}
	fmt.Fprintf(&b, "\n%d modules, %d lines of which something is expected, %d of them lines that are mistaken for a call or a secret easily.\n",
		len(modules), len(places), at(quiet).found)
	return b.String()
}

// ruleOf returns the rule that an expected finding names in brackets, or else the
// only one that it names.
func ruleOf(t *testing.T, e *corpus.Expectation) string {
	t.Helper()
	var found []string
	for _, name := range analyzer.RuleNames() {
		if strings.Contains(e.Text, `\[`+name+`\]`) {
			return name
		}
		if strings.Contains(e.Text, name) && name != "ignore" {
			found = append(found, name) // ignore is a word of messages, too
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	t.Errorf("%s names no rule, or several", e)
	return ""
}

// known lists the misses and false reports of the corpus.
func known(modules []*corpus.Module) string {
	var b strings.Builder
	b.WriteString("| place | known to be | what |\n|---|---|---|\n")
	for _, m := range modules {
		for _, e := range m.Expectations {
			word := map[corpus.Mark]string{corpus.Miss: "missed", corpus.Wrong: "wrong"}[e.Mark]
			if word != "" {
				file := m.Name + "/" + e.File
				fmt.Fprintf(&b, "| [%s](../testdata/corpus/%s#L%d) | %s | %s %s |\n", file, file, e.Line, word, e.Kind, e.Text)
			}
		}
	}
	return b.String()
}

// zeroSet sums up the modules of which nothing is to be said.
func zeroSet(t *testing.T) string {
	t.Helper()
	var modules, packages, files, lines int
	for line := range bytes.Lines(realcode(t, "zero.txt")) {
		code, _, _ := strings.Cut(string(line), "#")
		if strings.TrimSpace(code) == "" {
			continue
		}
		var path, version, sum string
		var p, f, l int
		if _, err := fmt.Sscan(code, &path, &version, &sum, &p, &f, &l); err != nil {
			t.Fatalf("zero.txt: %q: %v", line, err)
		}
		modules, packages, files, lines = modules+1, packages+p, files+f, lines+l
	}
	return "| modules | packages | files analysed | lines of Go | findings | calls | unresolved | own faults |\n|---|---|---|---|---|---|---|---|\n" +
		fmt.Sprintf("| %d | %d | %d | %d | 0 | 0 | 0 | 0 |\n", modules, packages, files, lines)
}

// goldenSet sums up the reviewed results.
func goldenSet(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "integration", "realcode", "golden", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden results: %v", err)
	}
	slices.Sort(files)
	var b strings.Builder
	b.WriteString("| module | calls | unresolved | findings | what the review says |\n|---|---|---|---|---|\n")
	for _, name := range files {
		var module, review string
		count := map[string]int{}
		for line := range bytes.Lines(realcode(t, "golden/"+filepath.Base(name))) {
			word, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
			switch {
			case word != "#":
				count[word]++
			case strings.HasPrefix(rest, "module "):
				fields := strings.Fields(rest)
				module = fields[1] + " " + fields[2]
			case strings.HasPrefix(rest, "review "):
				review += strings.TrimPrefix(rest, "review") // keeps the space
			}
		}
		fmt.Fprintf(&b, "| %s | %d | %d | %d | %s |\n", module, count["call"], count["unresolved"], count["error"]+count["warning"]+count["note"], strings.TrimSpace(review))
	}
	return b.String()
}

func realcode(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "integration", "realcode", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return text
}
