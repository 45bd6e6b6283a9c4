package policy

import (
	"path/filepath"
	"testing"
)

func TestContextOf(t *testing.T) {
	f := &File{Dir: "/src", Contexts: []Context{
		{Name: "all", Packages: []string{"./..."}},
		{Name: "web", Packages: []string{"./web/..."}},
		{Name: "web-root", Packages: []string{"./web"}},
		{Name: "admin", Packages: []string{"./web/admin/...", "./tools/"}},
		{Name: "root", Packages: []string{"."}},
	}}
	for dir, want := range map[string]string{
		".":                "root",
		"":                 "root",
		"/src":             "root",
		"web":              "web-root",
		"./web/":           "web-root",
		"web/x":            "web",
		"/src/web/x/y":     "web",
		"web/admin":        "admin",
		"web/admin/deep":   "admin",
		"web/administered": "web",
		"website":          "all",
		"tools":            "admin",
		"tools/x":          "all",
		"..":               "",
		"../src/web":       "", // another place, though it may be the same directory
		"/srcs":            "",
		"/":                "",
	} {
		if c, ok := f.ContextOf(filepath.FromSlash(dir)); c.Name != want || ok != (want != "") {
			t.Errorf("%q is in %q, want %q", dir, c.Name, want)
		}
	}
	f.Contexts = f.Contexts[1:4]
	if c, ok := f.ContextOf("server"); ok {
		t.Errorf("server is in %q", c.Name)
	}
}

func TestTenant(t *testing.T) {
	f := &File{Domains: []string{"login.example.com"}}
	for host, want := range map[string]bool{
		"login.example.com":      true,
		"LOGIN.example.com:443":  true,
		"login.example.com.":     true,
		"example.com":            false,
		"x.login.example.com":    false,
		"login.example.com.evil": false,
		"":                       false,
	} {
		if got := f.Tenant(host); got != want {
			t.Errorf("Tenant(%q) = %v", host, got)
		}
	}
}
