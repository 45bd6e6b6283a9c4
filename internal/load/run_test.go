package load_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/drivertest"
	"github.com/scopevet/scopevet/internal/load"
)

// run loads a directory of an archive with the analyzer of package
// drivertest.
func run(t *testing.T, dir string, cfg load.Config) (*load.Program, error) {
	t.Helper()
	cfg.Dir = dir
	if len(cfg.Patterns) == 0 {
		cfg.Patterns = []string{"./..."}
	}
	cfg.Analyzer = func(load.Platform) *analysis.Analyzer {
		return drivertest.NewAnalyzer(analyzer.Options{Notes: true})
	}
	return load.Run(context.Background(), cfg)
}

// isolate gives the go command of a test a known configuration.
func isolate(t *testing.T, settings ...string) {
	t.Helper()
	for _, s := range append([]string{"GOPROXY=off", "GOSUMDB=off", "GOFLAGS=-mod=mod", "GOWORK=", "GOOS=linux", "GOARCH=amd64"}, settings...) {
		name, value, _ := strings.Cut(s, "=")
		t.Setenv(name, value)
	}
}

// findings lists the findings of a program, one line each.
func findings(p *load.Program) []string {
	var lines []string
	for _, r := range p.Results {
		for _, f := range r.Findings {
			lines = append(lines, fmt.Sprintf("%s:%d: %s", p.Places.File(f.Frame), f.Line, f.Message))
		}
	}
	slices.Sort(lines)
	return lines
}

