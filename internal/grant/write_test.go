package grant_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/scopevet/scopevet/internal/grant"
)

// endings are the files that the formats are kept in.
func ending(format string) string {
	return map[string]string{"terraform": "grant.tf", "deploy-cli": "tenant.yaml", "auth0-cli": "grant.sh"}[format]
}

func TestWhatIsWrittenReadsBackTheSame(t *testing.T) {
	grants := []grant.Wanted{
		{Client: "user-sync", Title: "cmd/usersync", Scopes: []grant.WantedScope{
			{Name: "read:users", Why: "GET /api/v2/users at internal/dir/page.go:41"},
			{Name: "update:users", Why: "PATCH", Danger: "sets passwords\nof anybody"},
		}},
		{Client: "mailer", Title: "cmd/other", Notes: []string{"2 unresolved calls"}},
		{Client: "2nd", Scopes: []grant.WantedScope{{Name: "read:logs"}}},
	}
	for _, format := range grant.Formats() {
		var b, again bytes.Buffer
		if err := grant.Write(&b, format, grants); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(grants)
		if err := grant.Write(&again, format, grants); err != nil {
			t.Fatal(err)
		}
		slices.Reverse(grants)
		if b.String() != again.String() {
			t.Errorf("%s depends on the order:\n%s\n%s", format, b.String(), again.String())
		}
		name := filepath.Join(t.TempDir(), ending(format))
		if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		s, err := grant.Read(name)
		if err != nil {
			t.Fatalf("%s: %v\n%s", format, err, b.String())
		}
		if len(s.Grants) != 3 || len(s.Unread) != 0 {
			t.Fatalf("%s: %d grants, gaps %v\n%s", format, len(s.Grants), s.Unread, b.String())
		}
		got, err := s.Named("user-sync")
		if err != nil || !slices.Equal(got[0].ScopeNames(), []string{"read:users", "update:users"}) {
			t.Errorf("%s: got %v, %v\n%s", format, got, err, b.String())
		}
	}
}

func TestTerraformReads(t *testing.T) {
	var b bytes.Buffer
	err := grant.Write(&b, "terraform", []grant.Wanted{{Client: "user-sync", Title: "cmd/usersync", Scopes: []grant.WantedScope{{Name: "read:users", Why: "GET /api/v2/users"}}}})
	if err != nil {
		t.Fatal(err)
	}
	const want = `# Needs the provider auth0/auth0, a variable auth0_domain with the tenant's domain, and a resource
# auth0_client for each client; the names of those are to be replaced by yours.

# cmd/usersync
resource "auth0_client_grant" "user_sync" {
  client_id = auth0_client.user_sync.id
  audience  = "https://${var.auth0_domain}/api/v2/"
  scopes = [
    "read:users", # GET /api/v2/users
  ]
}
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}
