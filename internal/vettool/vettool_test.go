package vettool_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/internal/vettool"
)

// The test binary is the vet tool of its own tests.
func TestMain(m *testing.M) {
	if args := os.Args[1:]; vettool.Asked(args) {
		os.Exit(vettool.Main(args, drivertest.NewAnalyzer, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// A module is a module on disk that go vet is run on.
type module struct {
	t   *testing.T
	dir string
	env []string
}

func newModule(t *testing.T, archive string) *module {
	t.Helper()
	t.Parallel()
	return &module{t, drivertest.Unpack(t, archive), drivertest.Env("GOOS=linux", "GOARCH=amd64")}
}

func (m *module) write(name, text string) {
	m.t.Helper()
	drivertest.Write(m.t, filepath.Join(m.dir, name), text)
}

// vet runs go vet in a directory of the module.
func (m *module) vet(dir string, args ...string) (output string, status int) {
	m.t.Helper()
	tool, err := os.Executable()
	if err != nil {
		m.t.Fatal(err)
	}
	return drivertest.Run(m.t, filepath.Join(m.dir, dir), m.env, "go", append([]string{"vet", "-vettool=" + tool}, args...)...)
}

// want runs go vet and checks which of the words it prints how often. A run
// that prints findings has to fail, any other must not.
func (m *module) want(dir string, args []string, counts map[string]int) {
	m.t.Helper()
	out, status := m.vet(dir, args...)
	total := 0
	for word, n := range counts {
		total += n
		if got := strings.Count(out, word); got != n {
			m.t.Errorf("go vet %s in %q prints %q %d times, want %d:\n%s", strings.Join(args, " "), dir, word, got, n, out)
		}
	}
	if fails := status != 0; fails != (total > 0) {
		m.t.Errorf("go vet %s in %q: exit status %d with %d findings:\n%s", strings.Join(args, " "), dir, status, total, out)
	}
}

const twoPackages = `
-- go.mod --
module example.com/two

go 1.26
-- app/app.go --
package app

import "example.com/two/lib"

func App() { lib.Users() }
-- lib/lib.go --
package lib

func Users() { send("GET /api/v2/users") }

func send(string) {}
`

func TestResultsFollowThePolicyFile(t *testing.T) {
	m := newModule(t, twoPackages)
	const text = "version: 1\ncontexts:\n  - {name: NAME, kind: spa, packages: [./lib]}\n"
	m.want(".", []string{"./lib"}, map[string]int{"in context unknown": 1})
	for _, name := range []string{"one", "two", "one"} {
		m.write(policyFile, strings.ReplaceAll(text, "NAME", name))
		m.want(".", []string{"./lib"}, map[string]int{"in context " + name: 1, "in context unknown": 0})
		m.want("lib", []string{"."}, map[string]int{"in context " + name: 1})
	}
	if err := os.Remove(filepath.Join(m.dir, policyFile)); err != nil {
		t.Fatal(err)
	}
	m.want(".", []string{"./lib"}, map[string]int{"in context unknown": 1})
}

const policyFile = ".scopevet.yaml"

func TestNothingIsLostOrPrintedTwice(t *testing.T) {
	for _, test := range []struct {
		name string
		test string // file beside lib.go
		text string
	}{
		{"without tests", "", ""},
		{"tests in the package", "lib/lib_test.go", "package lib\n"},
		{"tests beside the package", "lib/lib_test.go", "package lib_test\n"},
		{"tests for another system", "lib/lib_windows_test.go", "package lib\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := newModule(t, twoPackages)
			if test.test != "" {
				m.write(test.test, test.text)
			}
			lib, app := "lib.go:3:21: GET /api/v2/users", "app.go:5:18: GET /api/v2/users"
			out, _ := m.vet(".", "./app")
			if strings.Count(out, app) != 1 || strings.Count(out, lib) > 1 {
				t.Errorf("go vet ./app:\n%s", out)
			}
			m.want(".", []string{"./lib"}, map[string]int{lib: 1, app: 0})
			m.want(".", []string{"./..."}, map[string]int{lib: 1, app: 1})
			m.want(".", []string{"./..."}, map[string]int{lib: 1, app: 1}) // now from the cache
		})
	}
}

func TestErrorsAreReportedEveryTime(t *testing.T) {
	m := newModule(t, twoPackages)
	m.write(policyFile, "version: 1\ncontext: []\n")
	for range 2 {
		m.want(".", []string{"./..."}, map[string]int{policyFile + ":2:1:": 1})
	}
	m.write(policyFile, "version: 1\n")
	m.want(".", []string{"./lib"}, map[string]int{"in context unknown": 1, policyFile: 0})
}

func TestPolicyFlagNeedsItsDigest(t *testing.T) {
	m := newModule(t, twoPackages)
	m.write("other.yaml", "version: 1\ncontexts:\n  - {name: other, kind: spa, packages: [./lib]}\n")
	name := filepath.Join(m.dir, "other.yaml")
	file, err := policyfile.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	wayOut := "-policy=" + name + " -policy.digest=" + file.Digest()
	for range 2 {
		m.want(".", []string{"-policy=" + name, "./lib"}, map[string]int{wayOut: 1})
	}
	m.want(".", []string{"-policy=" + name, "-policy.digest=0123", "./lib"}, map[string]int{wayOut: 1})
	m.want(".", append(strings.Fields(wayOut), "./lib"), map[string]int{"in context other": 1})
	m.want(".", []string{"-policy=other.yaml", "./lib"}, map[string]int{"has to be absolute": 1})
}

func TestWorkspaceAndReplacedDirectories(t *testing.T) {
	const archive = `
-- space/go.work --
go 1.26

use ./a
use ./b
-- space/a/go.mod --
module example.com/a

go 1.26
-- space/a/a.go --
package a

import "example.com/b"

func A() { b.Users() }
-- space/b/go.mod --
module example.com/b

go 1.26
-- space/b/b.go --
package b

func Users() { send("GET /api/v2/users") }

func send(string) {}
-- replaced/go.mod --
module example.com/replaced

go 1.26

require example.com/b v0.0.0

replace example.com/b => ../space/b
-- replaced/app.go --
package app

import "example.com/b"

func A() { b.Users() }
`
	b := "b.go:3:21: GET /api/v2/users in context shared"
	t.Run("workspace", func(t *testing.T) {
		m := newModule(t, archive)
		m.env = drivertest.Env("GOFLAGS=", "GOWORK=")
		m.write("space/"+policyFile, "version: 1\ncontexts:\n  - {name: shared, kind: spa, packages: [./...]}\n")
		m.vet("space", "./a")
		m.want("space", []string{"./b"}, map[string]int{b: 1})
		m.want("space", []string{"./a", "./b"}, map[string]int{b: 1, "a.go:5:": 1})
		m.write("space/"+policyFile, "version: 1\n")
		m.want("space/b", []string{"."}, map[string]int{"in context unknown": 1})
	})
	t.Run("replaced", func(t *testing.T) {
		m := newModule(t, archive)
		m.env = drivertest.Env("GOWORK=off")
		m.write("space/b/"+policyFile, "version: 1\ncontexts:\n  - {name: shared, kind: spa, packages: [./...]}\n")
		m.vet("replaced", ".")
		m.want("replaced", []string{"example.com/b"}, map[string]int{"b.go:3:21": 1})
	})
}

func TestVendoredPackagesAreNotTheUsers(t *testing.T) {
	m := newModule(t, `
-- go.mod --
module example.com/app

go 1.26

require example.com/dep v1.0.0
-- app.go --
package app

import "example.com/dep"

func A() { dep.Users() }
-- vendor/modules.txt --
# example.com/dep v1.0.0
## explicit; go 1.26
example.com/dep
-- vendor/example.com/dep/dep.go --
package dep

func Users() { send("GET /api/v2/users") }

func send(string) {}
`)
	m.env = drivertest.Env("GOFLAGS=-mod=vendor")
	m.want(".", []string{"."}, map[string]int{"app.go:5:": 1, "dep.go": 0})
}

func TestFixesGoToWhatWasAskedForOnly(t *testing.T) {
	m := newModule(t, twoPackages)
	if out, status := m.vet(".", "-fix", "./app"); status != 0 || out != "" {
		t.Errorf("go vet -fix: exit status %d\n%s", status, out)
	}
}

func TestCodeForTheBrowserIsMentioned(t *testing.T) {
	m := newModule(t, twoPackages)
	m.write("lib/web_js.go", "package lib // auth0\n")
	m.write("lib/other_windows.go", "package lib // auth0\n")
	out, status := m.vet(".", "-confidence=certain", "./app")
	if strings.Count(out, "web_js.go speaks of Auth0") != 1 || strings.Contains(out, "windows") {
		t.Errorf("exit status %d\n%s", status, out)
	}
	m.write("lib/lib.go", "package lib\n\nfunc Users() {}\n")
	if out, status := m.vet(".", "./lib"); status != 0 || !strings.Contains(out, "run GOOS=js GOARCH=wasm go vet") {
		t.Errorf("exit status %d\n%s", status, out)
	}
}

func TestOlderThanTheGoCommand(t *testing.T) {
	tool, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	out, status := drivertest.Run(t, dir, drivertest.Env("GOVERSION=go1.999.1"), tool, "-V=full")
	if status != 2 || !strings.Contains(out, "cannot read code for go1.999.1") || strings.Count(out, "\n") != 1 {
		t.Errorf("-V=full: exit status %d\n%s", status, out)
	}
	cfg := filepath.Join(dir, "vet.cfg")
	drivertest.Write(t, cfg, `{"ImportPath": "p", "GoVersion": "go1.999"}`)
	out, status = drivertest.Run(t, dir, drivertest.Env(), tool, cfg)
	if status != 2 || !strings.Contains(out, "cannot read code for go1.999") || strings.Count(out, "\n") != 1 {
		t.Errorf("vet.cfg: exit status %d\n%s", status, out)
	}
}
