package conformance

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/scopevet/scopevet/internal/corpus"
)

// A driver runs the analyzer on a module.
type driver struct {
	name string
	// kinds are what it can report at all.
	kinds []corpus.Kind
	// run returns what it reports for one platform of the module.
	run func(t *testing.T, dir string, env []string) []finding
}

// A finding is one line of a driver's report, with a path that is relative to
// the module.
type finding struct {
	corpus.Report
	column int
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.column, f.Text)
}

// drivers are all that the machine can run. The variables name programs that
// are built elsewhere (see run).
func drivers(t *testing.T) []driver {
	scopevet := build(t)
	all := []driver{
		{"standalone", []corpus.Kind{corpus.Want}, standalone(scopevet)},
		{"checker", []corpus.Kind{corpus.Want, corpus.Call, corpus.Unresolved}, checked},
		{"vet", []corpus.Kind{corpus.Want}, vet(scopevet)},
	}
	if lint := os.Getenv("GOLANGCI_LINT_SCOPEVET"); lint != "" {
		all = append(all, driver{"golangci", []corpus.Kind{corpus.Want}, golangci(lint)})
	}
	if nogo := os.Getenv("NOGO_SCOPEVET"); nogo != "" {
		all = append(all, driver{"nogo", []corpus.Kind{corpus.Want}, nogoDriver(nogo)})
	}
	return all
}

// TestDrivers compares each driver with the comments in the modules, and all
// of them with each other.
func TestDrivers(t *testing.T) {
	modules, err := corpus.Modules("../../testdata/corpus")
	if err != nil {
		t.Fatal(err)
	}
	all := drivers(t)
	total := 0
	for _, m := range modules {
		t.Run(m.Name, func(t *testing.T) {
			lines := map[string]map[string]finding{} // by driver, by line of the report
			for _, d := range all {
				found := everywhere(t, d, m)
				var reports []corpus.Report
				lines[d.name] = map[string]finding{}
				for _, f := range found {
					reports = append(reports, f.Report)
					if f.Kind == corpus.Want {
						lines[d.name][f.String()] = f
					}
				}
				for _, problem := range m.Check(d.name, reports, d.kinds...) {
					t.Errorf("%s: %s", d.name, problem)
				}
			}
			total += len(lines["standalone"])
			same(t, m, lines)
		})
	}
	t.Logf("%d drivers, %d findings each in %d modules", len(all), total, len(modules))
}

// everywhere runs a driver for the host and, where the module has code for the
// browser, for that too. The standalone command does so by itself.
func everywhere(t *testing.T, d driver, m *corpus.Module) []finding {
	found := d.run(t, m.Dir, nil)
	if m.Browser && d.name != "standalone" {
		found = append(found, d.run(t, m.Dir, []string{"GOOS=js", "GOARCH=wasm"})...)
	}
	return found
}

// same reports the lines that one driver prints and another does not, those
// apart that the module marks as a difference.
func same(t *testing.T, m *corpus.Module, lines map[string]map[string]finding) {
	t.Helper()
	for name, mine := range lines {
		for line, f := range mine {
			if m.Differs(f.Report) {
				continue
			}
			for other, theirs := range lines {
				if _, ok := theirs[line]; !ok {
					t.Errorf("%s prints what %s does not: %s", name, other, line)
				}
			}
		}
	}
}

// unique sorts findings and drops those that are there twice: a driver that
// analyses a package with and without its tests says everything twice.
func unique(found []finding) []finding {
	slices.SortFunc(found, func(a, b finding) int { return slices.Compare([]byte(a.String()), []byte(b.String())) })
	return slices.Compact(found)
}
