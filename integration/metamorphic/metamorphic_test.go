package metamorphic

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/corpus"
)

var (
	only   = flag.String("module", "", "try this module of the corpus alone")
	within = flag.String("file", "", "change this file alone, as maps/maps.go")
	way    = flag.String("way", "", "try this transformation alone")
	update = flag.Bool("update", false, "write what is known to be found otherwise")
)

// programs loads the corpus and the demonstration, those with code for the
// browser a second time for it.
func programs(t *testing.T, only string) []*program {
	t.Helper()
	modules, err := corpus.Modules("../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	demo, err := filepath.Abs("../../testdata/demo")
	if err != nil {
		t.Fatal(err)
	}
	var out []*program
	add := func(name, dir string, env ...string) {
		p, err := load(name, dir, env...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, p)
	}
	for _, m := range append(modules, &corpus.Module{Name: "demo", Dir: demo, Browser: true}) {
		if only != "" && m.Name != only {
			continue
		}
		add(m.Name, m.Dir)
		if m.Browser {
			add(m.Name+" (js/wasm)", m.Dir, "GOOS=js", "GOARCH=wasm")
		}
	}
	return out
}

// chosen lists the transformations to try.
func chosen() []transformation {
	all := transformations()
	if *way == "" {
		return all
	}
	return slices.DeleteFunc(all, func(tr transformation) bool { return tr.name != *way })
}

// A tally counts the variants of a transformation.
type tally struct{ places, skipped, variants int }

// TestTransformations changes every file of the corpus in every way, and looks
// for calls, scopes and unresolved requests that are there only before or only
// after.
func TestTransformations(t *testing.T) {
	known := readKnown(t)
	now := map[string]bool{}
	tallies := map[string]*tally{}
	for _, p := range programs(t, *only) {
		before := found(p.packages)
		for _, u := range p.packages {
			if !u.module.Main || len(u.errs) > 0 {
				continue
			}
			for i, file := range u.files {
				if *within != "" && base(u.sources[i].name) != *within {
					continue
				}
				for _, tr := range chosen() {
					if tallies[tr.name] == nil {
						tallies[tr.name] = &tally{}
					}
					s := &scene{p: p, u: u, file: file, text: u.sources[i].text}
					for _, problem := range try(s, tr, before, tallies[tr.name]) {
						now[problem] = true
						if !known[problem] && !*update {
							t.Error(problem)
						}
					}
				}
			}
		}
	}
	for _, tr := range chosen() {
		if n := tallies[tr.name]; n != nil {
			t.Logf("%-32s %+v", tr.name, *n)
		}
	}
	t.Logf("%d differences are known", len(known))
	if *update {
		writeKnown(t, now)
		return
	}
	for problem := range known {
		tried := *only == "" || strings.HasPrefix(problem, *only+",") || strings.HasPrefix(problem, *only+" (")
		if !now[problem] && tried && *within+*way == "" {
			t.Errorf("no longer so, delete it from %s: %s", knownFile, problem)
		}
	}
}

const knownFile = "testdata/known.txt"

// writeKnown deletes what is no longer so from the list, and adds the rest at
// its end. Comments stay.
func writeKnown(t *testing.T, now map[string]bool) {
	t.Helper()
	if *only+*within+*way != "" {
		t.Fatal("-update is for all transformations of all modules")
	}
	text, err := os.ReadFile(knownFile)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || now[line] {
			lines = append(lines, line)
			delete(now, line)
		}
	}
	lines = append(lines, slices.Sorted(maps.Keys(now))...)
	if err := os.WriteFile(knownFile, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
		t.Error(err)
	}
}

// within names the declaration that a place is in.
func (s *scene) within(pos token.Pos) string {
	for _, d := range s.file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= pos && pos < fn.End() {
			return "func " + fn.Name.Name
		}
	}
	return "declarations"
}

// try makes all changes of a file at once, and one after the other where that
// does not compile or finds anything else.
func try(s *scene, tr transformation, before map[string]int, n *tally) []string {
	changes := tr.places(s)
	n.places += len(changes)
	if len(changes) == 0 {
		return nil
	}
	n.variants++
	if ok, diff := s.compare(changes, before); ok && len(diff) == 0 {
		return nil
	}
	var out []string
	for _, c := range changes {
		n.variants++
		ok, diff := s.compare([]change{c}, before)
		if !ok {
			n.skipped++
		}
		for _, d := range diff {
			out = append(out, fmt.Sprintf("%s, %s, %s: %s: %s", s.p.name, base(s.p.fset.Position(c.at).Filename), s.within(c.at), tr.name, d))
		}
	}
	return out
}

// compare analyses a variant; ok is false where it does not compile.
func (s *scene) compare(changes []change, before map[string]int) (ok bool, diff []string) {
	changed, _ := s.p.apply(s.u, changes)
	after := s.p.variant(changed...)
	for _, u := range after {
		switch {
		case slices.Contains(s.p.packages, u):
		case u.crash != "":
			diff = append(diff, u.crash)
		case len(u.errs) > 0:
			return false, nil
		}
	}
	if len(diff) > 0 {
		return true, diff
	}
	return true, difference(before, found(after))
}

// readKnown reads what is known to be found otherwise.
func readKnown(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	f, err := os.Open(knownFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.HasPrefix(line, "#") {
			out[line] = true
		}
	}
	return out
}
