package triage_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/scopevet/scopevet/internal/triage"
)

func TestWords(t *testing.T) {
	for _, test := range []struct {
		decl                string
		mentions, constants bool
	}{
		{`const X = "https://example.com/api/v2/users"`, true, true},
		{`const X = "ap" + "i/v" + "2"`, false, true},
		{`const X = "/author" + "ize"`, false, true},
		{`type T struct { S string ` + "`json:\"client_secret\"`" + ` }`, true, false},
		{`var x = []string{"AUTH0_CLIENT_SECRET"}`, true, false},
		{`var x struct { AppClientSecret int }`, true, false},
		{`var x = "eyJ"`, true, false},
		{`var x = 1 // api/v2`, true, false},
		{`const X = "api/v1, Authorize, secret, client"`, false, false},
		{`const X = 2`, false, false},
	} {
		src := "package p; " + test.decl
		if got := triage.Mentions(src); got != test.mentions {
			t.Errorf("%s: mentions %t", test.decl, got)
		}
		if got := triage.Constants(check(t, src)); got != test.constants {
			t.Errorf("%s: constants %t", test.decl, got)
		}
	}
}

func TestSearch(t *testing.T) {
	for _, test := range []struct {
		texts []string
		want  bool
	}{
		{[]string{"https://example.com/api/v2/users"}, true},
		{[]string{"https://example.com/ap", "i/v2/users"}, true},
		{[]string{"v2/users", "x", "/api/"}, true},
		{[]string{"/api", "v2"}, false},
		{[]string{"/a", "pi/v2"}, false}, // too little to tell
		{[]string{"api/v", "2"}, false},
		{[]string{"client", "api", "_id"}, false},
		{[]string{"client", "api", "_secret=x"}, true},
	} {
		search, got := triage.NewSearch("api/v2", "client_secret"), false
		for _, text := range test.texts {
			got = search.In(text)
		}
		if got != test.want {
			t.Errorf("%q: %t", test.texts, got)
		}
	}
}

func check(t *testing.T, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := new(types.Config).Check("p", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func TestOffersDefault(t *testing.T) {
	for decl, want := range map[string]bool{
		`func Get(key, def string) string { return "" }`:                 true,
		`type S string; func Get(key S, def string) S { return "" }`:     true,
		`func get(key, def string) string { return "" }`:                 false,
		`func Get(key string, def int) string { return "" }`:             false,
		`func Get(key, def string) (string, bool) { return "", false }`:  false,
		`type T int; func (T) Get(key, def string) string { return "" }`: false,
	} {
		if got := triage.OffersDefault(check(t, "package p; "+decl)); got != want {
			t.Errorf("%s: %t", decl, got)
		}
	}
}

func TestStandard(t *testing.T) {
	for _, test := range []struct {
		path, module string
		want         bool
	}{
		{"net/http", "", true},
		{"errors", "", true},
		{"vendor/golang.org/x/net/idna", "", true},
		{"internal/abi", "", true},
		{"cmd/go", "cmd", true},
		{"command-line-arguments", "", false},
		{"io", "example.com/io", false},
		{"example.com/io", "", false},
		{"net.example/http", "", false},
		{"ne", "", false},
	} {
		if got := triage.Standard(test.path, test.module); got != test.want {
			t.Errorf("%s of %q: %t", test.path, test.module, got)
		}
	}
}

func TestCommented(t *testing.T) {
	for src, want := range map[string]bool{
		"// nothing of interest, 100 times": false,
		"0":                                 false,
		"auth: 0":                           false,
		"//go:embed index.html\nvar page":   true,
		"// talks to Auth0":                 true,
		"10 AUTH_0_DOMAIN":                  true,
		"x-auth-0":                          true,
		"auth_-0":                           false,
	} {
		if got := triage.Commented(src); got != want {
			t.Errorf("Commented(%q) = %t", src, got)
		}
	}
}

func TestExchange(t *testing.T) {
	for _, test := range []struct {
		texts []string
		want  bool
	}{
		{[]string{"https://%s/oauth/token", `json:"audience"`, "https://%s/api/v2/"}, true},
		{[]string{"/api/v2/", "Audience", "/oauth/token"}, true},
		{[]string{`{"audience": "https://club.example/api/v2/"}`, "/oauth2/token"}, false},
		{[]string{"/oauth/token", "/api/v2/users"}, false},
	} {
		var e triage.Exchange
		got := false
		for _, text := range test.texts {
			got = e.With(text)
		}
		if got != test.want {
			t.Errorf("%q: %t", test.texts, got)
		}
	}
}
