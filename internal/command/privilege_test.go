package command

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// jobs is a module of two programs that share a package.
const jobs = `
-- app/cmd/sync/main.go --
package main

import (
	"context"

	"example.com/app/internal/dir"
	"github.com/auth0/go-auth0/management"
)

func main() {
	api, _ := management.New("t.auth0.com")
	dir.All(context.Background(), api)
	api.Role.Create(context.Background(), &management.Role{})
}
-- app/cmd/purge/main.go --
package main

import (
	"context"

	"example.com/app/internal/dir"
	"github.com/auth0/go-auth0/management"
)

func main() {
	api, _ := management.New("t.auth0.com")
	dir.Drop(context.Background(), api, "x")
}
-- app/internal/dir/dir.go --
// Package dir is the tenant's directory of users.
package dir

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

func All(ctx context.Context, api *management.Management) { api.User.List(ctx) }

func Drop(ctx context.Context, api *management.Management, id string) error {
	return api.User.Delete(ctx, id)
}
`

func check(ctx context.Context, o Options, out Output) (int, error) {
	return Check(ctx, o, out, "warning")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if want = strings.TrimPrefix(want, "\n"); got != want {
		t.Errorf("%s: got\n%swant\n%s", what, got, want)
	}
}

func TestGrantedAgainstNeeded(t *testing.T) {
	for _, test := range []struct{ name, files, want string }{
		{"the policy grants", `
-- app/.scopevet.yaml --
version: 1
contexts:
  - name: sync
    kind: m2m
    packages: [./cmd/sync]
    grants:
      - read:users
      - openid
      - read:logs
      - read:user_idp_tokens
  - name: purge
    kind: m2m
    packages: [./cmd/purge]
    grants: [delete:users]
`, `
.scopevet.yaml:9:9: no call of sync needs read:logs: remove it from the grant [scope-excess]
.scopevet.yaml:10:9: note: read:user_idp_tokens is optional for sync: it only adds access_token, access_token_secret, refresh_token to the answer of GET /api/v2/users (internal/dir/dir.go:10); it is dangerous: shows the tokens of users at their identity providers, which act for them there [scope-excess]
cmd/sync/main.go:13:2: POST /api/v2/roles needs create:roles, which the policy does not grant to sync (.scopevet.yaml:7) [scope-not-granted]
`},
		{"Terraform grants", `
-- app/.scopevet.yaml --
version: 1
contexts:
  - {name: sync, kind: m2m, packages: [./cmd/sync], grants_from: terraform/grants.tf}
  - {name: purge, kind: m2m, packages: [./cmd/purge], grants_from: "terraform/grants.tf#user_purge"}
-- app/terraform/grants.tf --
resource "auth0_client_grant" "sync" {
  client_id = "abc"
  audience  = "https://t.auth0.com/api/v2/"
  scopes    = ["read:users", "create:role", "update:users"]
}
resource "auth0_client_grant" "user_purge" {
  client_id        = "def"
  audience         = "https://t.auth0.com/api/v2/"
  allow_all_scopes = true
}
`, `
cmd/sync/main.go:13:2: POST /api/v2/roles needs create:roles, which terraform/grants.tf does not grant to sync (terraform/grants.tf:1) [scope-not-granted]
terraform/grants.tf:4:30: "create:role" is no scope of the Management API; did you mean create:roles? [scope-unknown]
terraform/grants.tf:4:45: no call of sync needs update:users: remove it from the grant; it is dangerous: sets any user's password and email address, an administrator's too, links identities, removes factors and assigns roles [scope-excess]
terraform/grants.tf:9:3: purge is granted all scopes of the Management API, and its code needs 1: delete:users [scope-excess]
`},
		{"what could not be read is no error", `
-- app/.scopevet.yaml --
version: 1
contexts:
  - {name: sync, kind: m2m, packages: [./cmd/sync], grants_from: grants.tf}
-- app/grants.tf --
resource "auth0_client_grant" "sync" {
  client_id = "abc"
  audience  = "https://${var.domain}/api/v2/"
  scopes    = concat(["read:users"], var.more)
}
`, `
cmd/sync/main.go:13:2: note: POST /api/v2/roles needs create:roles, which grants.tf does not grant to sync (grants.tf:1); a part of the grant could not be read [scope-not-granted]
`},
		{"severities and directives", `
-- app/.scopevet.yaml --
version: 1
contexts:
  - {name: purge, kind: m2m, packages: [./cmd/purge, ./internal/...], grants: [read:logs]}
rules:
  scope-excess: off
-- app/internal/dir/more.go --
package dir

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

func Log(ctx context.Context, api *management.Management) {
	//scopevet:ignore scope-not-granted until=2027-01-31 granted by hand for the migration
	api.Role.Create(ctx, &management.Role{})
	//scopevet:ignore scope-not-granted nothing here
	api.Log.Read(ctx, "x")
}
`, `
internal/dir/dir.go:10:61: GET /api/v2/users needs read:users, which the policy does not grant to purge (.scopevet.yaml:3) [scope-not-granted]
internal/dir/dir.go:13:9: DELETE /api/v2/users/{id} needs delete:users, which the policy does not grant to purge (.scopevet.yaml:3) [scope-not-granted]
internal/dir/more.go:12:2: ignore directive for scope-not-granted suppresses nothing; remove it [ignore]
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, _, err := run(t, unpack(t, jobs+test.files), check)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, "findings", got, test.want)
		})
	}
}

func TestADirectiveEndsOnItsDate(t *testing.T) {
	dir := unpack(t, `
-- app/.scopevet.yaml --
version: 1
contexts:
  - {name: job, kind: m2m, packages: [.], grants: []}
-- app/main.go --
package main

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

func main() {
	api, _ := management.New("t.auth0.com")
	api.User.List(context.Background()) //scopevet:ignore scope-not-granted until=2027-01-31 the grant is on its way
}
`)
	for today, want := range map[string]string{
		"":           "",
		"2027-01-31": "",
		"2027-02-01": `main.go:11:2: GET /api/v2/users needs read:users, which the policy does not grant to job (.scopevet.yaml:3) [scope-not-granted]
main.go:11:38: ignore directive for scope-not-granted ended on 2027-01-31; repair what it hides, or give it another date [ignore]
`,
	} {
		got, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
			o.Today = today
			return check(ctx, o, out)
		})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, "today "+today, got, want)
	}
	if _, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
		o.Today = "tomorrow"
		return check(ctx, o, out)
	}); err == nil {
		t.Error("a day that is none is accepted")
	}
}

func TestInitWritesAPolicyThatPasses(t *testing.T) {
	dir := unpack(t, jobs)
	if _, status, err := run(t, dir, Init); status != OK || err != nil {
		t.Fatalf("exit status %d, %v", status, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, ".scopevet.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, contexts, _ := strings.Cut(string(text), "\ncontexts:\n")
	expect(t, "contexts", contexts, `
  - name: purge
    kind: m2m  # nothing in the code says that users can read it; if they can, it is spa
    packages: [./cmd/purge]
    grants:  # the smallest set for its calls; or grants_from: terraform/grants.tf, tenant.yaml, grants.json
      - delete:users  # dangerous: deletes users; whoever registers the name or address next is taken for them by applications that go by it
  - name: sync
    kind: m2m  # nothing in the code says that users can read it; if they can, it is spa
    packages: [./cmd/sync]
    grants:  # the smallest set for its calls; or grants_from: terraform/grants.tf, tenant.yaml, grants.json
      - read:users
      - create:roles
`)
	if got, status, err := run(t, dir, check); got != "" || status != OK || err != nil {
		t.Errorf("with it, check gives %d, %v\n%s", status, err, got)
	}
	if _, status, err := run(t, dir, Init); status != Failure || err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("a second time: %d, %v", status, err)
	}
	if again, err := os.ReadFile(filepath.Join(dir, ".scopevet.yaml")); err != nil || string(again) != string(text) {
		t.Error("the file was touched")
	}
}

func TestACommittedGrantDrifts(t *testing.T) {
	dir := unpack(t, jobs)
	for format, name := range map[string]string{"terraform": "grants.tf", "deploy-cli": "tenant.yaml", "auth0-cli": "grants.sh"} {
		text, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
			out.Format = format
			return Scopes(ctx, o, out, ScopesOptions{})
		})
		if err != nil {
			t.Fatal(err)
		}
		drift := func(text string) (string, int) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			got, status, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
				return Scopes(ctx, o, out, ScopesOptions{Check: name})
			})
			if err != nil {
				t.Fatal(err)
			}
			return got, status
		}
		if got, status := drift(text); status != OK {
			t.Errorf("%s as it was written:\n%s", format, got)
		}
		got, status := drift(strings.ReplaceAll(text, "create:roles", "read:logs"))
		if status != Findings || !strings.Contains(got, "+ create:roles  POST /api/v2/roles at cmd/sync/main.go:13\n  - read:logs     no call needs it ("+name+":") {
			t.Errorf("%s with another scope: exit status %d\n%s", format, status, got)
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhyAScopeIsNeeded(t *testing.T) {
	dir := unpack(t, jobs)
	got, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
		return Scopes(ctx, o, out, ScopesOptions{Why: "delete:users"})
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "why", got, `
delete:users is dangerous: deletes users; whoever registers the name or address next is taken for them by applications that go by it

cmd/purge needs delete:users for 1 call
  DELETE /api/v2/users/{id}  internal/dir/dir.go:13
    main > dir.Drop
  for delete:users to go, 1 call must go: internal/dir/dir.go:13
`)
}

func TestDiffLeavesTheRepositoryAlone(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("SKIPPED: git is not installed")
	}
	dir := unpack(t, jobs)
	git := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Dir = filepath.Dir(dir)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "one")
	name := filepath.Join(dir, "cmd", "purge", "main.go")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "\tdir.Drop(", "\n\n\tdir.All(context.Background(), api)\n\tdir.Drop(", 1)
	if err := os.WriteFile(name, []byte(changed), 0o666); err != nil {
		t.Fatal(err)
	}
	before := git("status", "--porcelain", "--branch") + git("worktree", "list")

	got, status, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) { return Diff(ctx, o, out, "HEAD") })
	if err != nil || status != Findings {
		t.Errorf("exit status %d, %v", status, err)
	}
	expect(t, "diff", got, `
example.com/app/cmd/purge
  + read:users
  + GET    /api/v2/users  internal/dir/dir.go:10
`)
	if after := git("status", "--porcelain", "--branch") + git("worktree", "list"); after != before {
		t.Errorf("before\n%safter\n%s", before, after)
	}
	git("commit", "-q", "-a", "-m", "two")
	if got, status, err = run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) { return Diff(ctx, o, out, "HEAD") }); status != OK {
		t.Errorf("without a change: %d, %v\n%s", status, err, got)
	}
	if _, _, err = run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) { return Diff(ctx, o, out, "--output=x") }); err == nil || !strings.Contains(err.Error(), "no revision") {
		t.Errorf("a flag for a revision gives %v", err)
	}
}

func TestExplainARefusal(t *testing.T) {
	dir := unpack(t, jobs)
	got, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
		return ExplainRefusal(ctx, o, out, `403 Forbidden: {"message":"Insufficient scope, expected any of: read:users,read:user_idp_tokens","errorCode":"insufficient_scope"}`)
	})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "explanation", got, `
1 endpoint answers so:
  GET /api/v2/users
    grant a confidential client read:users; a public client never receives a scope for it: proxy it through your backend

cmd/sync (unknown) calls it:
  GET /api/v2/users  internal/dir/dir.go:10  main > dir.All
  grant it read:users
`)
}