func analysed(p *load.Program) []string {
	var paths []string
	for _, r := range p.Results {
		paths = append(paths, r.Package)
	}
	return paths
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s\nwant:\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestOnlyWhatMattersIsLoaded(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26

require (
	example.com/between v1.0.0
	example.com/leaf v1.0.0
)

replace example.com/between => ./third/between

replace example.com/leaf => ./third/leaf
-- hit/hit.go --
package hit

import (
	"example.com/m/helper"
	_ "example.com/leaf"
)

// Of auth0.
func Users() { helper.Send("GET /api/v2/users") }
-- helper/helper.go --
package helper

import "example.com/m/deep"

func Send(s string) { deep.Send(s) }
-- deep/deep.go --
package deep

func Send(s string) {}
-- caller/caller.go --
package caller

import "example.com/m/hit"

func Call() { hit.Users() }
-- through/through.go --
package through

import "example.com/between"

func Call() { between.Users() }
-- bystander/bystander.go --
package bystander

import _ "example.com/leaf"

const s = "GET /api/v2/nothing"
-- third/between/go.mod --
module example.com/between

go 1.26
-- third/between/between.go --
package between

func Users() { send("GET /api/v2/users") }

func send(string) {}

type auth0 int
-- third/leaf/go.mod --
module example.com/leaf

go 1.26
-- third/leaf/leaf.go --
package leaf // For Auth0 and others: a comment of a library is no reason to load it.
`)
	p, err := run(t, dir, load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "analysed", analysed(p), []string{
		"example.com/between", "example.com/m/caller", "example.com/m/deep", "example.com/m/helper",
		"example.com/m/hit", "example.com/m/through",
	})
	equal(t, "findings", findings(p), []string{
		"caller/caller.go:5: GET /api/v2/users in context unknown (via example.com/m/hit.Users)",
		"hit/hit.go:9: GET /api/v2/users in context unknown",
		"third/between/between.go:3: GET /api/v2/users in context unknown",
		"through/through.go:5: GET /api/v2/users in context unknown (via example.com/between.Users)",
	})
	if p.Packages != 6 || p.Files != 6 {
		t.Errorf("%d packages with %d files, want 6 and 6", p.Packages, p.Files)
	}
	if p.Matched["example.com/between"] || !p.Matched["example.com/m/hit"] {
		t.Errorf("matched: %v", p.Matched)
	}

	p, err = run(t, dir, load.Config{Patterns: []string{"./bystander"}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "analysed", analysed(p), nil)

	for _, cfg := range []load.Config{{Bare: true}, {Domains: []string{"login.example.com"}}} {
		cfg.Patterns = []string{"./bystander"}
		if p, err = run(t, dir, cfg); err != nil {
			t.Fatal(err)
		}
		equal(t, "analysed", analysed(p), []string{"example.com/m/bystander"})
	}
}

// A package that says nothing of Auth0 and lies between two that do has to be
// loaded from source: with export data alone, its calls would vanish.
func TestPackageInBetweenIsLoaded(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26

require example.com/wrapper v1.0.0

replace example.com/wrapper => ./wrapper
-- wrapper/go.mod --
module example.com/wrapper

go 1.26
-- wrapper/wrapper.go --
package wrapper

import "example.com/wrapper/inner"

func Users() { inner.Users() }
-- wrapper/inner/inner.go --
package inner

func Users() { send("GET /api/v2/users") }

func send(auth0 string) {}
-- main.go --
package main

import "example.com/wrapper"

func main() { wrapper.Users() }
`)
	p, err := run(t, dir, load.Config{Patterns: []string{"."}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{
		"main.go:5: GET /api/v2/users in context unknown (via example.com/wrapper.Users)",
		"wrapper/inner/inner.go:3: GET /api/v2/users in context unknown",
		"wrapper/wrapper.go:5: GET /api/v2/users in context unknown (via example.com/wrapper/inner.Users)",
	})
}

func TestTheSDKIsNeverLoaded(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26

require github.com/auth0/go-auth0 v1.33.0

require example.com/jwt v1.0.0

replace github.com/auth0/go-auth0 => ./sdk

replace example.com/jwt => ./jwt
-- m.go --
package m

import (
	"example.com/jwt"
	"github.com/auth0/go-auth0/management"
)

func Users() { management.Users("GET /api/v2/users"); jwt.Parse() }
-- sdk/go.mod --
module github.com/auth0/go-auth0

go 1.26

require example.com/jwt v1.0.0
-- sdk/management/management.go --
package management

import "example.com/jwt"

func Users(string) { jwt.Parse() }
-- jwt/go.mod --
module example.com/jwt

go 1.26
-- jwt/jwt.go --
package jwt

// As in Auth0.
func Parse() {}
`)
	p, err := run(t, dir, load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "analysed", analysed(p), []string{"example.com/m"})
	if len(p.Problems) > 0 {
		t.Errorf("problems: %v", p.Problems)
	}
}

func TestCodeForTheBrowser(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26
-- api/api.go --
package api

// Of auth0.
func Users() { send("GET /api/v2/users") }

func send(string) {}
-- api/api_js.go --
package api

func Roles() { send("GET /api/v2/roles") }
-- api/api_windows.go --
package api

// Auth0.
-- web/main.go --
//go:build js && wasm

package main

import "example.com/m/api"

func main() { api.Users(); api.Roles() }
-- quiet/quiet_js.go --
package quiet
-- tools/gen.go --
//go:build ignore

package main

// auth0
func main() {}
`)
	want := []string{
		"api/api.go:4: GET /api/v2/users in context unknown",
		"api/api_js.go:3: GET /api/v2/roles in context unknown",
		"web/main.go:7: GET /api/v2/roles in context unknown (via example.com/m/api.Roles)",
		"web/main.go:7: GET /api/v2/users in context unknown (via example.com/m/api.Users)",
	}
	platforms := func(p *load.Program) string { return fmt.Sprint(p.Platforms) }

	p, err := run(t, dir, load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), want)
	if got := platforms(p); got != "[linux/amd64 js/wasm]" {
		t.Errorf("platforms %s", got)
	}
	if got := fmt.Sprint(p.Excluded); got != "[{ignore 1} {windows 1}]" {
		t.Errorf("excluded %s", got)
	}

	p, err = run(t, dir, load.Config{Patterns: []string{"./web"}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings of ./web", findings(p), want)
	if p.Matched["example.com/m/api"] || !p.Matched["example.com/m/web"] {
		t.Errorf("matched: %v", p.Matched)
	}

	p, err = run(t, dir, load.Config{GOOS: "linux"})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings on linux", findings(p), want[:1])
	if got := fmt.Sprint(p.Excluded); got != "[{ignore 1} {js 1} {js && wasm 1} {windows 1}]" && got != "[{ignore 1} {windows 1}]" {
		t.Errorf("excluded %s", got)
	}

	_, err = run(t, dir, load.Config{Patterns: []string{"./tools"}})
	if !errors.Is(err, load.ErrNoPackages) || !strings.Contains(err.Error(), "ignore") {
		t.Errorf("./tools: %v", err)
	}
}

func TestTestFiles(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m

func Users() { send("GET /api/v2/users") }

func send(string) {}
-- m_test.go --
package m

// auth0
func help() { send("GET /api/v2/roles") }
-- x_test.go --
package m_test

import "example.com/m"

// auth0
func help() { m.Users() }
`)
	p, err := run(t, dir, load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), nil)
	p, err = run(t, dir, load.Config{Tests: true})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{
		"m.go:3: GET /api/v2/users in context unknown",
		"m_test.go:4: GET /api/v2/roles in context unknown",
		"x_test.go:6: GET /api/v2/users in context unknown (via example.com/m.Users)",
	})
	if p.Packages != 1 || p.Files != 3 {
		t.Errorf("%d packages with %d files, want 1 and 3", p.Packages, p.Files)
	}
}

func TestBrokenCode(t *testing.T) {
	isolate(t)
	for _, test := range []struct {
		name, archive string
		findings      []string
		problems      []string // what each has to contain
	}{
		{"type error", `
-- a/a.go --
package a

func A() { send("GET /api/v2/auth0"); undefined() }

func send(string) {}
-- b/b.go --
package b

import "example.com/m/a"

func B() { a.A() }
`,
			[]string{"a/a.go:3: GET /api/v2/auth0 in context unknown", "b/b.go:5: GET /api/v2/auth0 in context unknown (via example.com/m/a.A)"},
			[]string{"example.com/m/a: a/a.go:3:39: undefined: undefined"}},
		{"syntax error", `
-- a/a.go --
package a

func A() { send("GET /api/v2/auth0") }

func send(string) {}
-- a/b.go --
package a

func B( {
`,
			[]string{"a/a.go:3: GET /api/v2/auth0 in context unknown"},
			[]string{"example.com/m/a: a/b.go:3:9:"}},
		{"missing module", `
-- a/a.go --
package a

import "example.com/absent"

func A() { absent.Send("GET /api/v2/auth0") }
`,
			[]string{"a/a.go:5: GET /api/v2/auth0 in context unknown"},
			[]string{"example.com/m/a: a/a.go:3:8: "}},
		{"import cycle", `
-- a/a.go --
package a

import "example.com/m/b"

func A() { b.B(); send("GET /api/v2/auth0") }

func send(string) {}
-- b/b.go --
package b

import "example.com/m/a"

func B() { a.A() }
`,
			[]string{"a/a.go:5: GET /api/v2/auth0 in context unknown", "b/b.go:5: GET /api/v2/auth0 in context unknown (via example.com/m/a.A)"},
			[]string{"example.com/m/a: import cycle not allowed"}},
		{"two packages in one folder", `
-- a/a.go --
package a

func A() { send("GET /api/v2/auth0") }

func send(string) {}
-- a/b.go --
package b
`,
			[]string{"a/a.go:3: GET /api/v2/auth0 in context unknown"},
			[]string{"example.com/m/a: found packages a (a.go) and b (b.go) in a"}},
		{"empty file", `
-- a/a.go --
-- b/b.go --
package b

func B() { send("GET /api/v2/auth0") }

func send(string) {}
`,
			[]string{"b/b.go:3: GET /api/v2/auth0 in context unknown"}, []string{"example.com/m/a: a/a.go:1:1: expected 'package', found 'EOF'"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := drivertest.Unpack(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.26\n"+test.archive[1:])
			p, err := run(t, dir, load.Config{})
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "findings", findings(p), test.findings)
			var got []string
			for _, problem := range p.Problems {
				got = append(got, problem.Package+": "+problem.Reason)
			}
			if !slices.EqualFunc(got, test.problems, strings.Contains) {
				t.Errorf("problems:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(test.problems, "\n"))
			}
		})
	}
}

func TestBadInput(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- m/go.mod --
module example.com/m

go 1.26
-- m/empty/readme.txt --
-- m/a/a.go --
package a
-- none/a.go --
package a
`)
	for _, test := range []struct {
		dir, pattern string
		want         string
		empty        bool // nothing to analyse, rather than a mistake
	}{
		{"none", "./...", "no go.mod in " + filepath.Join(dir, "none"), false},
		{"m", "./nope", "directory not found", false},
		{"m", "./empty", "no Go files in", false},
		{"m", "./nope/...", "pattern ./nope/...: ", false},
		{"m", "./empty/...", "the patterns match no packages", true},
		{"m", "nope", "package nope is not in std", false},
		{"m", "example.com/other", "cannot find module providing package example.com/other", false},
	} {
		_, err := run(t, filepath.Join(dir, test.dir), load.Config{Patterns: []string{test.pattern}})
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s in %s: error %v, want %q", test.pattern, test.dir, err, test.want)
			continue
		}
		var usage load.UsageError
		if errors.As(err, &usage) == test.empty || errors.Is(err, load.ErrNoPackages) != test.empty {
			t.Errorf("%s in %s: error of type %T", test.pattern, test.dir, err)
		}
	}
	if _, err := run(t, filepath.Join(dir, "none"), load.Config{Patterns: []string{"a.go"}}); err != nil {
		t.Errorf("a file outside of a module: %v", err)
	}
}

const cgoModule = `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m

// static int one(void) { return 1; }
import "C"
import "os/user"

func Users() int { send("GET /api/v2/auth0"); return int(C.one()) }

var _ user.User

func send(string) {}
`

func TestCgo(t *testing.T) {
	dir := drivertest.Unpack(t, cgoModule)
	want := []string{"m.go:7: GET /api/v2/auth0 in context unknown"}
	t.Run("with a compiler", func(t *testing.T) {
		if _, err := exec.LookPath("gcc"); err != nil {
			t.Skip("no C compiler")
		}
		isolate(t, "CGO_ENABLED=1")
		p, err := run(t, dir, load.Config{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "findings", findings(p), want)
		if len(p.Problems) > 0 {
			t.Errorf("problems: %v", p.Problems)
		}
	})
	t.Run("without a compiler", func(t *testing.T) {
		isolate(t, "CGO_ENABLED=1", "CC=/nonexistent/cc")
		p, err := run(t, dir, load.Config{})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "findings", findings(p), want)
		if len(p.Problems) > 0 {
			t.Errorf("problems: %v", p.Problems) // names from C have no type, and nobody complains
		}
	})
	t.Run("switched off", func(t *testing.T) {
		isolate(t, "CGO_ENABLED=0")
		_, err := run(t, dir, load.Config{})
		if !errors.Is(err, load.ErrNoPackages) || !strings.Contains(err.Error(), "cgo") {
			t.Errorf("error %v", err)
		}
	})
}

func TestWorkspace(t *testing.T) {
	isolate(t, "GOFLAGS=")
	dir := drivertest.Unpack(t, `
-- go.work --
go 1.26

use ./a
use ./b
-- a/go.mod --
module example.com/a

go 1.26
-- a/a.go --
package a

import "example.com/b"

func A() { b.Users() }
-- b/go.mod --
module example.com/b

go 1.26
-- b/b.go --
package b

func Users() { send("GET /api/v2/auth0") }

func send(string) {}
-- b/b_js.go --
package b

func Roles() { send("GET /api/v2/roles/auth0") }
`)
	p, err := run(t, dir, load.Config{Patterns: []string{"./a/...", "./b/..."}})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{
		"a/a.go:5: GET /api/v2/auth0 in context unknown (via example.com/b.Users)",
		"b/b.go:3: GET /api/v2/auth0 in context unknown",
		"b/b_js.go:3: GET /api/v2/roles/auth0 in context unknown",
	})
}

