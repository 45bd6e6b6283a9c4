package failures

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// many is a module with findings in every package, some in more than one way.
func many() files {
	f := module()
	for i := range 12 {
		f[fmt.Sprintf("cmd/p%d/main.go", i)] = fmt.Sprintf(`package main

import (
	"net/http"

	"example.com/m/a"
	"example.com/m/b"
)

var client = &http.Client{}

func main() {
	a.F()
	go b.G()
	for _, path := range []string{"/users", "/clientz", "/hooks"} {
		client.Get("https://m.eu.auth0.com/api/v2" + path)
	}
	client.Post("https://m.eu.auth0.com/api/v2/user%d", "", nil)
}
`, i)
	}
	return f.with("web/page.html", "<script>fetch('https://m.eu.auth0.com/api/v2/users')</script>").
		with("web/web.go", "package web\n\nimport \"embed\"\n\n//go:embed page.html\nvar Page embed.FS\n")
}

// TestSameBytes runs every format in two checkouts, on one processor and on
// many, with packages in any order.
func TestSameBytes(t *testing.T) {
	one, two := many().in(t), many().in(t)
	var packages []string
	entries, err := os.ReadDir(filepath.Join(one, "cmd"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		packages = append(packages, "./cmd/"+e.Name())
	}
	packages = append(packages, "./a", "./b", "./web")
	order := rand.New(rand.NewPCG(1, 2))
	for _, format := range []string{"-format text", "-format json", "-format sarif", "-format github", "-format gitlab", "-format markdown",
		"scopes -format text", "scopes -format json", "scopes -format markdown", "scopes -format terraform"} {
		var first result
		for i, c := range []struct{ dir, processors string }{{one, "1"}, {one, "8"}, {two, "8"}} {
			args := append(strings.Fields(format), packages...)
			r := run(t, command(c.dir, []string{"GOMAXPROCS=" + c.processors}, binary, args...))
			if i == 0 {
				if first = r; r.stdout == "" {
					t.Errorf("%s: status %d\n%s", format, r.status, r.stderr)
				}
			} else if r != first {
				t.Errorf("%s differs on %s processors in %s:\n%+v\n%+v", format, c.processors, c.dir, first, r)
			}
			order.Shuffle(len(packages), func(i, j int) { packages[i], packages[j] = packages[j], packages[i] })
		}
	}
}

// TestColdAndWarm runs on an empty build cache, on the same one again, and on
// the one of the user.
func TestColdAndWarm(t *testing.T) {
	dir, cache := many().in(t), []string{"GOCACHE=" + t.TempDir()}
	cold := run(t, command(dir, cache, binary, "-format", "json", "./..."))
	if cold.stdout == "" {
		t.Fatalf("status %d\n%s", cold.status, cold.stderr)
	}
	for _, env := range [][]string{cache, nil} {
		if warm := run(t, command(dir, env, binary, "-format", "json", "./...")); warm != cold {
			t.Errorf("a warm cache makes a difference:\n%+v\n%+v", cold, warm)
		}
	}
}

// TestSameFacts runs go vet on two empty caches: the same outputs lie in both,
// facts among them. Names in the cache are sums of what the files hold.
func TestSameFacts(t *testing.T) {
	f := files{"go.mod": "module example.com/m\n\ngo 1.26\n"}
	for i := range 6 {
		f[fmt.Sprintf("p%d/p.go", i)] = fmt.Sprintf("package p\n\ntype Client struct{ base string }\n\nfunc New(host string) *Client { return &Client{\"https://\" + host + \".auth0.com/api/v2\"} }\n\n"+
			"func (c *Client) URL(id string) string { return c.base + \"/users/\" + id }\n\nfunc Path%d(kind string) string { return \"/api/v2/\" + kind }\n", i)
	}
	f["all/all.go"] = "package all\n\nimport (\n\t\"example.com/m/p0\"\n\tp1 \"example.com/m/p1\"\n)\n\nfunc All(s string) string { return p.Path0(s) + p1.New(s).URL(s) }\n"
	dir := f.in(t)
	var before []string
	for range 2 {
		cache := t.TempDir()
		if r := run(t, command(dir, []string{"GOCACHE=" + cache}, "go", "vet", "-vettool="+binary, "./...")); r.status != 0 {
			t.Fatalf("status %d\n%s", r.status, r.stderr)
		}
		var names []string
		err := filepath.WalkDir(cache, func(name string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(name, "-d") {
				return err
			}
			text, err := os.ReadFile(name)
			if !bytes.HasPrefix(text, []byte("go index")) { // which the go command keeps of folders that are old enough
				names = append(names, filepath.Base(name))
			}
			return err
		})
		if err != nil || len(names) < 8 {
			t.Fatalf("%d files in the cache, %v", len(names), err)
		}
		slices.Sort(names)
		if before != nil && !slices.Equal(before, names) {
			t.Errorf("the caches differ")
		}
		before = names
	}
}
