package observe

import (
	"slices"
	"strings"
	"testing"
)

const sample = `
# a comment
sdk example.com/sdk
versions v1.0.0 v1.5.0 v2.0.0
package management              # the client's package
User.Get      GET /api/v2/users/{}
User.Old      [v1.0.0..v1.5.0]  GET /api/v2/old
Hook.Replace  POST /api/v2/hooks/{}, GET /api/v2/hooks/{}
Root.URI      -
package management/users
Client.Get    [v1.0.0..v1.5.0] PATCH /api/v2/x
Client.Get    [v2.0.0..v2.0.0] PUT /api/v2/x
`

func TestTableForVersion(t *testing.T) {
	seen := func(requests map[string]string) (all []observation) {
		for key, text := range requests {
			pkg, name, _ := strings.Cut(key, " ")
			o := observation{method: method{pkg: pkg, name: name}}
			if text != "-" {
				o.requests = strings.Split(text, ", ")
			}
			all = append(all, o)
		}
		return all
	}
	for _, test := range []struct {
		name    string
		version string
		seen    map[string]string
		want    []string
	}{
		{"equal", "v1.5.0", map[string]string{
			"management User.Get":         "GET /api/v2/users/{}",
			"management User.Old":         "GET /api/v2/old",
			"management Hook.Replace":     "GET /api/v2/hooks/{}, POST /api/v2/hooks/{}",
			"management Root.URI":         "-",
			"management Root.Unlisted":    "-",
			"management/users Client.Get": "PATCH /api/v2/x",
		}, nil},
		{"different", "v2.0.0", map[string]string{
			"management User.Get":         "GET /api/v2/users",
			"management User.New":         "POST /api/v2/users",
			"management Root.URI":         "GET /api/v2/",
			"management/users Client.Get": "PUT /api/v2/x",
		}, []string{
			"management Hook.Replace is no method of this version's clients",
			"management Root.URI sends GET /api/v2/, the table says -",
			"management User.Get sends GET /api/v2/users, the table says GET /api/v2/users/{}",
			"management User.New is missing: it sends POST /api/v2/users",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			entries, err := parseTable(strings.NewReader(sample), test.version)
			if err != nil {
				t.Fatal(err)
			}
			got := entries.diff(seen(test.seen))
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestTableErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"versions v1.0.0", "does not cover v2.0.0"},
		{"versions v2.0.0\nUser.Get [v2.0.0..v3.0.0] GET /", "line 2: [v2.0.0..v3.0.0] is no range"},
		{"versions v2.0.0\nUser.Get [v2.0.0 GET /", "line 2: version range without an end"},
		{"versions v2.0.0\nUser.Get -\nUser.Get GET /", "line 3: a second entry"},
	} {
		if _, err := parseTable(strings.NewReader(test.text), "v2.0.0"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: got error %v, want %q", test.text, err, test.want)
		}
	}
}
