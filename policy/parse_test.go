package policy

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func vocabulary(t testing.TB) Vocabulary {
	t.Helper()
	return Vocabulary{Rules: []string{"scope-excess", "spa-endpoint", "spa-risky"}, Table: embedded(t)}
}

const wholeFile = `version: 1
domains: [Login.example.com, id.example.org]
edition: 2018-2020
contexts:
  - name: web
    kind: spa
    packages: [./web/..., .]
    scopes: [read:current_user, openid]
  - name: user-sync
    kind: m2m
    packages:
      - ./cmd/usersync
    grants:
      - read:users
      - update:users
  - name: audit
    kind: m2m
    packages: [./cmd/audit]
    grants_from: terraform/grants.tf
rules:
  spa-risky: error
  scope-excess: off
sdk:
  - path: example.com/fork/auth0
    like: github.com/auth0/go-auth0/v2
frontend: [web/dist]
`

func TestParse(t *testing.T) {
	f, err := Parse("dir/.scopevet.yaml", []byte(wholeFile), vocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	if f.Path != "dir/.scopevet.yaml" || f.Dir != "dir" || f.Edition != "2018-2020" {
		t.Errorf("path %q, directory %q, edition %q", f.Path, f.Dir, f.Edition)
	}
	if want := []string{"login.example.com", "id.example.org"}; !slices.Equal(f.Domains, want) {
		t.Errorf("domains %v", f.Domains)
	}
	if want := map[string]Severity{"spa-risky": Error, "scope-excess": Off}; !reflect.DeepEqual(f.Rules, want) {
		t.Errorf("rules %v", f.Rules)
	}
	if want := []Fork{{"example.com/fork/auth0", "github.com/auth0/go-auth0/v2"}}; !slices.Equal(f.SDK, want) {
		t.Errorf("sdk %v", f.SDK)
	}
	if want := []string{"web/dist"}; !slices.Equal(f.Frontend, want) {
		t.Errorf("frontend %v", f.Frontend)
	}
	if len(f.Contexts) != 3 {
		t.Fatalf("contexts %+v", f.Contexts)
	}
	web, sync, audit := f.Contexts[0], f.Contexts[1], f.Contexts[2]
	if web.Name != "web" || web.Kind != SPA || web.Line != 5 || !slices.Equal(web.Scopes, []string{"read:current_user", "openid"}) || web.Grants != nil {
		t.Errorf("web: %+v", web)
	}
	if sync.Kind != M2M || sync.Line != 9 || !slices.Equal(sync.Grants, []string{"read:users", "update:users"}) {
		t.Errorf("user-sync: %+v", sync)
	}
	if p, ok := sync.ScopeAt("update:users"); !ok || p != (Position{15, 9}) {
		t.Errorf("update:users is at %v", p)
	}
	if _, ok := sync.ScopeAt("read:logs"); ok {
		t.Error("read:logs is not granted")
	}
	if audit.GrantsFrom != "terraform/grants.tf" || audit.Grants != nil {
		t.Errorf("audit: %+v", audit)
	}

	again, _ := Parse("elsewhere", []byte(wholeFile), vocabulary(t))
	other, _ := Parse("dir/.scopevet.yaml", []byte(wholeFile+"# more\n"), vocabulary(t))
	if f.Digest() == "" || again.Digest() != f.Digest() || other.Digest() == f.Digest() {
		t.Error("the digest must be that of the contents")
	}
}

func TestParseMinimal(t *testing.T) {
	f, err := Parse("p", []byte("version: 1\n"), vocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	if f.Edition != DefaultEdition || f.Contexts != nil || f.Tenant("") {
		t.Errorf("%+v", f)
	}
	f, err = Parse("p", []byte("version: 1\ncontexts:\n- {name: a, kind: m2m, packages: [.], grants: []}\n"), vocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	if f.Contexts[0].Grants == nil {
		t.Error("granted nothing is not the same as saying nothing")
	}
}

func TestParseErrors(t *testing.T) {
	context := func(lines ...string) string {
		return "version: 1\ncontexts:\n  - " + strings.Join(lines, "\n    ") + "\n"
	}
	for _, test := range []struct {
		name, file string
		want       []string // lines without "p:"
	}{
		{"nothing", "", []string{`1:1: policy file is empty; it begins with "version: 1"`}},
		{"comments only", "# nothing\n", []string{`1:1: policy file is empty; it begins with "version: 1"`}},
		{"no mapping", "- a\n", []string{`1:1: policy file must be a mapping of keys to values, not a list`}},
		{"a word", "hello\n", []string{`1:1: policy file must be a mapping of keys to values, not "hello"`}},
		{"no YAML", "version: 1\n\tx: [\n", []string{`2: not valid YAML: found a tab character that violates indentation`}},
		{"control characters", "version: 1\x01\n", []string{`1: not valid YAML: control characters are not allowed`}},
		{"two documents", "version: 1\n---\nversion: 1\n", []string{`2:1: policy file holds a second document; put everything into one`}},

		{"no version", "domains: []\n", []string{`1:1: version is missing; add "version: 1"`}},
		{"version 2", "version: 2\n", []string{`1:10: version must be 1, not "2"`}},
		{"quoted version", "version: \"1\"\n", []string{`1:10: version must be 1, not "1"`}},
		{"empty version", "version:\n", []string{`1:9: version must be 1; it is empty`}},

		{"unknown key", "version: 1\ncontext: []\n", []string{`2:1: unknown key "context"; did you mean "contexts"?`}},
		{"unknown key far from all", "version: 1\nzzzzzzzz: []\n", []string{`2:1: unknown key "zzzzzzzz"`}},
		{"key twice", "version: 1\nedition: current\nedition: current\n", []string{`3:1: key "edition" is there twice`}},
		{"key that is a list", "version: 1\n? [a]\n: b\n", []string{`2:3: key must be a word`}},
		{"merge key", "version: 1\n<<: {edition: current}\n", []string{`2:1: unknown key "<<"`}},

		{"edition", "version: 1\nedition: 2019\n", []string{`2:10: edition must be a string, not "2019"`}},
		{"unknown edition", "version: 1\nedition: latest\n", []string{`2:10: unknown edition "latest"; there are current, 2018-2020`}},
		{"domain with scheme", "version: 1\ndomains: [\"https://login.example.com/\"]\n", []string{`2:11: domain "https://login.example.com/" must be a host name alone, such as login.example.com`}},
		{"domains as a string", "version: 1\ndomains: login.example.com\n", []string{`2:10: domains must be a list, not "login.example.com"`}},
		{"domain twice", "version: 1\ndomains: [a.example, a.example]\n", []string{`2:22: "a.example" is in domains twice`}},

		{"empty context", "version: 1\ncontexts: [{}]\n", []string{
			`2:12: context has no kind: spa or m2m`, `2:12: context has no name`, `2:12: context has no packages`}},
		{"unknown key of a context", context("name: a", "kinds: spa", "kind: spa", "packages: [.]"), []string{`4:5: unknown key "kinds"; did you mean "kind"?`}},
		{"kind", context("name: a", "kind: web", "packages: [.]"), []string{`4:11: kind must be spa or m2m, not "web"`}},
		{"name of two words", context("name: a b", "kind: spa", "packages: [.]"), []string{`3:11: name "a b" must be one word, as in user-sync`}},
		{"name unknown", context("name: unknown", "kind: spa", "packages: [.]"), []string{`3:11: name "unknown" is taken by code without a context`}},
		{"no packages", context("name: a", "kind: spa", "packages: []"), []string{`5:15: packages is empty; name at least one, such as ./cmd/...`}},
		{"pattern without dot", context("name: a", "kind: spa", "packages: [web/...]"), []string{`5:16: pattern "web/..." must be relative to the policy file; did you mean "./web/..."?`}},
		{"pattern outside", context("name: a", "kind: spa", "packages: [../x, ./../x]"), []string{
			`5:16: pattern "../x" leads out of the directory of the policy file`,
			`5:22: pattern "./../x" leads out of the directory of the policy file`}},
		{"pattern with dots inside", context("name: a", "kind: spa", "packages: [./.../x]"), []string{`5:16: pattern "./.../x" may have ... at its end only`}},
		{"pattern with a star", context("name: a", "kind: spa", "packages: [./cmd/*]"), []string{`5:16: pattern "./cmd/*" must name a directory, or all below one with /...`}},
		{"pattern for Windows", context("name: a", "kind: spa", `packages: ['.\web']`), []string{`5:16: pattern ".\\web" must have forward slashes`}},
		{"unknown scope", context("name: a", "kind: m2m", "packages: [.]", "grants: [read:user, read:weather]"), []string{
			`6:14: unknown scope "read:user"; did you mean "read:users"?`, `6:25: unknown scope "read:weather"`}},
		{"scope twice", context("name: a", "kind: m2m", "packages: [.]", "grants: [read:users, read:users]"), []string{`6:26: "read:users" is in grants twice`}},
		{"grants of a browser", context("name: a", "kind: spa", "packages: [.]", "grants: [read:users]"), []string{
			`6:13: grants is for m2m contexts; what a spa context asks for is its scopes`}},
		{"scopes of a server", context("name: a", "kind: m2m", "packages: [.]", "scopes: [read:users]"), []string{
			`6:13: scopes is for spa contexts; what an m2m context may use is its grants`}},
		{"grants twice", context("name: a", "kind: m2m", "packages: [.]", "grants: []", "grants_from: x.json"), []string{`7:18: grants and grants_from exclude each other`}},
		{"grants from outside", context("name: a", "kind: m2m", "packages: [.]", "grants_from: ../x.json"), []string{`6:18: grants_from "../x.json" leads out of the directory of the policy file`}},
		{"context twice", "version: 1\ncontexts:\n- {name: a, kind: spa, packages: [./a]}\n- {name: a, kind: spa, packages: [./b]}\n", []string{
			`4:10: context "a" is there already, on line 3`}},
		{"pattern twice", "version: 1\ncontexts:\n- {name: a, kind: spa, packages: [./a/...]}\n- {name: b, kind: spa, packages: [./b/../a/...]}\n", []string{
			`4:35: pattern "./b/../a/..." is in context "a" already`}},
		{"alias", "version: 1\ncontexts:\n- &a {name: a, kind: spa, packages: [./a]}\n- *a\n", []string{
			`4:3: context must be a mapping of keys to values, not an alias`}},

		{"unknown rule", "version: 1\nrules: {spa-endpont: off}\n", []string{`2:9: unknown rule "spa-endpont"; did you mean "spa-endpoint"?`}},
		{"severity", "version: 1\nrules: {spa-endpoint: fatal}\n", []string{`2:23: severity of spa-endpoint must be error, warning, note or off, not "fatal"`}},
		{"empty severity", "version: 1\nrules:\n  spa-endpoint:\n", []string{`3:16: severity of spa-endpoint must be error, warning, note or off; it is empty`}},
		{"rule twice", "version: 1\nrules: {spa-endpoint: off, spa-endpoint: off}\n", []string{`2:28: rule "spa-endpoint" is there twice`}},
		{"fork", "version: 1\nsdk: [{path: example.com/x}]\n", []string{`2:7: sdk entry has no like`}},
		{"front end outside", "version: 1\nfrontend: [/srv/www]\n", []string{`2:12: frontend directory "/srv/www" must be relative to the policy file`}},

		{"all problems at once", "version: 3\nedition: x\nrules: {a: b}\n", []string{
			`1:10: version must be 1, not "3"`, `2:10: unknown edition "x"; there are current, 2018-2020`, `3:9: unknown rule "a"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f, err := Parse("p", []byte(test.file), vocabulary(t))
			if err == nil {
				t.Fatalf("no error; file %+v", f)
			}
			want := "p:" + strings.Join(test.want, "\np:")
			if got := err.Error(); got != want {
				t.Errorf("error\n%s\nwant\n%s", got, want)
			}
			var one *FileError
			if !errors.As(err, &one) || one.File != "p" || one.Line == 0 {
				t.Errorf("%#v is no FileError with a place", err)
			}
		})
	}
}

// A hostile or mistaken file costs a bounded amount of time and output.
func TestParseIsBounded(t *testing.T) {
	v := vocabulary(t)
	var bomb strings.Builder
	bomb.WriteString("version: 1\nx0: &x0 [a]\n")
	for i := 1; i < 60; i++ {
		prev := "*x" + string(rune('0'+(i-1)%10)) + strings.Repeat("x", (i-1)/10)
		name := "x" + string(rune('0'+i%10)) + strings.Repeat("x", i/10)
		bomb.WriteString(name + ": &" + name + " [" + strings.Repeat(prev+",", 9) + prev + "]\n")
	}
	for name, file := range map[string]string{
		"10 MB":               "version: 1\n" + strings.Repeat("# comment\n", 1<<20),
		"aliases of aliases":  bomb.String(),
		"many unknown scopes": "version: 1\ncontexts:\n- {name: a, kind: m2m, packages: [.], grants: [" + strings.Repeat("r:u,", 200_000) + "]}",
		"many unknown keys":   "version: 1\n" + strings.Repeat("kez: 1\n", 100_000),
		"long name":           "version: 1\nrules: {" + strings.Repeat("x", 1<<20-40) + ": off}",
		"deep":                strings.Repeat("[", 1<<19),
	} {
		start := time.Now()
		_, err := Parse("p", []byte(file), v)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if n := strings.Count(err.Error(), "\n"); n > maxProblems {
			t.Errorf("%s: %d lines", name, n)
		}
	}
	_, err := Parse("p", make([]byte, MaxFileSize+1), v)
	if want := "p: policy file is larger than 1 MiB"; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, FileName)
	if _, err := Load(name, vocabulary(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v for a file that is not there", err)
	}
	if err := os.WriteFile(name, []byte(wholeFile), 0o666); err != nil {
		t.Fatal(err)
	}
	f, err := Load(name, vocabulary(t))
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := f.ContextOf(filepath.Join(dir, "cmd", "usersync")); !ok || c.Name != "user-sync" {
		t.Errorf("context %q, %v", c.Name, ok)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip(err)
	}
	if f, err = Load(filepath.Join(link, FileName), vocabulary(t)); err != nil {
		t.Fatal(err)
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	if c, ok := f.ContextOf(filepath.Join(real, "cmd", "audit")); !ok || c.Name != "audit" {
		t.Errorf("through a link: context %q, %v", c.Name, ok)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(wholeFile))
	f.Add([]byte("version: 1\ncontexts: [{}]\n"))
	f.Add([]byte("? {a: b}\n: *x\n"))
	f.Add([]byte("version: !!binary 1\n"))
	v := vocabulary(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse("p", data, v)
		if (file == nil) == (err == nil) {
			t.Fatalf("file %v, error %v", file, err)
		}
		if err == nil {
			for _, c := range file.Contexts {
				if c.Name == "" || c.Kind != SPA && c.Kind != M2M || len(c.Packages) == 0 || c.Line == 0 {
					t.Errorf("incomplete context %+v", c)
				}
			}
			file.ContextOf("web")
			return
		}
		var list FileErrors
		if !errors.As(err, &list) {
			t.Fatalf("%T is no list of problems", err)
		}
		for _, e := range list {
			if strings.ContainsAny(e.Error(), "\n\r") {
				t.Errorf("more than a line: %q", e.Error())
			}
		}
	})
}
