package sdk

import (
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const small = `# A table.
sdk example.com/auth0
versions v1.0.0 v1.2.0 v1.3.0

package management
UserManager.List  GET /api/v2/users
UserManager.Link  [v1.2.0..v1.3.0]  POST /api/v2/users/{}/identities
GrantManager.Read  [v1.0.0..v1.0.0]  GET /api/v2/grants  # all of them
GrantManager.Read  [v1.2.0..v1.3.0]  GET /api/v2/grants/{}
HookManager.Replace  DELETE /api/v2/hooks/{}/secrets, GET /api/v2/hooks/{}/secrets
Management.Request  -

package management/users/client
Client.Get  GET /api/v2/users/{}
RawClient.Get  GET /api/v2/users/{}
`

func parse(t *testing.T) *Table {
	t.Helper()
	table, err := Parse("small.txt", small)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestParse(t *testing.T) {
	table := parse(t)
	if table.Path != "example.com/auth0" || !reflect.DeepEqual(table.Versions, []string{"v1.0.0", "v1.2.0", "v1.3.0"}) {
		t.Errorf("read %s %v", table.Path, table.Versions)
	}
	if got := table.Packages(); !reflect.DeepEqual(got, []string{"management", "management/users/client"}) {
		t.Errorf("packages %v", got)
	}
	clients, err := table.Clients("management")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		client, method string
		want           []Method
	}{
		{"UserManager", "List", []Method{{Requests: []Request{{"GET", "/api/v2/users"}}}}},
		{"UserManager", "Link", []Method{{"v1.2.0", "v1.3.0", []Request{{"POST", "/api/v2/users/{}/identities"}}}}},
		{"GrantManager", "Read", []Method{
			{"v1.0.0", "v1.0.0", []Request{{"GET", "/api/v2/grants"}}},
			{"v1.2.0", "v1.3.0", []Request{{"GET", "/api/v2/grants/{}"}}},
		}},
		{"HookManager", "Replace", []Method{{Requests: []Request{{"DELETE", "/api/v2/hooks/{}/secrets"}, {"GET", "/api/v2/hooks/{}/secrets"}}}}},
		{"Management", "Request", []Method{{}}},
	} {
		if got := clients[tt.client].Methods[tt.method]; !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s.%s: %v, want %v", tt.client, tt.method, got, tt.want)
		}
	}
	if clients, err := table.Clients("management/nothing"); clients != nil || err != nil {
		t.Errorf("a package that the table does not know: %v, %v", clients, err)
	}
}

func TestParseErrors(t *testing.T) {
	const head = "sdk example.com/auth0\nversions v1.0.0\n\n"
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "t.txt:1: "},
		{"no versions", "sdk example.com/auth0\npackage management\n", "t.txt:1: "},
		{"odd head", "# A table.\nsdk example.com/auth0\nversion v1.0.0\n", "t.txt:3: want sdk, versions or package"},
		{"package without a path", head + "package a b\nA.B  -\n", "t.txt:4: package needs one path"},
		{"package twice", head + "package a\nA.B  -\npackage b\npackage a\n", "t.txt:7: a second package a"},
		{"no requests", head + "package a\nA.B\n", "t.txt:5: want Type.Method"},
		{"no method", head + "package a\nA  -\n", "t.txt:5: want Type.Method"},
		{"range without an end", head + "package a\n# one\nA.B  [v1.0.0  -\n", "t.txt:6: want a range"},
		{"range of one", head + "package a\nA.B  [v1.0.0]  -\n", "t.txt:5: want a range"},
		{"no path", head + "package a\nA.B  -\n\nA.C  GET\n", `t.txt:7: "GET" is no request`},
		{"stray comma", head + "package a\nA.B  GET /a,\n", `t.txt:5: "" is no request`},
		{"two paths", head + "package a\nA.A -\npackage b\nA.B  GET /a /b\n", `t.txt:7: "GET /a /b" is no request`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("t.txt", tt.text)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

// What the tables say is compared with the SDK itself in integration/sdk. Here
// it only has to be complete.
func TestEmbedded(t *testing.T) {
	files, err := filepath.Glob("tables/*")
	if err != nil {
		t.Fatal(err)
	}
	texts := texts()
	if names := slices.Sorted(maps.Keys(texts)); !slices.Equal(names, files) {
		t.Errorf("embedded are %v, and there are %v", names, files)
	}
	senders := map[string]int{}
	for name, text := range texts {
		table, err := Parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, pkg := range table.Packages() {
			clients, _ := table.Clients(pkg)
			for _, c := range clients {
				for _, variants := range c.Methods {
					if len(variants[len(variants)-1].Requests) > 0 {
						senders[table.Path]++
					}
				}
			}
		}
	}
	for path, least := range map[string]int{
		"github.com/auth0/go-auth0":    357,
		"github.com/auth0/go-auth0/v2": 429 + 359,
		"github.com/auth0/go-auth0/v3": 428 + 357,
		"gopkg.in/auth0.v5":            190,
	} {
		if senders[path] < least {
			t.Errorf("the table of %s knows %d methods that call the API, at least %d are expected", path, senders[path], least)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkManagement reads the largest package of all.
func BenchmarkManagement(b *testing.B) {
	for b.Loop() {
		ts, err := Load()
		if err != nil {
			b.Fatal(err)
		}
		t, pkg := ts.owner("github.com/auth0/go-auth0/management")
		if _, err := t.Clients(pkg); err != nil {
			b.Fatal(err)
		}
	}
}
