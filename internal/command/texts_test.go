package command

import (
	"context"
	"strings"
	"testing"
)

// checkText runs check over the module of an archive and returns what it
// prints.
func checkText(t *testing.T, archive string) string {
	t.Helper()
	out, _, err := run(t, unpack(t, archive), func(ctx context.Context, o Options, out Output) (int, error) {
		return Check(ctx, o, out, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestForkOfTheSDK(t *testing.T) {
	got := checkText(t, `
-- fork/go.mod --
module example.com/auth0fork

go 1.26
-- fork/management/management.go --
package management

type RequestOption interface{}

type HookManager struct{}

func (*HookManager) List(opts ...RequestOption) error { return nil }
-- app/go.mod --
module example.com/app

go 1.26

require example.com/auth0fork v0.0.0

replace example.com/auth0fork => ../fork
-- app/.scopevet.yaml --
version: 1
sdk:
  - path: example.com/auth0fork
    like: github.com/auth0/go-auth0
-- app/main.go --
package main

import "example.com/auth0fork/management"

func main() {
	var hooks management.HookManager
	_ = hooks.List()
}
`)
	if want := "main.go:7:6: GET /api/v2/hooks is retired"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q...", got, want)
	}
}

func TestPageInGoCode(t *testing.T) {
	got := checkText(t, `
-- app/main.go --
package main

import "fmt"

const page = "<script>\n" +
	"fetch('https://club.eu.auth0.com/api/v2/users')\n" +
	"</script>"

func main() { fmt.Println(page) }
`)
	if want := "main.go:6:3: GET /api/v2/users is outside the current-user allowlist"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q...", got, want)
	}
}

func TestFieldsThatACallAsksFor(t *testing.T) {
	dir := unpack(t, `
-- app/main.go --
package main

import "net/http"

func main() {
	_, _ = http.Get("https://club.eu.auth0.com/api/v2/clients?fields=name,signing_key&page=0")
	_, _ = http.Get("https://club.eu.auth0.com/api/v2/users?fields=email")
}
`)
	got, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
		return Scopes(ctx, o, out, ScopesOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := "asks for signing_key, which read:client_keys opens"; strings.Count(got, "asks for") != 1 || !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwithout %q", got, want)
	}
}
