package grant_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"

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
		if formatted := hclwrite.Format(b.Bytes()); format == "terraform" && !bytes.Equal(b.Bytes(), formatted) {
			t.Errorf("terraform fmt would write\n%s\nand not\n%s", formatted, b.String())
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

var update = flag.Bool("update", false, "write testdata instead of comparing it")

// TestWrittenFormats shows each format. The Terraform is checked by the
// provider's own schema too, in integration/grant.
func TestWrittenFormats(t *testing.T) {
	for _, format := range grant.Formats() {
		var b bytes.Buffer
		err := grant.Write(&b, format, []grant.Wanted{
			{Client: "user-sync", Title: "cmd/usersync", Scopes: []grant.WantedScope{
				{Name: "read:users", Why: "GET /api/v2/users, GET /api/v2/users/{id}"},
				{Name: "update:users", Why: "PATCH /api/v2/users/{id}", Danger: "sets anybody's password"},
			}},
			{Client: "health", Title: "cmd/health", Notes: []string{"may lack scopes: the endpoint of 1 of its requests is not known (one in cmd/health/main.go)"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join("testdata", "written"+filepath.Ext(ending(format)))
		if *update {
			if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if b.String() != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s: got\n%s", name, b.String())
		}
	}
}