func TestVendor(t *testing.T) {
	isolate(t, "GOFLAGS=")
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26

require example.com/dep v1.2.3
-- m.go --
package m

import "example.com/dep/users"

func A() { users.List() }
-- vendor/modules.txt --
# example.com/dep v1.2.3
## explicit; go 1.26
example.com/dep/users
-- vendor/example.com/dep/users/users.go --
package users

func List() { send("GET /api/v2/auth0") }

func send(string) {}
`)
	p, err := run(t, dir, load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{
		"example.com/dep@v1.2.3/users/users.go:3: GET /api/v2/auth0 in context unknown",
		"m.go:5: GET /api/v2/auth0 in context unknown (via example.com/dep/users.List)",
	})
}

func TestReplacedDirectory(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- m/go.mod --
module example.com/m

go 1.26

require example.com/dep v1.2.3

replace example.com/dep => ../dep
-- m/m.go --
package m

import "example.com/dep"

func A() { dep.List() }
-- dep/go.mod --
module example.com/dep

go 1.26
-- dep/dep.go --
package dep

func List() { send("GET /api/v2/auth0") }

func send(string) {}
`)
	p, err := run(t, filepath.Join(dir, "m"), load.Config{})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{
		"../dep/dep.go:3: GET /api/v2/auth0 in context unknown",
		"m.go:5: GET /api/v2/auth0 in context unknown (via example.com/dep.List)",
	})
}

