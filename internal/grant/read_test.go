package grant_test

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/grant"
)

// write puts files into a fresh directory; each begins with "-- NAME --".
func write(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range strings.Split("\n"+archive, "\n-- ")[1:] {
		name, body, _ := strings.Cut(part, " --\n")
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// show writes a set the way the tables below do, without the directory.
func show(s *grant.Set, dir string) string {
	var b strings.Builder
	for _, g := range s.Grants {
		fmt.Fprintf(&b, "%s = %s:", g.Place, strings.Join(g.Names, "/"))
		for _, scope := range g.Scopes {
			fmt.Fprintf(&b, " %s@%d:%d", scope.Name, scope.Line, scope.Column)
		}
		if g.All != nil {
			fmt.Fprintf(&b, " all@%d", g.All.Line)
		}
		if g.Partial {
			b.WriteString(" ...")
		}
		b.WriteByte('\n')
	}
	for _, gap := range s.Unread {
		fmt.Fprintf(&b, "gap %s\n", gap)
	}
	return strings.ReplaceAll(b.String(), filepath.ToSlash(dir)+"/", "")
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, file, archive, want string }{
		{"literals", "grants.tf", `
-- grants.tf --
resource "auth0_client" "user_sync" {
  name = "User Sync"
}

resource "auth0_client_grant" "sync" {
  client_id = auth0_client.user_sync.id
  audience  = "https://example.eu.auth0.com/api/v2/"
  scopes    = ["read:users", "update:users"]
}

resource "auth0_client_grant" "other_api" {
  client_id = auth0_client.user_sync.id
  audience  = "https://api.example.com/"
  scopes    = ["read:things"]
}
`, "grants.tf:5 = User Sync/user_sync/sync: read:users@8:16 update:users@8:30\n"},

		{"locals, defaults and functions keep the places of their literals", ".", `
-- a.tf --
locals {
  reading = ["read:users"]
  all     = concat(local.reading, var.more)
}
variable "domain" {}
-- b.tf --
variable "more" {
  default = ["read:roles"]
}
resource "auth0_client_grant" "job" {
  client_id = var.job_client
  audience  = "https://${var.domain}/api/v2/"
  scopes    = toset(concat(local.all, ["read:clients"]))
}
`, "b.tf:4 = job/job_client: read:users@2:14 read:roles@2:14 read:clients@7:40\n"},

		{"each instance is a grant", "g.tf", `
-- g.tf --
locals {
  jobs = { a = ["read:users"], b = ["read:roles"] }
}
resource "auth0_client_grant" "job" {
  for_each  = local.jobs
  client_id = auth0_client.job[each.key].id
  audience  = data.auth0_tenant.this.management_api_identifier
  scopes    = each.value
}
resource "auth0_client_grant" "none" {
  count     = 0
  client_id = "x"
  audience  = "https://t.auth0.com/api/v2/"
  scopes    = ["read:users"]
}
`, "g.tf:4 = job/a: read:users@8:15\ng.tf:4 = job/b: read:roles@8:15\n"},

		{"what cannot be read is said", "g.tf", `
-- g.tf --
resource "auth0_client_grant" "job" {
  client_id = "abc"
  audience  = format("https://%s/api/v2/", var.domain)
  scopes    = concat(["read:users"], var.more)
}
resource "auth0_client_grant" "unknown" {
  client_id = "abc"
  audience  = var.audience
  scopes    = ["read:users"]
}
`, `g.tf:1 = abc/job: read:users@4:23 ...
gap g.tf:4: scopes of abc cannot be worked out
gap g.tf:8: the audience of auth0_client_grant.unknown cannot be worked out
`},

		{"all scopes, and locals that mention each other", "g.tf", `
-- g.tf --
locals {
  a = local.b
  b = local.a
}
resource "auth0_client_grant" "job" {
  client_id        = "abc"
  audience         = "https://t.auth0.com/api/v2/"
  allow_all_scopes = true
  scopes           = local.a
}
`, `g.tf:5 = abc/job: all@8 ...
gap g.tf:3: scopes of abc cannot be worked out
`},

		{"values of tfvars", "g.tf", `
-- g.tf --
variable "scopes" { default = [] }
resource "auth0_client_grant" "job" {
  client_id = "abc"
  audience  = "https://t.auth0.com/api/v2/"
  scope     = var.scopes
}
-- terraform.tfvars --
scopes = ["read:roles"]
`, "g.tf:2 = abc/job: read:roles@1:11\n"},

		{"Deploy CLI", "tenant.yaml", `
-- tenant.yaml --
clientGrants:
  - client_id: User Sync
    audience: https://##AUTH0_DOMAIN##/api/v2/
    scope:
      - read:users
      - update:users
  - client_id: Other
    audience: https://api.example.com
    scope: []
  - client_id: Third
    audience: https://t.auth0.com/api/v2/
    scope: @@THIRD_SCOPES@@
`, `tenant.yaml:2 = User Sync: read:users@5:9 update:users@6:9
tenant.yaml:10 = Third: ...
gap tenant.yaml:12: the scopes of Third cannot be worked out: they are not a list here
`},

		{"Deploy CLI, directory form", ".", `
-- grants/user-sync.json --
{
	"client_id": "User Sync",
	"audience": "https://##AUTH0_DOMAIN##/api/v2/",
	"scope": ["read:users",
		"read:roles"]
}
-- clients/x.json --
{"name": "x"}
`, "grants/user-sync.json:1 = User Sync: read:users@4:12 read:roles@5:3\n"},

		{"Auth0 CLI", "grants.json", `
-- grants.json --
[
  {"id": "cgr_1", "client_id": "abc", "audience": "https://t.auth0.com/api/v2/", "scope": ["read:users"], "allow_all_scopes": false},
  {"id": "cgr_2", "client_id": "def", "audience": "https://t.auth0.com/api/v2/", "scope": [], "allow_all_scopes": true}
]
`, "grants.json:2 = abc: read:users@2:92\ngrants.json:3 = def: all@3\n"},

		{"claims", "claims.json", `
-- claims.json --
{"aud": ["https://t.auth0.com/api/v2/", "https://t.auth0.com/userinfo"], "azp": "abc", "scope": "read:users openid"}
`, "claims.json:1 = abc: read:users@1:97 openid@1:97\n"},

		{"commands", "grant.sh", `
-- grant.sh --
#!/bin/sh
auth0 api post client-grants --data '{
  "client_id": "abc", "audience": "https://t.auth0.com/api/v2/",
  "scope": ["read:users"]
}'
`, "grant.sh:2 = abc: read:users@4:13\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := write(t, strings.TrimPrefix(test.archive, "\n"))
			s, err := grant.Read(filepath.Join(dir, test.file))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(s, dir); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

func TestErrorsNameThePlaceAndTheWayOut(t *testing.T) {
	for _, test := range []struct{ file, body, want string }{
		{"missing.tf", "", "missing.tf: there is no such file or directory with grants"},
		{"a.tf", "resource {\n", "a.tf:1:10: not valid Terraform: Unclosed configuration block"},
		{"a.yaml", "clientGrants:\n  - {audience: [}\n", "a.yaml:1: not valid YAML: did not find expected node content"},
		{"a.json", "{\n  \"audience\": nope\n}", "a.json:2:15: not valid JSON: invalid character 'o' in literal null (expecting 'u')"},
		{"a.json", "{\"name\": \"x\"}", "a.json: no grants here: neither clientGrants (Deploy CLI), nor a grant with audience and scope (Auth0 CLI), nor a token's scope"},
		{"a.yaml", "clientGrants:\n  - client_id: x\n", "a.yaml:2: client grant has no audience"},
		{"a.txt", "hello", "a.txt: not a file with grants that is known: Terraform (*.tf), the Deploy CLI's tenant.yaml, JSON of the Auth0 CLI, or a token"},
	} {
		dir := t.TempDir()
		name := filepath.Join(dir, test.file)
		if test.body != "" {
			if err := os.WriteFile(name, []byte(test.body), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		_, err := grant.Read(name)
		if err == nil {
			t.Errorf("%s: no error", test.want)
			continue
		}
		if got := strings.ReplaceAll(err.Error(), filepath.ToSlash(dir)+"/", ""); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func TestATokenIsReadAndNeverShown(t *testing.T) {
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	token := part(`{"alg":"RS256"}`) + "." + part(`{"aud":"https://t.auth0.com/api/v2/","azp":"abc","scope":"read:users"}`) + ".signature"
	name := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(name, []byte(token+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := grant.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := show(s, filepath.Dir(name)); got != "token:1 = abc: read:users@1:1\n" {
		t.Errorf("got %s", got)
	}
	broken := part(`{"alg":"RS256"}`) + "." + part(`{"scope"`) + ".signature"
	if err := os.WriteFile(name, []byte(broken), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := grant.Read(name); err == nil || strings.Contains(err.Error(), "scope\"") || strings.Contains(err.Error(), broken[:10]) {
		t.Errorf("a broken token gives %v", err)
	}
}

func TestWhichClientIsMeant(t *testing.T) {
	dir := write(t, `-- two.tf --
resource "auth0_client_grant" "user_sync" {
  client_id = "abc"
  audience  = "https://t.auth0.com/api/v2/"
  scopes    = ["read:users"]
}
resource "auth0_client_grant" "reports" {
  client_id = "def"
  audience  = "https://t.auth0.com/api/v2/"
  scopes    = ["read:logs"]
}
`)
	name := filepath.Join(dir, "two.tf")
	s, err := grant.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ client, want string }{
		{"user-sync", "read:users"},
		{"DEF", "read:logs"},
	} {
		got, err := s.For(test.client)
		if err != nil || len(got) != 1 || got[0].Scopes[0].Name != test.want {
			t.Errorf("%s: got %v, %v", test.client, got, err)
		}
	}
	if _, err := s.For("mailer"); err == nil || !strings.Contains(err.Error(), "two.tf#abc (abc, def)") {
		t.Errorf("an unknown client gives %v", err)
	}
	s, err = grant.Read(name + "#reports")
	if err != nil || len(s.Grants) != 1 {
		t.Fatalf("#reports gives %v, %v", s, err)
	}
	if got, err := s.For("mailer"); err != nil || len(got) != 1 {
		t.Errorf("the only client: got %v, %v", got, err)
	}
}

func TestLocalsThatGrowAreGivenUp(t *testing.T) {
	var b strings.Builder
	b.WriteString("locals {\n  a0 = [\"read:users\"]\n")
	for i := range 60 {
		fmt.Fprintf(&b, "  a%d = concat(local.a%d, local.a%d)\n", i+1, i, i)
	}
	b.WriteString("}\nresource \"auth0_client_grant\" \"job\" {\n  client_id = \"abc\"\n  audience = \"https://t.auth0.com/api/v2/\"\n  scopes = local.a60\n}\n")
	dir := write(t, "-- g.tf --\n"+b.String())
	s, err := grant.Read(filepath.Join(dir, "g.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Grants) != 1 || !s.Grants[0].Partial || len(s.Unread) == 0 {
		t.Errorf("%d grants, %d gaps", len(s.Grants), len(s.Unread))
	}
}
