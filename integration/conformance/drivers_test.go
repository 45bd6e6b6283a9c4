package conformance

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/corpus"
)

// build builds the command and returns its path.
func build(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scopevet")
	cmd := exec.Command("go", "build", "-o", name, "./cmd/scopevet")
	cmd.Dir = "../.." // a module of its own, with its own dependencies
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return name
}

// output runs a program in a module's folder and returns what it prints. The
// exit status 1 says that there are findings; golangci-lint and scopevet have
// others for what goes wrong.
func output(t *testing.T, dir string, env []string, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "PWD="+dir, "GOWORK=off", "GOFLAGS="), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%s: %v\n%s", name, err, &errs)
	}
	return out.String(), errs.String()
}

var reportLine = regexp.MustCompile(`^(\S+\.go):(\d+):(\d+): (.* \[[a-z-]+\])$`)

// read takes the findings out of lines as the go command prints them.
func read(dir, text string) []finding {
	var found []finding
	for line := range strings.Lines(text) {
		m := reportLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			continue
		}
		row, _ := strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		found = append(found, finding{corpus.Report{File: relative(dir, m[1]), Line: row, Kind: corpus.Want, Text: m[4]}, column})
	}
	return unique(found)
}

// relative names a file of the module as all drivers are to name it.
func relative(dir, file string) string {
	if filepath.IsAbs(file) {
		if rel, err := filepath.Rel(dir, file); err == nil {
			file = rel
		}
	}
	return filepath.ToSlash(filepath.Clean(file))
}

// standalone runs the command. Rules of whole programs, notes and findings in
// front-end files are its own.
func standalone(scopevet string) func(*testing.T, string, []string) []finding {
	return func(t *testing.T, dir string, env []string) []finding {
		text, errs := output(t, dir, env, scopevet, "-format", "json", "./...")
		var report struct {
			Findings []struct {
				Rule, Severity, Message, File string
				Line, Column                  int
			}
		}
		if err := json.Unmarshal([]byte(text), &report); err != nil {
			t.Fatalf("%v: %s%s", err, text, errs)
		}
		program := map[string]bool{}
		for _, r := range analyzer.Rules() {
			program[r.Name] = r.Program
		}
		var found []finding
		for _, f := range report.Findings {
			if f.Severity != "note" && !program[f.Rule] && strings.HasSuffix(f.File, ".go") {
				found = append(found, finding{corpus.Report{File: f.File, Line: f.Line, Kind: corpus.Want, Text: f.Message + " [" + f.Rule + "]"}, f.Column})
			}
		}
		return unique(found)
	}
}

// vet runs the go command with the same binary.
func vet(scopevet string) func(*testing.T, string, []string) []finding {
	return func(t *testing.T, dir string, env []string) []finding {
		_, text := output(t, dir, env, "go", "vet", "-vettool="+scopevet, "./...")
		return read(dir, text)
	}
}

// golangci runs a golangci-lint that has the plugin in it.
func golangci(lint string) func(*testing.T, string, []string) []finding {
	return func(t *testing.T, dir string, env []string) []finding {
		config := filepath.Join(t.TempDir(), "golangci.yml")
		if err := os.WriteFile(config, []byte(golangciConfig), 0o666); err != nil {
			t.Fatal(err)
		}
		text, _ := output(t, dir, env, lint, "run", "-c", config, "--path-mode=abs", "--allow-parallel-runners",
			"--output.text.path=stdout", "--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
		return read(dir, strings.ReplaceAll(text, " (scopevet)\n", "\n"))
	}
}

// All of a line's findings count, and so do equal ones.
const golangciConfig = `version: "2"
linters:
  default: none
  enable: [scopevet]
  settings:
    custom:
      scopevet:
        type: module
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// nogoDriver runs a program that does in a module's folder what Bazel does,
// and prints as the go command does.
func nogoDriver(nogo string) func(*testing.T, string, []string) []finding {
	return func(t *testing.T, dir string, env []string) []finding {
		stdout, stderr := output(t, dir, env, nogo, "./...")
		return read(dir, strings.ReplaceAll(stdout+stderr, " (scopevet)\n", "\n"))
	}
}

// checked runs the driver that analysistest and the x/tools commands share.
func checked(t *testing.T, dir string, env []string) []finding {
	t.Helper()
	cfg := &packages.Config{
		Mode: packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedModule,
		Dir:  dir, Tests: true,
		Env: append(append(os.Environ(), "PWD="+dir, "GOWORK=off", "GOFLAGS="), env...),
	}
	// Facts need the source of everything but the standard library, of which
	// export data suffices.
	matched, err := packages.Load(cfg, "./...")
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	packages.Visit(matched, nil, func(p *packages.Package) {
		if p.Module != nil && !slices.Contains(patterns, p.PkgPath) && !strings.HasSuffix(p.PkgPath, ".test") && !strings.HasSuffix(p.PkgPath, "_test") {
			patterns = append(patterns, p.PkgPath)
		}
	})
	cfg.Mode |= packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedTypes | packages.NeedTypesSizes |
		packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedExportFile
	cfg.Mode &^= packages.NeedDeps
	roots, err := packages.Load(cfg, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(analyzer.Options{Discover: true})}, roots, nil)
	if err != nil {
		t.Fatal(err)
	}
	var found []finding
	for act := range graph.All() {
		if act.IsRoot && act.Package.Module != nil && act.Package.Module.Main {
			for _, d := range act.Diagnostics {
				at := act.Package.Fset.Position(d.Pos)
				found = append(found, finding{corpus.Report{File: relative(dir, at.Filename), Line: at.Line, Kind: corpus.Want, Text: d.Message}, at.Column})
			}
		}
		result, _ := act.Result.(*analyzer.Result)
		if result == nil {
			continue
		}
		for _, fault := range result.Faults {
			t.Errorf("%s: %s", result.Package, fault)
		}
		for _, c := range result.Calls {
			found = append(found, at(act, dir, c.Frame, corpus.Call, c.Method+" "+c.Path))
		}
		for _, u := range result.Unresolved {
			found = append(found, at(act, dir, u.Frame, corpus.Unresolved, u.Reason))
		}
	}
	return unique(found)
}

// at places a report in the folder of its package.
func at(act *checker.Action, dir string, f analyzer.Frame, kind corpus.Kind, text string) finding {
	name := f.File
	if files := act.Package.GoFiles; len(files) > 0 {
		name = filepath.Join(filepath.Dir(files[0]), f.File)
	}
	return finding{corpus.Report{File: relative(dir, name), Line: f.Line, Kind: kind, Text: text}, f.Column}
}
