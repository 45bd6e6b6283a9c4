package failures

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBrokenCode shows that what is in order is analysed, and what is not is
// named.
func TestBrokenCode(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		problem string
	}{
		"type error":     {"package b\n\nfunc H() int { return \"0123456789abcdef\" }\n", `b/c.go:3:23: cannot use "..." (untyped string constant) as int value in return statement`},
		"syntax error":   {"package b\n\nfunc {", "b/c.go:3:6: "},
		"missing module": {"package b\n\nimport _ \"example.com/nothere/x\"\n", "example.com/nothere/x"},
		"invalid UTF-8":  {"package b\n\nvar s = \"\xff\xfe auth0\"\n\xff", "b/c.go:3:10: illegal UTF-8 encoding"},
		"UTF-16":         {"\xff\xfe\x00", "illegal UTF-8 encoding"},
		"NUL":            {"package b\n\x00", "b/c.go: unexpected NUL in input"},
		"empty":          {"", "b/c.go"},
		"two packages":   {"package c\n", "found packages"},
		"import cycle":   {"package b\n\nimport _ \"example.com/m/b\"\n", "import cycle"},
		"a long line":    {"package b\n\nvar s = \"" + strings.Repeat("x", 1<<22) + "\"\n", ""},
		"many lines":     {"package b\n" + strings.Repeat("// auth0\n", 1<<20), ""},
		"deep":           {"package b\n\nvar x = " + strings.Repeat("(", 1<<18) + "1" + strings.Repeat(")", 1<<18) + "\n", "nesting depth"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scopevet(t, module().with("b/c.go", c.text).in(t)).finds(t, c.problem)
		})
	}
}

// TestOddFiles are names that lead to no file.
func TestOddFiles(t *testing.T) {
	for name, make := range map[string]func(name string) error{
		"a link to itself":  func(name string) error { return os.Symlink(filepath.Base(name), name) },
		"a link to nothing": func(name string) error { return os.Symlink("nothing", name) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := module().in(t)
			if err := make(filepath.Join(dir, "b", "c.go")); err != nil {
				t.Fatal(err)
			}
			scopevet(t, dir).finds(t, "b/c.go: ")
		})
	}
	t.Run("a folder", func(t *testing.T) {
		scopevet(t, module().with("b/c.go/x.txt", "").in(t)).finds(t, "")
	})
}

// TestUnreadable needs a user who may not read everything.
func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := module().in(t)
	if err := os.Chmod(filepath.Join(dir, "b", "b.go"), 0); err != nil {
		t.Fatal(err)
	}
	scopevet(t, dir).finds(t, "open b/b.go: permission denied")
	if err := os.Chmod(filepath.Join(dir, "b"), 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(dir, "b"), 0o777)
	scopevet(t, dir).fails(t, "open b: permission denied")
}

// TestPolicies are policy files that nobody writes by mistake.
func TestPolicies(t *testing.T) {
	bomb := "version: 1\ndomains: &a0 [x.example.com]\n"
	for i := 1; i < 10; i++ {
		bomb += strings.NewReplacer("N", string(rune('0'+i)), "M", string(rune('0'+i-1))).Replace("aN: &aN [*aM,*aM,*aM,*aM,*aM,*aM,*aM,*aM,*aM]\n")
	}
	for name, c := range map[string]struct{ text, want string }{
		"large":        {"version: 1\n# " + strings.Repeat("x", 10<<20), "policy file is larger than 1 MiB"},
		"deep":         {"version: 1\ncontexts: " + strings.Repeat("{a: ", 20_000), "exceeded max depth"},
		"itself":       {"version: 1\nrules: &r\n  x: *r\n", "unknown rule"},
		"no UTF-8":     {"version: 1\n\xff\xfe\n", "not valid YAML"},
		"a null byte":  {"version: 1\x00\n", "not valid YAML"},
		"a bomb":       {bomb + "contexts: *a9\n", "unknown key"},
		"in the lists": {"version: 1\nrules: {}\ndomains: &d [*d, *d]\n", "domain"},
	} {
		t.Run(name, func(t *testing.T) {
			r := scopevet(t, module().with(".scopevet.yaml", c.text).in(t))
			if r.status != 2 || r.stdout != "" || !strings.Contains(r.stderr, c.want) || len(r.stderr) > 4000 {
				t.Errorf("status %d\n%s%.4000s", r.status, r.stdout, r.stderr)
			}
		})
	}
}
