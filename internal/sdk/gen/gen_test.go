package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var all = flag.Bool("all", false, "make all tables again, not only those of small releases; takes minutes")

// small releases are surveyed in seconds.
var small = []string{"gopkg.in/auth0.v1", "gopkg.in/auth0.v4"}

// What is committed is what the generator writes.
func TestTables(t *testing.T) {
	if testing.Short() {
		t.Skip("loads whole SDKs")
	}
	tables, err := existing("../tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if !*all && !slices.Contains(small, table.path) {
			continue
		}
		t.Run(table.file, func(t *testing.T) {
			fetchable(t, table)
			got, err := table.generate(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join("../tables", table.file))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is not what the generator writes: run go generate ./internal/sdk", table.file)
			}
		})
	}
}

// fetchable skips a test whose releases are neither cached nor to be had.
func fetchable(t *testing.T, table *table) {
	t.Helper()
	for _, v := range table.versions {
		cmd := exec.Command("go", "mod", "download", table.path+"@"+v)
		cmd.Dir = t.TempDir()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("cannot fetch %s@%s: %s", table.path, v, out)
		}
	}
}

func TestUnion(t *testing.T) {
	u := union{
		path:     "example.com/auth0",
		versions: []string{"v1.0.0", "v1.2.0", "v1.3.0"},
		surveys: []survey{
			{"management UserManager.List": {"GET /a"}, "management UserManager.Gone": {"GET /b"}, "management UserManager.Changes": {"GET /c"}},
			{"management UserManager.List": {"GET /a"}, "management UserManager.Changes": {"GET /c", "PUT /c"}, "management/users Client.Get": {"GET /d"}},
			{"management UserManager.List": {"GET /a"}, "management UserManager.Changes": {"GET /c", "PUT /c"}, "management UserManager.Silent": nil, "management/users Client.Get": {"GET /d"}},
		},
	}
	want := `
sdk example.com/auth0
versions v1.0.0 v1.2.0 v1.3.0

package management
UserManager.Changes  [v1.0.0..v1.0.0]  GET /c
UserManager.Changes  [v1.2.0..v1.3.0]  GET /c, PUT /c
UserManager.Gone  [v1.0.0..v1.0.0]  GET /b
UserManager.List  GET /a
UserManager.Silent  [v1.3.0..v1.3.0]  -

package management/users
Client.Get  [v1.2.0..v1.3.0]  GET /d
`
	if got := string(u.format()); !strings.HasSuffix(got, want) {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
}

func TestAdd(t *testing.T) {
	var added releases
	for _, r := range []string{"github.com/auth0/go-auth0@v1.10.0", "github.com/auth0/go-auth0@v1.9.0", "github.com/auth0/go-auth0@v1.9.0", "github.com/auth0/go-auth0/v4@v4.0.0", "gopkg.in/auth0.v6@v6.0.0"} {
		if err := added.Set(r); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"", "github.com/auth0/go-auth0", "@v1.0.0", "github.com/auth0/go-auth0@latest", "github.com/auth0/go-auth0@v1", "github.com/auth0/go-auth0@v1.0.0-beta.1"} {
		if err := added.Set(bad); err == nil {
			t.Errorf("%q is taken for a release", bad)
		}
	}
	ts := tables{{file: "go-auth0.txt", path: "github.com/auth0/go-auth0", versions: []string{"v1.2.0"}}, {file: "other.txt", path: "example.com/other"}}
	for _, r := range added {
		ts.add(r)
	}
	var got []string
	for _, table := range ts {
		if table.changed {
			got = append(got, table.file+" "+strings.Join(table.versions, " "))
		}
	}
	want := []string{"go-auth0.txt v1.2.0 v1.9.0 v1.10.0", "go-auth0-v4.txt v4.0.0", "auth0.v6.txt v6.0.0"}
	if !slices.Equal(got, want) {
		t.Errorf("tables %q, want %q", got, want)
	}
}
