package golangci_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	_ "github.com/scopevet/scopevet/golangci"
)

// names makes the linter in a directory and returns its analyzers' names.
func names(t *testing.T, dir string, settings any) (string, error) {
	t.Helper()
	t.Chdir(dir)
	make, err := register.GetPlugin("scopevet")
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := make(settings)
	if err != nil {
		return "", err
	}
	analyzers, err := plugin.BuildAnalyzers()
	if err != nil {
		return "", err
	}
	var list []string
	for _, a := range analyzers {
		list = append(list, a.Name)
	}
	return strings.Join(list, " "), nil
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestNamesFollowThePolicy(t *testing.T) {
	dir := t.TempDir()
	sub := filepath.Join(dir, "sub")
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n")
	write(t, filepath.Join(sub, "sub.go"), "package sub\n")
	policy := filepath.Join(dir, ".scopevet.yaml")

	seen := make(map[string]string)
	check := func(what string, dir string, settings any, same string) {
		t.Helper()
		got, err := names(t, dir, settings)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if !strings.HasPrefix(got, "scopevet scopevet_policy_") {
			t.Errorf("%s: analyzers %s", what, got)
		}
		if same != "" && got != seen[same] {
			t.Errorf("%s: analyzers %s, want those of %s, %s", what, got, same, seen[same])
		}
		for other, names := range seen {
			if same == "" && names == got {
				t.Errorf("%s and %s have the same analyzers: %s", what, other, got)
			}
		}
		seen[what] = got
	}
	check("no policy", dir, nil, "")
	write(t, policy, "version: 1\n")
	check("a policy", dir, nil, "")
	check("the policy from below", sub, map[string]any{}, "a policy")
	write(t, policy, "version: 1\nedition: current\n")
	check("a changed policy", dir, nil, "")
	write(t, filepath.Join(dir, "other.yaml"), "version: 1\n")
	check("a named policy", dir, map[string]any{"policy": "other.yaml"}, "")
	check("the named policy from below", sub, map[string]any{"policy": "other.yaml"}, "a named policy")
	check("an inline policy", dir, map[string]any{"rules": map[string]any{"spa-endpoint": "off"}}, "")
	check("the inline policy from below", sub, map[string]any{"rules": map[string]any{"spa-endpoint": "off"}}, "an inline policy")
	check("a changed inline policy", dir, map[string]any{"rules": map[string]any{"spa-endpoint": "note"}}, "")
	check("another confidence", dir, map[string]any{"confidence": "certain"}, "")
}

func TestBadSettings(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n")
	write(t, filepath.Join(dir, "bad.yaml"), "version: 1\nrule: {}\n")
	for _, test := range []struct {
		settings any
		want     string
	}{
		{map[string]any{"polcy": "x"}, `unknown field "polcy"`},
		{map[string]any{"confidence": "high"}, `unknown confidence "high"`},
		{map[string]any{"policy": "absent.yaml"}, "absent.yaml does not exist"},
		{map[string]any{"policy": "bad.yaml"}, "bad.yaml:2:1: "},
		{"text", "decoding settings"},
		{map[string]any{"contexts": []any{map[string]any{"name": "web", "kind": "spy", "packages": []any{"."}}}}, "settings of scopevet: "},
		{map[string]any{"rules": map[string]any{"spa-endpont": "off"}}, "did you mean"},
		{map[string]any{"policy": "bad.yaml", "edition": "current"}, "it is one or the other"},
	} {
		if _, err := names(t, dir, test.settings); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("settings %v: error %v, want %q", test.settings, err, test.want)
		}
	}
}
