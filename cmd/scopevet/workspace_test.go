package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// Two modules of a workspace have a policy each, and a third has none. All of
// them use the same package.
const workspaceModules = `
-- go.work --
go 1.26

use (
	./shop
	./admin
	./shared
)
-- shop/go.mod --
module example.com/shop

go 1.26
-- shop/.scopevet.yaml --
version: 1
contexts:
  - {name: storefront, kind: spa, packages: [.]}
-- shop/shop.go --
package shop

import "example.com/shared"

func Page() { shared.Users() }
-- admin/go.mod --
module example.com/admin

go 1.26
-- admin/.scopevet.yaml --
version: 1
contexts:
  - {name: console, kind: m2m, packages: [.]}
rules:
  endpoint-unknown: off
-- admin/admin.go --
package admin

import "example.com/shared"

func All() {
	shared.Users()
	shared.Get("/userz")
}
-- shared/go.mod --
module example.com/shared

go 1.26
-- shared/shared.go --
package shared

import "net/http"

func Users() { Get("/users") }

func Get(path string) { http.Get("https://tenant.eu.auth0.com/api/v2" + path) }

func Wrong() { Get("/userz") }
`

// Each module is judged by its own policy, in the command and under go vet.
func TestPoliciesOfAWorkspace(t *testing.T) {
	dir := drivertest.Unpack(t, workspaceModules)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// Workspaces take no -mod=mod.
	env := drivertest.Env("GOOS=linux", "GOARCH=amd64", "GOFLAGS=", "SCOPEVET_TEST_COMMAND=1", "PWD="+dir)
	check := func(args ...string) (stdout, stderr string, status int) {
		t.Helper()
		cmd := exec.Command(self, args...)
		cmd.Dir, cmd.Env = dir, env
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return out.String(), errs.String(), cmd.ProcessState.ExitCode()
	}
	patterns := []string{"./shop", "./admin", "./shared"}
	want := []string{"shared/shared.go:9:16: [endpoint-unknown]", "shop/shop.go:5:15: [spa-endpoint]"}

	stdout, stderr, status := check(patterns...)
	if got := places(stdout); status != 1 || !slices.Equal(got, want) {
		t.Errorf("exit status %d, findings %q, want %q\n%s%s", status, got, want, stdout, stderr)
	}
	if !strings.Contains(stderr, "contexts console,") {
		t.Errorf("receipt\n%s", stderr)
	}

	stdout, _, _ = check(append([]string{"-format", "json"}, patterns...)...)
	var report struct{ Receipt struct{ Policies []string } }
	if err := json.Unmarshal([]byte(stdout), &report); err != nil {
		t.Fatal(err)
	}
	if got := report.Receipt.Policies; !slices.Equal(got, []string{"admin/.scopevet.yaml", "shop/.scopevet.yaml"}) {
		t.Errorf("policies %q", got)
	}

	out, _ := drivertest.Run(t, dir, env, "go", append([]string{"vet", "-vettool=" + self}, patterns...)...)
	got := places(out)
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("go vet: findings %q, want %q\n%s", got, want, out)
	}

	// One of them is not in order: nothing is judged by the other alone.
	drivertest.Write(t, filepath.Join(dir, "admin", ".scopevet.yaml"), "version: 1\nrulez: {}\n")
	if _, stderr, status := check(patterns...); status != 2 || !strings.HasPrefix(stderr, "scopevet: admin/.scopevet.yaml:2:1: ") {
		t.Errorf("exit status %d\n%s", status, stderr)
	}
	// One for both, named on the command line.
	drivertest.Write(t, filepath.Join(dir, "all.yaml"), "version: 1\ncontexts: [{name: all, kind: spa, packages: [./...]}]\n")
	stdout, stderr, _ = check(append([]string{"-policy", "all.yaml"}, patterns...)...)
	if got := places(stdout); !slices.Contains(got, "admin/admin.go:6:2: [spa-endpoint]") {
		t.Errorf("findings %q\n%s", got, stderr)
	}
}

// places reduces lines with findings to where they are and their rules.
func places(out string) []string {
	var list []string
	for line := range strings.Lines(out) {
		parts := strings.SplitN(strings.TrimSpace(line), ": ", 2)
		if i := strings.LastIndex(line, " ["); i >= 0 && len(parts) == 2 {
			list = append(list, parts[0]+":"+strings.TrimSpace(line[i:]))
		}
	}
	for i, s := range list {
		list[i] = strings.Replace(s, ":[", ": [", 1)
	}
	return list
}
