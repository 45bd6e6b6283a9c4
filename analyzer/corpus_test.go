package analyzer_test

import (
	"flag"
	"os"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/corpus"
	"github.com/scopevet/scopevet/internal/load"
	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/internal/send"
)

var update = flag.Bool("update", false, "write the corpus's numbers")

const corpora = "../testdata/corpus"

// TestCorpus analyses every module of the corpus as the standalone command
// does, and compares calls, unresolved requests and findings with the comments
// in its files.
func TestCorpus(t *testing.T) {
	for _, m := range modules(t) {
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			for _, problem := range m.Check("standalone", analyse(t, m.Dir), corpus.Call, corpus.Unresolved, corpus.Want, corpus.Note) {
				t.Error(problem)
			}
		})
	}
}

// TestCorpusNumbers holds the number of cases, known misses and known
// differences against what they were.
func TestCorpusNumbers(t *testing.T) {
	const name = corpora + "/numbers.txt"
	all := modules(t)
	text, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	before, err := corpus.ParseNumbers(string(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	present := map[string]bool{}
	for _, m := range all {
		present[m.Name] = true
		if old, ok := before[m.Name]; ok {
			if worse := m.Count().Worse(old); worse != "" {
				t.Errorf("%s: %s", m.Name, worse)
			}
		}
	}
	for module := range before {
		if !present[module] {
			t.Errorf("the module %s is gone", module)
		}
	}
	now := corpus.FormatNumbers(all)
	switch {
	case t.Failed() || now == string(text):
	case *update:
		if err := os.WriteFile(name, []byte(now), 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is out of date: run go test ./analyzer -update", name)
	}
}

func modules(t *testing.T) []*corpus.Module {
	t.Helper()
	all, err := corpus.Modules(corpora)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// analyse returns what the analyzer says of all packages of a module.
func analyse(t *testing.T, dir string) []corpus.Report {
	t.Helper()
	policies, err := policyfile.Discover(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg := load.Config{
		Dir: dir, Patterns: []string{"./..."},
		HTTPClient: send.Builtin().Package,
		Analyzer:   func(load.Platform) *analysis.Analyzer { return analyzer.New(analyzer.Options{Discover: true}) },
	}
	for _, p := range policies {
		cfg.Domains = append(cfg.Domains, p.Domains...)
	}
	program, err := load.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	var out []corpus.Report
	for _, r := range program.Results {
		for _, fault := range r.Faults {
			t.Errorf("%s: %s", r.Package, fault)
		}
		at := func(f analyzer.Frame, kind corpus.Kind, text string) {
			out = append(out, corpus.Report{File: program.Places.File(f), Line: f.Line, Kind: kind, Text: text})
		}
		for _, c := range r.Calls {
			at(c.Frame, corpus.Call, c.Method+" "+c.Path)
		}
		for _, u := range r.Unresolved {
			at(u.Frame, corpus.Unresolved, u.Reason)
		}
		for _, f := range r.Findings {
			switch {
			case !program.Matched[r.Package] || f.Rule == "call-unresolved" && f.Severity == analyzer.Note:
			case f.Severity == analyzer.Note:
				at(f.Frame, corpus.Note, f.Message+" ["+f.Rule+"]")
			default:
				at(f.Frame, corpus.Want, f.Message+" ["+f.Rule+"]")
			}
		}
	}
	return out
}
