package leaks

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// leaking is a module that hands secrets to all places where they go, and
// leaves them where values are followed. Each @@ stands for a secret of its own.
const leaking = `
-- go.mod --
module example.com/leaking

go 1.26

require github.com/auth0/go-auth0 v1.33.0

replace github.com/auth0/go-auth0 => STUBS/go-auth0
-- values/values.go --
// Package values keeps what others send to Auth0.
package values

import (
	_ "embed"
	"net/http"
	"os"
	"strings"
)

const Constant = "@@"

var Variable = "@@"

var Parts = "@@" + os.Getenv("AUTH0_SUFFIX")

//go:embed secret.txt
var Embedded string

type Config struct {
	Domain       string
	ClientSecret string ` + "`json:\"client_secret\"`" + `
	Host, Path   string
}

var Default = Config{Domain: "club.eu.auth0.com", ClientSecret: "@@", Path: "/api/v2/clients?secret=@@"}

func New(domain string) *Config { return &Config{Domain: domain, ClientSecret: "@@"} }

func Env(name, fallback string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return fallback
}

func Secret() string { return "@@" }

func Replaced(s string) string { return strings.ReplaceAll(s, "SECRET", "@@") }

func Cut(s string) string { return strings.TrimPrefix(s, "@@") }

func Key(m map[string]string) string { return m["@@"] }

func Wrong() string { return os.Getenv("@@") }

func Joined(s ...string) string { return strings.Join(s, "@@") }

func UserInfo(path string) { http.Get("https://@@:@@@club.eu.auth0.com/api/v2/users" + path) }

func Query(base string) { http.Get(base + "/api/v2/users?token=@@") }

func Segment(base string) { http.Get(base + "/api/v2/@@/things") }

func Host(path string) { http.Get("https://@@/api/v2/users" + path) }

func Label(path string) { http.Get("https://@@.auth0.com/api/v2/users/" + path) }

func Last(base string) { http.Get(base + "/api/v2/users/@@") }

func Method(base string) {
	r, _ := http.NewRequest("@@", base+"/api/v2/users", strings.NewReader(` + "`{\"@@\":\"@@\"}`" + `))
	http.DefaultClient.Do(r)
}

func Fragment(base, s string) { http.Get(base + "/api/v2/users" + "#@@" + s) }
-- values/secret.txt --
@@
-- tokens/tokens.go --
// Package tokens asks Auth0 for tokens.
package tokens

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

const tokenURL = "https://club.eu.auth0.com/oauth/token"

func Form(secret string) {
	http.PostForm(tokenURL, url.Values{"client_secret": {secret}})
	http.PostForm(tokenURL, url.Values{"client_secret": {"@@"}, "client_id": {"@@"}})
}

func Body(secret string) {
	http.Post(tokenURL, "application/json", strings.NewReader(fmt.Sprintf(` + "`{\"client_secret\":\"%s\"}`" + `, secret)))
	http.Post(tokenURL, "application/json", strings.NewReader(` + "`{\"client_secret\":\"@@\"}`" + `))
	http.Post(tokenURL, "application/json", strings.NewReader("client_id=x&client_secret=@@"+secret))
}

func Basic(secret string) {
	r, _ := http.NewRequest("POST", tokenURL, nil)
	r.SetBasicAuth("@@", "@@"+secret)
	http.DefaultClient.Do(r)
}
-- app/app.go --
// Package app hands secrets to Auth0.
package app

import (
	"context"
	"net/http"

	"github.com/auth0/go-auth0/management"

	"example.com/leaking/tokens"
	"example.com/leaking/values"
)

var kept = map[string]string{"client_secret": "@@"}

func Use(ctx context.Context, c *values.Config) {
	for _, s := range []string{values.Constant, values.Variable, values.Parts, values.Embedded, values.Default.ClientSecret, kept["client_secret"]} {
		management.New("club.eu.auth0.com", management.WithClientCredentials(ctx, "@@", s))
	}
	management.WithClientCredentials(ctx, "@@", "@@")
	management.WithClientCredentials(ctx, "x", values.Secret())
	management.WithClientCredentials(ctx, "x", values.New("club.eu.auth0.com").ClientSecret)
	management.WithClientCredentials(ctx, "x", values.Env("AUTH0_SECRET", "@@"))
	management.WithClientCredentials(ctx, "x", values.Replaced("SECRET"))
	management.WithClientCredentials(ctx, "x", values.Cut("@@"))
	management.WithClientCredentials(ctx, "x", values.Key(nil))
	management.WithClientCredentials(ctx, "x", values.Wrong())
	management.WithClientCredentials(ctx, "x", values.Joined("@@", "@@"))
	management.WithStaticToken("TOKEN")
	tokens.Form("@@")
	tokens.Body("@@")
	tokens.Basic("@@")
	values.UserInfo("/@@")
	values.Query("https://club.eu.auth0.com")
	values.Segment("https://club.eu.auth0.com")
	values.Host("")
	values.Label("@@")
	values.Last("https://club.eu.auth0.com")
	values.Method("https://club.eu.auth0.com")
	values.Fragment("https://club.eu.auth0.com", "@@")
	http.Get("https://" + values.Default.Domain + values.Default.Path)
	http.Get("https://" + c.Domain + values.Replaced("/api/v2/SECRET"))
}
-- shown/shown.go --
// Package shown hands secrets to people.
package shown

import (
	"context"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"

	"github.com/auth0/go-auth0/management"

	"example.com/leaking/values"
)

const secret = "@@"

var page = template.Must(template.New("@@").Parse("<p>{{.Secret}} {{.ClientSecret}} @@</p>"))

func Answer(w http.ResponseWriter, text string) { fmt.Fprint(w, "@@", text) }

func Show(w http.ResponseWriter, r *http.Request) {
	management.New("club.eu.auth0.com", management.WithClientCredentials(context.Background(), "@@", secret))
	fmt.Fprintf(w, "secret=%s, @@", secret)
	json.NewEncoder(w).Encode(map[string]any{"@@": secret, "config": values.Default, "clientSecret": "@@"})
	page.Execute(w, map[string]string{"Secret": secret, "@@": secret})
	page.Execute(w, values.New("@@"))
	Answer(w, secret)
	http.SetCookie(w, &http.Cookie{Name: "@@", Value: secret})
}
-- web/web.go --
// Command web is what a browser runs.
//
//scopevet:context spa
package main

import (
	"context"
	_ "embed"

	"example.com/leaking/app"
	"example.com/leaking/tokens"
	"example.com/leaking/values"
)

//go:embed app.js
var script string

var linked = "@@"

func main() {
	app.Use(context.Background(), values.New("club.eu.auth0.com"))
	tokens.Form(linked)
}
-- web/app.js --
const auth0 = { domain: "club.eu.auth0.com", client_id: "demo", client_secret: "@@" };
fetch("https://club.eu.auth0.com/api/v2/@@?secret=@@", { headers: { Authorization: "Bearer TOKEN" } });
fetch("https://club.eu.auth0.com/oauth/token", { method: "POST", body: "grant_type=client_credentials&client_id=x&client_secret=@@" });
`