func TestInterruption(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, "-- go.mod --\nmodule example.com/m\n-- m.go --\npackage m // auth0\n")
	ctx, cancel := context.WithCancel(context.Background())
	var steps []string
	_, err := load.Run(ctx, load.Config{
		Dir: dir, Patterns: []string{"./..."},
		Analyzer: func(load.Platform) *analysis.Analyzer { return drivertest.NewAnalyzer(analyzer.Options{}) },
		Progress: func(step string) {
			steps = append(steps, step)
			if strings.HasPrefix(step, "analysing") {
				cancel()
			}
		},
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v after %q", err, steps)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Error(err)
	}
}

func TestACrashCostsOnePackage(t *testing.T) {
	isolate(t)
	dir := drivertest.Unpack(t, `
-- go.mod --
module example.com/m

go 1.26
-- a/a.go --
package a // auth0
-- b/b.go --
package b

func B() { send("GET /api/v2/auth0") }

func send(string) {}
`)
	p, err := load.Run(context.Background(), load.Config{
		Dir: dir, Patterns: []string{"./..."},
		Analyzer: func(load.Platform) *analysis.Analyzer {
			a := drivertest.NewAnalyzer(analyzer.Options{Notes: true})
			run := a.Run
			a.Run = func(pass *analysis.Pass) (any, error) {
				if pass.Pkg.Name() == "a" {
					panic("lost")
				}
				return run(pass)
			}
			return a
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "findings", findings(p), []string{"b/b.go:3: GET /api/v2/auth0 in context unknown"})
	if len(p.Problems) != 1 || !strings.Contains(p.Problems[0].Reason, "scopevet failed here, please report it: lost") {
		t.Errorf("problems: %v", p.Problems)
	}
}
