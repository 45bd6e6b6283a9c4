package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// The test binary is the command of its own tests.
func TestMain(m *testing.M) {
	if os.Getenv("SCOPEVET_TEST_COMMAND") != "" {
		main()
	}
	os.Exit(m.Run())
}

// scopevet runs the command in a directory.
func scopevet(t *testing.T, dir string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Dir = dir
	cmd.Env = append(drivertest.Env("GOOS=linux", "GOARCH=amd64", "SCOPEVET_TEST_COMMAND=1"), "PWD="+dir)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// The module calls the Management API from a service and from a browser.
const module = `
-- go.mod --
module example.com/m

go 1.26
-- .scopevet.yaml --
version: 1
contexts:
  - {name: web, kind: spa, packages: [./web]}
  - {name: sync, kind: m2m, packages: [./cmd/sync]}
-- client/client.go --
package client

import "net/http"

func Get(path string) (*http.Response, error) {
	return http.Get("https://tenant.eu.auth0.com/api/v2" + path)
}
-- cmd/sync/main.go --
package main

import "example.com/m/client"

func main() { all() }

func all() { client.Get("/users") }
-- web/main.go --
//go:build js

package main

import "example.com/m/client"

func main() { client.Get("/clients") }
-- quiet/quiet.go --
package quiet
-- broken/broken.go --
package broken

func f() { undefined() } // auth0
-- constrained/c.go --
//go:build never

package constrained
`

func TestCheck(t *testing.T) {
	dir := drivertest.Unpack(t, module)
	stdout, stderr, status := scopevet(t, dir, "./...")
	if status != 1 || strings.Count(stdout, "\n") != 1 ||
		!strings.HasPrefix(stdout, "web/main.go:7:") || !strings.Contains(stdout, "GET /api/v2/clients") || !strings.HasSuffix(stdout, " [spa-endpoint]\n") {
		t.Errorf("exit status %d, output\n%s%s", status, stdout, stderr)
	}
	for _, want := range []string{
		"scopevet: 5 packages, 5 files (linux/amd64, js/wasm): ",
		"; contexts sync, web; ",
		"example.com/m/broken (broken/broken.go:3:12: undefined: undefined)",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("receipt lacks %q:\n%s", want, stderr)
		}
	}
	if again, _, _ := scopevet(t, dir, "./..."); again != stdout {
		t.Errorf("a second run prints\n%s", again)
	}

	for _, test := range []struct {
		args   []string
		status int
	}{
		{[]string{"check", "-fail-on", "off", "./..."}, 0},
		{[]string{"-fail-on=error", "./..."}, 1},
		{[]string{"./quiet"}, 0},
		{[]string{"-C", "cmd/sync"}, 0},
		{[]string{"-goos", "linux", "./..."}, 0},
		{[]string{"./constrained"}, 3},
		{[]string{"./nope"}, 2},
	} {
		if stdout, stderr, status := scopevet(t, dir, test.args...); status != test.status {
			t.Errorf("scopevet %s: exit status %d, want %d\n%s%s", strings.Join(test.args, " "), status, test.status, stdout, stderr)
		}
	}
}

func TestJSON(t *testing.T) {
	dir := drivertest.Unpack(t, module)
	for _, test := range []struct {
		args []string
		want []string // names on each level
		list string
		item []string
	}{
		{[]string{"-format=json", "./..."}, []string{"version", "findings", "receipt"}, "findings", []string{
			"rule", "severity", "confidence", "message", "file", "line", "column", "function",
			"package", "context", "method", "path", "scopes", "chain"}},
		{[]string{"scopes", "-format=json", "./..."}, []string{"version", "calls", "unresolved", "programs", "scopes", "receipt"}, "calls", []string{
			"file", "line", "column", "function", "package", "method", "path", "any_of",
			"contexts", "confidence", "sdk", "chain"}},
	} {
		stdout, stderr, _ := scopevet(t, dir, test.args...)
		var whole map[string]json.RawMessage
		if err := json.Unmarshal([]byte(stdout), &whole); err != nil {
			t.Fatalf("%v: %v\n%s%s", test.args, err, stdout, stderr)
		}
		sameNames(t, whole, test.want)
		var items []map[string]json.RawMessage
		if err := json.Unmarshal(whole[test.list], &items); err != nil || len(items) == 0 {
			t.Fatalf("%s: %v in\n%s", test.list, err, stdout)
		}
		sameNames(t, items[0], test.item)
		if strings.Contains(stdout, "null") || stderr != "" {
			t.Errorf("%v prints null or writes to standard error:\n%s%s", test.args, stdout, stderr)
		}
	}
}

func sameNames(t *testing.T, got map[string]json.RawMessage, want []string) {
	t.Helper()
	for _, name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("no field %q", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d fields, want %d", len(got), len(want))
	}
}

