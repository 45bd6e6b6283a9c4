package senders

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/corpus"
)

const modules = "../../testdata/senders"

// TestModules compares the inventory of every module, and the errors in it,
// with the comments in its code.
func TestModules(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "scopevet")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", tool, "./cmd/scopevet").CombinedOutput(); err != nil {
		t.Fatalf("building the command: %v\n%s", err, out)
	}
	all, err := corpus.Modules(modules)
	if err != nil || len(all) == 0 {
		t.Fatalf("no modules: %v", err)
	}
	for _, m := range all {
		t.Run(m.Name, func(t *testing.T) {
			t.Parallel()
			reports := append(inventory(t, tool, m.Dir), findings(t, tool, m.Dir)...)
			for _, problem := range m.Check("standalone", reports, corpus.Call, corpus.Unresolved, corpus.Want) {
				t.Error(problem)
			}
		})
	}
}

// inventory returns what scopevet scopes reports of a module.
func inventory(t *testing.T, tool, dir string) []corpus.Report {
	t.Helper()
	var answer struct {
		Calls []struct {
			File         string
			Line         int
			Method, Path string
		}
		Unresolved []struct {
			File   string
			Line   int
			Reason string
		}
	}
	run(t, &answer, dir, tool, "scopes", "-format", "json", "./...")
	var reports []corpus.Report
	for _, c := range answer.Calls {
		reports = append(reports, corpus.Report{File: c.File, Line: c.Line, Kind: corpus.Call, Text: c.Method + " " + c.Path})
	}
	for _, u := range answer.Unresolved {
		reports = append(reports, corpus.Report{File: u.File, Line: u.Line, Kind: corpus.Unresolved, Text: u.Reason})
	}
	return reports
}

// findings returns the errors that scopevet reports of a module.
func findings(t *testing.T, tool, dir string) []corpus.Report {
	t.Helper()
	var answer struct {
		Findings []struct {
			Rule, Severity, Message, File string
			Line                          int
		}
	}
	run(t, &answer, dir, tool, "-format", "json", "-fail-on", "off", "./...")
	var reports []corpus.Report
	for _, f := range answer.Findings {
		if f.Severity == "error" {
			reports = append(reports, corpus.Report{File: f.File, Line: f.Line, Kind: corpus.Want, Text: f.Message + " [" + f.Rule + "]"})
		}
	}
	return reports
}

// run runs the command in a module and reads what it prints.
func run(t *testing.T, answer any, dir, tool string, args ...string) {
	t.Helper()
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	if err := json.Unmarshal(out, answer); err != nil {
		t.Fatal(err)
	}
}
