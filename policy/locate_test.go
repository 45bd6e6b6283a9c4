package policy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLocate(t *testing.T) {
	work := "go 1.26\n\nuse (\n\t./a // the main one\n\t\"./b c\"\n)\nuse ./d\n"
	for _, test := range []struct {
		name  string
		files []string // "name" or "name=contents"; P is the policy file
		dir   string
		want  string // directory of the file, "-" for none, "!" and the nested file
	}{
		{"beside go.mod", []string{"go.mod", "P"}, ".", "."},
		{"from a package", []string{"go.mod", "P", "x/y/z.go"}, "x/y", "."},
		{"none", []string{"go.mod", "x/z.go"}, "x", "-"},
		{"above the module", []string{"P", "m/go.mod"}, "m", "-"},
		{"nested below the module", []string{"go.mod", "P", "x/P", "x/y/z.go"}, "x/y", "!x"},
		{"nested alone", []string{"go.mod", "x/P"}, "x", "!x"},
		{"nested elsewhere", []string{"go.mod", "P", "x/P", "y/z.go"}, "y", "."},
		{"nested module", []string{"go.mod", "P", "m/go.mod"}, "m", "-"},
		{"no module", []string{"P", "x/z.go"}, "x", "-"},
		{"module of a cache", []string{"mod/x@v1.2.3/go.mod", "mod/x@v1.2.3/P", "mod/x@v1.2.3/y/z.go"}, "mod/x@v1.2.3/y", "-"},

		{"beside go.work", []string{"go.work=" + work, "P", "a/go.mod", "a/x/z.go"}, "a/x", "."},
		{"beside go.work, quoted name", []string{"go.work=" + work, "P", "b c/go.mod"}, "b c", "."},
		{"beside go.work, single use", []string{"go.work=" + work, "P", "d/go.mod"}, "d", "."},
		{"go.work that does not list it", []string{"go.work=" + work, "P", "e/go.mod"}, "e", "-"},
		{"module of a workspace without a file there", []string{"go.work=" + work, "a/go.mod", "a/P", "a/x/z.go"}, "a/x", "a"},
		{"beside both", []string{"go.work=" + work, "P", "a/go.mod", "a/P"}, "a", "!a"},
		{"directory of go.work", []string{"go.work=" + work, "P", "a/go.mod"}, ".", "."},
		{"both in one directory", []string{"go.work=use .\n", "go.mod", "P", "x/z.go"}, "x", "."},
		{"between module and go.work", []string{"go.work=use ./m/a\n", "P", "m/P", "m/a/go.mod"}, "m/a", "!m"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			for _, f := range test.files {
				name, contents, _ := strings.Cut(f, "=")
				if base := filepath.Base(name); base == "P" {
					name = filepath.Join(filepath.Dir(name), FileName)
				}
				name = filepath.Join(root, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(contents), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			got, err := Locate(filepath.Join(root, test.dir))
			if nested, ok := strings.CutPrefix(test.want, "!"); ok {
				place := filepath.Join(root, nested, FileName)
				if err == nil || !strings.HasPrefix(err.Error(), place+": nested policy file; only ") {
					t.Errorf("error %v, want one about %s", err, place)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			if test.want != "-" {
				want = filepath.Join(root, test.want, FileName)
			}
			if got != want {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

func TestUses(t *testing.T) {
	work := "go 1.26 // use ./no\nuse ./a\nuse(\n ./b\n)\nuse (\n\t`./c d` // ./x\n\n\t../e\n)\nreplace x => ./y\n"
	if got, want := uses(work), []string{"./a", "./b", "./c d", "../e"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWorkspaceModules(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.work", "go 1.26\nuse ./a\n")
	write("a/x/x.go", "package x\n")
	write("b/go.work", "use (\n\t.\n\t../a/y/..\n)\n")
	for _, test := range []struct{ dir, gowork, want string }{
		{".", "", "a"},
		{"a/x", "", "a"},
		{"b", "", "b a"},
		{"b", "off", ""},
		{"b", "go.work", "a"},
		{"b", "missing.work", "!"},
	} {
		gowork := test.gowork
		if strings.HasSuffix(gowork, ".work") {
			gowork = filepath.Join(root, gowork)
		}
		dirs, err := WorkspaceModules(filepath.Join(root, test.dir), gowork)
		var got []string
		for _, dir := range dirs {
			dir, _ = filepath.Rel(root, dir)
			got = append(got, dir)
		}
		if err != nil {
			got = []string{"!"}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("in %s with GOWORK=%s: %q (%v), want %q", test.dir, test.gowork, got, err, test.want)
		}
	}
}

func TestCheckPatterns(t *testing.T) {
	tree := fstest.MapFS{
		"go.mod":                    {},
		"main.go":                   {},
		"web/app/app_js.go":         {}, // constrained by its name
		"web/app/testdata/x.go":     {},
		"web/dist/index.html":       {},
		"cmd/usersync/main.go":      {},
		"nested/go.mod":             {},
		"nested/n.go":               {},
		"vendor/example.com/x/x.go": {},
		"_old/o.go":                 {},
		"docs/.hidden/h.go":         {},
		"docs/_draft.go":            {},
	}
	check := func(tree fstest.MapFS, patterns ...string) (lines []string) {
		file := "version: 1\ncontexts:\n- name: a\n  kind: m2m\n  packages:\n"
		for _, p := range patterns {
			file += "  - " + p + "\n"
		}
		f, err := Parse("p", []byte(file), vocabulary(t))
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range f.CheckPatterns(tree) {
			lines = append(lines, err.Error())
		}
		return lines
	}
	if got := check(tree, ".", "./...", "./web/...", "./web/app", "./cmd/usersync/...", "./web/app/testdata", "./web/app/testdata/..."); got != nil {
		t.Errorf("%q", got)
	}
	got := check(tree, "./webb/...", "./web", "./cmd/user-sync", "./nested", "./nested/...", "./docs/...", "./quite/another")
	want := []string{
		`p:6:5: pattern "./webb/..." matches no directory with Go files; did you mean "./web/..."?`,
		`p:7:5: pattern "./web" matches no directory with Go files`,
		`p:8:5: pattern "./cmd/user-sync" matches no directory with Go files; did you mean "./cmd/usersync"?`,
		`p:9:5: pattern "./nested" matches no directory with Go files`,
		`p:10:5: pattern "./nested/..." matches no directory with Go files`,
		`p:11:5: pattern "./docs/..." matches no directory with Go files`,
		`p:12:5: pattern "./quite/another" matches no directory with Go files`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	delete(tree, "go.mod")
	tree["go.work"] = &fstest.MapFile{Data: []byte("use ./nested\n")}
	if got := check(tree, "./nested", "./nested/..."); got != nil {
		t.Errorf("in a workspace: %q", got)
	}
}
