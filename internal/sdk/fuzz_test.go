package sdk

import (
	"strings"
	"testing"
)

// FuzzParse looks for tables that are read though they say nothing sensible.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"sdk a/b\nversions v1.0.0 v1.1.0\npackage m\nT.M v1.0.0..v1.0.0 GET /api/v2/x, POST /api/v2/{}/y\nT.M -\n",
		"sdk a\nversions v1.0.0\npackage .\nT.M GET", "package", "sdk\n", "sdk a\npackage m\nT. ..  -", "\npackage \npackage ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		table, err := Parse("n", text)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		for _, pkg := range table.Packages() {
			clients, err := table.Clients(pkg)
			if err != nil {
				t.Fatal(err)
			}
			for name, c := range clients {
				for method, list := range c.Methods {
					for _, m := range list {
						for _, r := range m.Requests {
							if name == "" || method == "" || r.Method == "" || !strings.HasPrefix(r.Path, "/") || strings.ContainsAny(r.Path, " ?#") {
								t.Errorf("%q.%q calls %q %q", name, method, r.Method, r.Path)
							}
						}
					}
				}
			}
		}
	})
}
