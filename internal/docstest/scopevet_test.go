package docstest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the outputs into the pages instead of comparing them")

// binDir holds the scopevet that the tests run, built once.
var binDir string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "scopevet-docs")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binDir = dir
	build := exec.Command("go", "build", "-o", dir+string(filepath.Separator), "./cmd/scopevet")
	build.Dir = root
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "building scopevet:", err)
		return 1
	}
	return m.Run()
}

// A finding and a scopes report are what the tests need of the JSON formats.
type finding struct {
	Rule, Severity, Message, File string
	Line, Column                  int
}

type inventory struct {
	receipt
	Calls []struct {
		Method, Path, File string
		Line               int
	}
	Unresolved []struct {
		File, Reason string
		Line         int
	}
}

// A receipt says what could not be analysed: nobody can learn from examples
// that do not compile.
type receipt struct {
	Receipt struct {
		Problems []struct{ Package, Reason string }
		Faults   []string
	}
}

func (r *receipt) inOrder(t *testing.T) {
	t.Helper()
	if len(r.Receipt.Problems) > 0 || len(r.Receipt.Faults) > 0 {
		t.Fatalf("not all examples could be analysed: %v %v", r.Receipt.Problems, r.Receipt.Faults)
	}
}

func (f finding) String() string {
	note := ""
	if f.Severity == "note" {
		note = "note: "
	}
	return fmt.Sprintf("%s:%d:%d: %s%s [%s]", filepath.Base(f.File), f.Line, f.Column, note, f.Message, f.Rule)
}

// scopevet runs the program in dir and decodes its JSON.
func scopevet(t *testing.T, dir string, into any, args ...string) {
	t.Helper()
	cmd := exec.Command(filepath.Join(binDir, "scopevet"), args...)
	cmd.Dir = dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("scopevet %s: %v\n%s", strings.Join(args, " "), err, errs.Bytes())
	}
	if err := json.Unmarshal(out.Bytes(), into); err != nil {
		t.Fatalf("scopevet %s: %v\n%s%s", strings.Join(args, " "), err, out.Bytes(), errs.Bytes())
	}
}

// check returns the findings in the packages below dir, notes included.
func check(t *testing.T, dir string) []finding {
	t.Helper()
	var report struct {
		receipt
		Findings []finding
	}
	scopevet(t, dir, &report, "check", "-format", "json", "./...")
	report.inOrder(t)
	return report.Findings
}

// offline matches what the go command says when it cannot fetch a module.
var offline = regexp.MustCompile(`dial tcp|no such host|i/o timeout|connection re(fused|set)|proxyconnect|module lookup disabled|TLS handshake`)

// needSDK skips the test where the demonstration's modules are neither in the
// module cache nor to be had.
func needSDK(t *testing.T) {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "./...")
	cmd.Dir = filepath.Join(root, "testdata", "demo")
	out, err := cmd.CombinedOutput()
	switch {
	case err == nil:
	case offline.Match(out):
		t.Skipf("SKIPPED: the Auth0 SDK is not in the module cache, and the module proxy cannot be reached:\n%s", out)
	default:
		t.Fatalf("go list in testdata/demo: %v\n%s", err, out)
	}
}

// module makes a module with the demonstration's dependencies and the given
// files.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	demo := filepath.Join(root, "testdata", "demo")
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(demo, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), bytes.Replace(text, []byte("example.com/boathouse"), []byte("example.com/docs"), 1))
	}
	for name, text := range files {
		write(t, filepath.Join(dir, name), []byte(text))
	}
	return dir
}

func write(t *testing.T, name string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

// exampleOf returns the folder of an example that a file of a report is in.
func exampleOf(file string) string { return filepath.ToSlash(filepath.Dir(file)) }

// portable writes outputs as on the machine that the pages were written on.
func portable(out string) string {
	return regexp.MustCompile(`\b`+runtime.GOOS+"/"+runtime.GOARCH+`\b`).ReplaceAllString(out, "linux/amd64")
}