// broken is what is wrong with a package in whose errors Go quotes the code.
const broken = `
-- broken/broken.go --
package broken // auth0

import "net/http"

var n int = "@@"

func f() { http.Get("https://club.eu.auth0.com/api/v2/users", "@@") }
`

// TestNoSecretIsWritten runs every format and driver over a module full of
// generated secrets, and looks for them in all that was printed and written.
func TestNoSecretIsWritten(t *testing.T) {
	stubs, err := filepath.Abs("../../testdata/corpus/stubs")
	if err != nil {
		t.Fatal(err)
	}
	s := &secrets{t: t}
	dir := drivertest.Unpack(t, s.fill(strings.ReplaceAll(leaking, "STUBS", stubs)))
	written := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(written, "cache"))
	t.Setenv("TMPDIR", written)
	scopevet := build(t)
	findings, shown := 0, 0
	run := func(args ...string) {
		out, status := drivertest.Run(t, dir, drivertest.Env("GOOS=linux", "GOARCH=amd64"), scopevet, args...)
		if status == 2 {
			t.Errorf("scopevet %s: %s", strings.Join(args, " "), out)
		}
		findings += strings.Count(out, "client-secret-literal")
		shown += strings.Count(out, "whoever")
		s.search("scopevet "+strings.Join(args, " "), []byte(out))
	}
	baseline := filepath.Join(written, "baseline.json")
	for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "markdown"} {
		run("-v", "-confidence", "possible", "-format", format, "./...")
	}
	for _, format := range []string{"text", "json", "markdown", "terraform", "deploy-cli", "auth0-cli"} {
		run("scopes", "-v", "-confidence", "possible", "-format", format, "./...")
	}
	run("-write-baseline", "-baseline", baseline, "./...")
	run("-baseline", baseline, "./...")
	run("init", "./...")
	policy, err := os.ReadFile(filepath.Join(dir, ".scopevet.yaml"))
	if err != nil {
		t.Error(err)
	}
	s.search("the policy file", policy)
	if findings < 50 || shown < 30 {
		t.Errorf("only %d and %d findings: the test looks at nothing", findings, shown)
	}

	cache := filepath.Join(written, "go-build")
	if err := os.Mkdir(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	env := drivertest.Env("GOCACHE=" + cache)
	for _, args := range [][]string{{"vet", "-vettool=" + scopevet, "./..."}, {"vet", "-vettool=" + scopevet, "-json", "./..."}} {
		out, _ := drivertest.Run(t, dir, env, "go", args...)
		if !strings.Contains(out, "client-secret-literal") {
			t.Errorf("go %s finds nothing:\n%s", strings.Join(args, " "), out)
		}
		s.search("go "+strings.Join(args, " "), []byte(out))
	}

	facts := 0
	err = filepath.WalkDir(written, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if strings.HasPrefix(name, cache) {
			data = withoutTypes(data)
		}
		s.search(name, data)
		for _, text := range inflated(data) {
			s.search(name+" (inflated)", text)
			if bytes.Contains(text, []byte("example.com/leaking/values.")) {
				facts++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if facts == 0 {
		t.Error("no facts are in the cache: the test looks at nothing")
	}

	// The go command quotes code that does not compile by itself.
	drivertest.Write(t, filepath.Join(dir, "broken", "broken.go"), strings.SplitN(s.fill(broken), "\n", 3)[2])
	run("./...")
	run("-v", "-format", "json", "./...")
}

// build builds the command and returns its path.
func build(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scopevet")
	if out, status := drivertest.Run(t, "../..", os.Environ(), "go", "build", "-o", name, "./cmd/scopevet"); status != 0 {
		t.Fatal(out)
	}
	return name
}

// secrets are the generated ones, and all forms that they could be written in.
type secrets struct {
	t     *testing.T
	forms map[string]string // form: which secret in which encoding
	heads map[string]string // the first bytes of each form: the form
}

const head = 12 // bytes of the shortest form

// fill puts a new secret in for every mark, and a new token.
func (s *secrets) fill(text string) string {
	if s.forms == nil {
		s.forms = map[string]string{}
	}
	for strings.Contains(text, "@@") {
		text = strings.Replace(text, "@@", s.add(48), 1)
	}
	claims, err := json.Marshal(map[string]any{"iss": "https://club.eu.auth0.com/", "aud": "https://club.eu.auth0.com/api/v2/", "scope": "read:users", "exp": 1800000000, "jti": s.add(18)})
	if err != nil {
		s.t.Fatal(err)
	}
	part := base64.RawURLEncoding.EncodeToString
	payload := part(claims)
	s.forms[payload[len(payload)/2:]] = "token: second half of its claims"
	return strings.ReplaceAll(text, "TOKEN", part([]byte(`{"alg":"RS256","typ":"JWT"}`))+"."+payload+"."+s.add(96))
}

// add makes a secret of n random bytes.
func (s *secrets) add(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	secret := base64.RawURLEncoding.EncodeToString(b)
	id := fmt.Sprintf("secret %d: ", len(s.forms))
	reversed := []byte(secret)
	slices.Reverse(reversed)
	quarter := max(head, len(secret)/4)
	for i := 0; i+quarter <= len(secret); i += quarter {
		s.forms[secret[i:i+quarter]] = fmt.Sprintf("%sits bytes from %d", id, i)
		s.forms[string(reversed[i:i+quarter])] = fmt.Sprintf("%sits bytes from %d, reversed", id, i)
	}
	for shift := range 3 { // base64 of the text, wherever in a longer one it stands
		inner := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(" ", shift) + secret))
		s.forms[inner[4:4+head]] = id + "base64"
		s.forms[strings.NewReplacer("+", "-", "/", "_").Replace(inner[4:4+head])] = id + "base64url"
	}
	s.forms[hex.EncodeToString([]byte(secret))[:2*head]] = id + "hex"
	s.forms[strings.ToUpper(hex.EncodeToString([]byte(secret)))[:2*head]] = id + "upper hex"
	s.forms[strings.ToLower(secret[:head])] = id + "lower case"
	s.forms[strings.ToUpper(secret[:head])] = id + "upper case"
	return secret
}

// search looks for the first bytes of all forms at once.
func (s *secrets) search(where string, data []byte) {
	s.t.Helper()
	if len(s.heads) != len(s.forms) {
		s.heads = map[string]string{}
		for form := range s.forms {
			s.heads[form[:head]] = form
		}
	}
	found := 0
	for i := range max(0, len(data)-head+1) {
		form, ok := s.heads[string(data[i:i+head])]
		if ok && bytes.HasPrefix(data[i:], []byte(form)) && found < 3 {
			found++
			s.t.Errorf("%s holds %s: %q", where, s.forms[form], data[max(0, i-60):min(len(data), i+len(form)+20)])
		}
	}
}

// withoutTypes leaves out of a file of the build cache what the compiler, and
// the framework of vet tools, keep of a package for its importers: the values
// of its constants belong to its API.
func withoutTypes(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte("!<arch>\n")):
		return nil
	case bytes.HasPrefix(data, []byte("vetx")) && len(data) >= 12:
		types := int(binary.LittleEndian.Uint32(data[4:]))
		return data[min(12+types, len(data)):]
	}
	return data
}

// inflated returns the texts that are compressed somewhere in a file of facts.
func inflated(data []byte) [][]byte {
	var out [][]byte
	if !bytes.Contains(data, []byte("summary.Fact")) {
		return nil
	}
	for i := range data {
		text, _ := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data[i:])), 1<<20))
		if len(text) > 40 {
			out = append(out, text)
		}
	}
	return out
}
