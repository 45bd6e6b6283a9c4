package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// A login that asks for scopes which a user's token never holds, and for one
// that is misspelled.
const overreaching = `
-- go.mod --
module example.com/login

go 1.26
-- login.go --
package login

import "net/http"

const audience = "https://club.eu.auth0.com/api/v2/"

func redirect(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "https://club.eu.auth0.com/authorize?response_type=code&audience="+audience+
		"&scope=openid+read:users+read:current_user+update:curent_user_metadata", http.StatusFound)
}
-- shared.go --
package login

import (
	"net/http"
	"net/url"
	"strings"
)

var shared = "openid delete:clients"

func list(w http.ResponseWriter, r *http.Request) {
	q := url.Values{"response_type": {"code"}, "audience": {audience}}
	q.Set("scope", strings.Join([]string{
		"openid",
		"read:logs",
		"read:current_user",
		"create:roles",
	}, " "))
	http.Redirect(w, r, "https://club.eu.auth0.com/authorize?"+q.Encode(), http.StatusFound)
}

func named() string {
	q := url.Values{"response_type": {"code"}, "audience": {audience}, "scope": {shared}}
	return q.Encode() + shared
}
`

// TestFix lets go vet apply the suggested fixes: scopes that no user's token
// holds go, misspelled ones are put right, and what other code uses too stays.
func TestFix(t *testing.T) {
	t.Parallel()
	dir := drivertest.Unpack(t, overreaching)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	env := drivertest.Env("GOOS=linux", "GOARCH=amd64", "SCOPEVET_TEST_COMMAND=1")
	out, _ := drivertest.Run(t, dir, env, "go", "vet", "-vettool="+self, "-fix", "./...")
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, want := range []struct{ file, text string }{
		{"login.go", `"&scope=openid+read:current_user+update:current_user_metadata"`},
		{"shared.go", "\t\t\"openid\",\n\t\t\"read:current_user\",\n\t}, \" \"))"},
		{"shared.go", `var shared = "openid delete:clients"`},
	} {
		if !strings.Contains(read(want.file), want.text) {
			t.Errorf("%s does not hold %s after the fixes:\n%s\ngo vet said:\n%s", want.file, want.text, read(want.file), out)
		}
	}
	if out, status := drivertest.Run(t, dir, env, "go", "vet", "-vettool="+self, "./..."); status != 0 && strings.Count(out, "[spa-scope]") != 1 {
		t.Errorf("after the fixes go vet says:\n%s", out)
	}
}
