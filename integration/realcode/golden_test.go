package realcode

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestGolden compares all that is found in modules that use Auth0 with what
// was reviewed. A golden file begins with remarks, of which one names the module and
// another the packages: "# module PATH VERSION SUM" and "# packages ./...".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("golden/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden results: %v", err)
	}
	program := build(t)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			head, old := split(string(text))
			m, packages, err := parseHead(head)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			dir, err := m.fetch(t.Context(), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			now, err := results(t, program, dir, packages)
			if err != nil {
				t.Fatal(err)
			}
			if slices.Equal(old, now) {
				return
			}
			if *update {
				if err := os.WriteFile(name, []byte(head+"\n"+strings.Join(now, "\n")+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s has changed: review it, and run go test -run TestGolden -update\n%s", name, difference(old, now))
		})
	}
}

// split returns the remarks of a golden file and its lines.
func split(text string) (head string, results []string) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			head += line
		} else if line = strings.TrimSuffix(line, "\n"); line != "" {
			results = append(results, line)
		}
	}
	return head, results
}

func parseHead(head string) (m module, packages []string, err error) {
	for line := range strings.Lines(head) {
		switch fields := strings.Fields(line); {
		case len(fields) == 5 && fields[1] == "module":
			m = module{fields[2], fields[3], fields[4]}
		case len(fields) > 2 && fields[1] == "packages":
			packages = fields[2:]
		}
	}
	if m.sum == "" || packages == nil {
		return m, nil, fmt.Errorf("a remark with the module or the packages is missing")
	}
	return m, packages, nil
}

// results returns all that is found in a module, a line each.
func results(t *testing.T, program, dir string, packages []string) ([]string, error) {
	t.Helper()
	found, err := run(t.Context(), program, dir, "check", packages...)
	if err != nil {
		return nil, err
	}
	inventory, err := run(t.Context(), program, dir, "scopes", packages...)
	if err != nil {
		return nil, err
	}
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, c := range inventory.Calls {
		var sets []string
		for _, set := range c.AnyOf {
			sets = append(sets, strings.Join(set, "+"))
		}
		add("call       %s:%d:%d %s %s %s %s: %s", c.File, c.Line, c.Column, c.Method, c.Path, c.Confidence, c.SDK, strings.Join(sets, " or "))
	}
	for _, u := range inventory.Unresolved {
		add("unresolved %s:%d %s", u.File, u.Line, u.Reason)
	}
	for _, p := range inventory.Programs {
		for _, s := range p.Scopes {
			add("scope      %s (%s) %s", p.Package, p.Context, s)
		}
	}
	for _, f := range found.Findings {
		add("%-10s %s:%d:%d %s [%s]", f.Severity, f.File, f.Line, f.Column, f.Message, f.Rule)
	}
	for _, r := range []receipt{found.Receipt, inventory.Receipt} {
		for _, fault := range r.Faults {
			t.Errorf("own fault: %s", fault)
		}
	}
	add("receipt    %d packages, %d files, %d calls, %d unresolved", found.Receipt.Packages, found.Receipt.Files, found.Receipt.Calls, found.Receipt.Unresolved)
	return out, nil
}

// difference lists what one has and the other has not.
func difference(old, now []string) string {
	var b strings.Builder
	for _, line := range old {
		if !slices.Contains(now, line) {
			fmt.Fprintf(&b, "- %s\n", line)
		}
	}
	for _, line := range now {
		if !slices.Contains(old, line) {
			fmt.Fprintf(&b, "+ %s\n", line)
		}
	}
	if b.Len() == 0 {
		return "the order of the lines"
	}
	return b.String()
}