func TestScopes(t *testing.T) {
	dir := drivertest.Unpack(t, module)
	stdout, stderr, status := scopevet(t, dir, "scopes", "./cmd/...")
	want := `cmd/sync  (m2m "sync")  1 scope for 1 call
  read:users  GET /api/v2/users  cmd/sync/main.go:7  main > all
  had a choice:
    GET /api/v2/users: read:users rather than read:user_idp_tokens (dangerous)
  more fields:
    GET /api/v2/users: read:user_idp_tokens adds access_token, access_token_secret, refresh_token
`
	if stdout != want || status != 0 {
		t.Errorf("exit status %d, output\n%s%s", status, stdout, stderr)
	}
}

func TestBadInput(t *testing.T) {
	dir := drivertest.Unpack(t, module+`
-- policies/key.yaml --
version: 1
context: []
-- policies/text.yaml --
version: [
-- policies/pattern.yaml --
version: 1
contexts:
  - {name: web, kind: spa, packages: [./wbe]}
`)
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-fromat=json", "./..."}, "unknown flag -fromat: did you mean -format?"},
		{[]string{"scopes", "-nonsense"}, "unknown flag -nonsense: scopevet scopes -h lists all"},
		{[]string{"./...", "-v"}, "flag -v comes after a package pattern"},
		{[]string{"-tests=maybe", "./..."}, `invalid boolean value "maybe" for -tests`},
		{[]string{"-format=xml", "./..."}, `unknown format "xml": use text, json, sarif, github, gitlab or markdown`},
		{[]string{"-fail-on=never", "./..."}, `unknown severity "never": use error, warning, note or off`},
		{[]string{"-confidence=high", "./..."}, `unknown confidence "high": use certain, likely or possible`},
		{[]string{"scope", "./..."}, `did you mean the command "scopes"?`},
		{[]string{"-C", "/nonexistent", "./..."}, "/nonexistent"},
		{[]string{"-policy=absent.yaml", "./..."}, "policy file absent.yaml does not exist"},
		{[]string{"-policy=policies/key.yaml", "./..."}, `policies/key.yaml:2:1: `},
		{[]string{"-policy=policies/text.yaml", "./..."}, `policies/text.yaml:`},
		{[]string{"-policy=policies/pattern.yaml", "./..."}, `policies/pattern.yaml:3:`},
		{[]string{"explain"}, "explain what?"},
		{[]string{"explain", "spa-endpont"}, "did you mean spa-endpoint?"},
		{[]string{"explain", "read:usres"}, "did you mean read:users?"},
		{[]string{"explain", "GET", "/api/v2/usrs"}, "GET /api/v2/users"},
		{[]string{"version", "2"}, "takes no arguments"},
	} {
		stdout, stderr, status := scopevet(t, dir, test.args...)
		if status != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "scopevet: ") || !strings.Contains(stderr, test.want) {
			t.Errorf("scopevet %s: exit status %d, output %q, %q", strings.Join(test.args, " "), status, stdout, stderr)
		}
	}
}

func TestHelpAndExplain(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		args string
		want string
	}{
		{"-h", "Exit status:"},
		{"-h", "scopevet explain read:users"},
		{"help scopes", "Usage: scopevet scopes"},
		{"scopes -h", "-confidence"},
		{"check -help", "-fail-on"},
		{"version", "edition"},
		{"explain spa-endpoint", "spa-endpoint"},
		{"explain get users/{id}", "GET /api/v2/users/{id}\n"},
		{"explain read:users", "GET    /api/v2/users\n"},
	} {
		stdout, stderr, status := scopevet(t, dir, strings.Fields(test.args)...)
		if status != 0 || stderr != "" || !strings.Contains(stdout, test.want) {
			t.Errorf("scopevet %s: exit status %d, output\n%s%s", test.args, status, stdout, stderr)
		}
	}
}

func TestInterrupt(t *testing.T) {
	dir := drivertest.Unpack(t, "-- go.mod --\nmodule example.com/m\n")
	// A go command that never ends, and says that it has started.
	started := filepath.Join(dir, "started")
	if err := syscall.Mkfifo(started, 0o600); err != nil {
		t.Skip(err)
	}
	slow := filepath.Join(dir, "bin", "go")
	drivertest.Write(t, slow, "#!/bin/sh\necho > "+started+"\nexec sleep 60\n")
	if err := os.Chmod(slow, 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "SCOPEVET_TEST_COMMAND=1", "PATH="+filepath.Dir(slow)+":"+os.Getenv("PATH"))
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(started); err != nil { // waits for the writer
		t.Fatal(err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if cmd.ProcessState.ExitCode() != 130 || output.Len() > 0 {
		t.Errorf("exit status %d, output %q", cmd.ProcessState.ExitCode(), output.String())
	}
}
