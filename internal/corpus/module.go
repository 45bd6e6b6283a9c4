package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Module is one of the corpus and what it expects.
type Module struct {
	Name         string // of its folder
	Dir          string // absolute
	Browser      bool   // has files for js/wasm alone
	Expectations []*Expectation
}

// Modules reads every module directly below root, sorted by name.
func Modules(root string) ([]*Module, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	found, err := filepath.Glob(filepath.Join(root, "*", "go.mod"))
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s holds no modules", root)
	}
	slices.Sort(found)
	var out []*Module
	for _, name := range found {
		m, err := read(filepath.Dir(name))
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

func read(dir string) (*Module, error) {
	m := &Module{Name: filepath.Base(dir), Dir: dir}
	return m, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		m.Browser = m.Browser || strings.Contains(string(text), "//go:build js") || strings.HasSuffix(path, "_js.go") || strings.HasSuffix(path, "_wasm.go")
		es, err := Parse(filepath.ToSlash(rel), text)
		m.Expectations = append(m.Expectations, es...)
		return err
	})
}

// A Report is one thing that a driver says of one line.
type Report struct {
	File string // relative to the module, with forward slashes
	Line int
	Kind Kind
	Text string // endpoint, reason, or message with the rule
}

// Check compares what a driver reports with the expectations of the kinds that
// it can report at all, and returns the differences.
func (m *Module) Check(driver string, reports []Report, kinds ...Kind) []string {
	var problems []string
	met := map[*Expectation]bool{}
	for _, r := range reports {
		if !slices.Contains(kinds, r.Kind) {
			continue
		}
		expected := false
		for _, e := range m.Expectations {
			if !e.matches(r) {
				continue
			}
			met[e] = true
			expected = expected || e.holds(driver)
		}
		if !expected {
			problems = append(problems, fmt.Sprintf("%s:%d: unexpected %s %s", r.File, r.Line, r.Kind, r.Text))
		}
	}
	for _, e := range m.Expectations {
		if !slices.Contains(kinds, e.Kind) {
			continue
		}
		switch {
		case e.holds(driver) && !met[e] && e.Mark == Wrong:
			problems = append(problems, e.String()+" is no longer reported: delete the comment, or make it quiet")
		case e.holds(driver) && !met[e]:
			problems = append(problems, e.String()+" is not reported")
		case e.Mark == Miss && met[e]:
			problems = append(problems, e.String()+" is found now: take the word miss away")
		case len(e.Only) > 0 && !e.holds(driver) && met[e]:
			problems = append(problems, fmt.Sprintf("%s is marked for %s only, and %s reports it as well", e, strings.Join(e.Only, ", "), driver))
		}
	}
	slices.Sort(problems)
	return slices.Compact(problems)
}

// Differs tells whether drivers are known to differ about a report.
func (m *Module) Differs(r Report) bool {
	return slices.ContainsFunc(m.Expectations, func(e *Expectation) bool { return len(e.Only) > 0 && e.matches(r) })
}
