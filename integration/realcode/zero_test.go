package realcode

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write zero.txt and the golden results")

// tenant is a policy under which every /api/v2 is worth a look: the tenant may
// have any host.
const tenant = "version: 1\ndomains: [login.example.com]\n"

// patience is how long one run may take: long for a slow machine that compiles
// all dependencies, and shorter than for ever.
const patience = 10 * time.Minute

// A row is a line of zero.txt. One that names no module is a remark.
type row struct {
	module
	packages, files, lines int // of the module, as the receipt and the source say
	text                   string
}

// TestZero looks for anything at all in modules that have nothing to do with
// Auth0, with a policy that names a tenant's domain and without one.
func TestZero(t *testing.T) {
	program := build(t)
	policy := writePolicy(t)
	all := rows(t)
	var mu sync.Mutex
	changed := false
	t.Run("modules", func(t *testing.T) {
		for i := range all {
			if all[i].path == "" {
				continue
			}
			t.Run(all[i].path, func(t *testing.T) {
				t.Parallel()
				now := zero(t, program, policy, all[i].module)
				if now.String() == all[i].text || t.Failed() {
					return
				}
				if !*update {
					t.Errorf("zero.txt:%d is\n%sand should be\n%s", i+1, all[i].text, now)
				}
				mu.Lock()
				defer mu.Unlock()
				all[i].text = now.String()
				changed = true
			})
		}
	})
	if *update && changed {
		var b strings.Builder
		for _, r := range all {
			b.WriteString(r.text)
		}
		if err := os.WriteFile("zero.txt", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// rows reads zero.txt, line by line.
func rows(t *testing.T) []row {
	t.Helper()
	text, err := os.ReadFile("zero.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []row
	for line := range strings.Lines(string(text)) {
		r, ok := parseRow(line)
		if !ok {
			t.Errorf("zero.txt:%d: %q is no module and version", len(all)+1, line)
		}
		all = append(all, r)
	}
	return all
}

// zero analyses a module and returns its row as it should be.
func zero(t *testing.T, program, policy string, m module) row {
	t.Helper()
	dir, err := m.fetch(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	// What the go command downloads is no part of the time that it may take.
	if out, err := command(t.Context(), dir, "go", "list", "-e", "-deps", "./...").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	plain := silent(t, program, dir, "./...")
	silent(t, program, dir, "-policy", policy, "./...")
	n, err := lines(dir)
	if err != nil {
		t.Fatal(err)
	}
	return row{module: m, packages: plain.Packages, files: plain.Files, lines: n}
}

// TestStandardLibrary looks for anything in Go's own packages.
func TestStandardLibrary(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(strings.TrimSpace(string(out)), "src")
	program, policy := build(t), writePolicy(t)
	for _, platform := range [][]string{{"-goos", "linux", "-goarch", "amd64"}, {"-goos", "js", "-goarch", "wasm"}} {
		t.Run(platform[1], func(t *testing.T) {
			t.Setenv("GOFLAGS", "") // it is vendored
			silent(t, program, dir, append(platform, "./...")...)
			silent(t, program, dir, append(platform, "-policy", policy, "./...")...)
		})
	}
}

// TestGoVet runs the program as go vet's tool on some of the modules. go vet
// compiles all that they import, so that these import little.
func TestGoVet(t *testing.T) {
	program := build(t)
	listed := map[string]module{}
	for _, r := range rows(t) {
		listed[r.path] = r.module
	}
	for _, path := range []string{"github.com/coreos/go-oidc/v3", "github.com/go-chi/chi/v5", "github.com/gorilla/mux", "golang.org/x/oauth2"} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			m, ok := listed[path]
			if !ok {
				t.Fatal("zero.txt does not list it")
			}
			dir, err := m.fetch(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if out, err := command(t.Context(), dir, "go", "mod", "download").CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if out, err := command(t.Context(), dir, "go", "vet", "-vettool="+program, "./...").CombinedOutput(); err != nil || len(out) > 0 {
				t.Errorf("go vet: %v\n%s", err, out)
			}
		})
	}
}

// silent fails the test when the command finds anything.
func silent(t *testing.T, program, dir string, args ...string) receipt {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r, err := run(ctx, program, dir, "check", args...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Errorf("%s: %s:%d: %s: %s [%s]", args, f.File, f.Line, f.Severity, f.Message, f.Rule)
	}
	for _, fault := range r.Receipt.Faults {
		t.Errorf("%s: own fault: %s", args, fault)
	}
	if r.Receipt.Calls > 0 || r.Receipt.Unresolved > 0 {
		t.Errorf("%s: %d calls, %d unresolved", args, r.Receipt.Calls, r.Receipt.Unresolved)
	}
	if r.Receipt.Packages == 0 {
		t.Errorf("%s: no package was looked at", args)
	}
	return r.Receipt
}

// writePolicy returns the path of a file with the policy.
func writePolicy(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "policy.yaml")
	if err := os.WriteFile(name, []byte(tenant), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

// build returns the path of the program, made of what is here.
func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "scopevet")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./cmd/scopevet")
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// parseRow reads a row. One that is new has only the module and its version.
func parseRow(line string) (row, bool) {
	r := row{text: line}
	code, _, _ := strings.Cut(line, "#")
	fields := strings.Fields(code)
	switch len(fields) {
	case 0:
		return r, true
	case 2:
		r.path, r.version = fields[0], fields[1]
		return r, true
	}
	_, err := fmt.Sscan(code, &r.path, &r.version, &r.sum, &r.packages, &r.files, &r.lines)
	return r, err == nil
}

func (r row) String() string {
	return fmt.Sprintf("%-48s %-12s %s %4d %5d %8d\n", r.path, r.version, r.sum, r.packages, r.files, r.lines)
}
