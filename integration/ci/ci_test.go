package ci

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const finding = "services/club/web/page.go"

func TestAction(t *testing.T) {
	w := newWorkspace(t)
	out, summary, status := w.action(map[string]string{"working-directory": "services/club", "sarif": "scopevet.sarif"})
	if status != 1 || !strings.Contains(out, "::error file="+finding+",line=") {
		t.Errorf("status %d, output\n%s", status, out)
	}
	if !strings.HasPrefix(summary, "## scopevet: ") || !strings.Contains(summary, "`"+finding+":") {
		t.Errorf("summary\n%s", summary)
	}
	var log struct{ Runs []struct{ Results []any } }
	if err := json.Unmarshal([]byte(w.read(filepath.Join(w.dir, "scopevet.sarif"))), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) == 0 {
		t.Errorf("SARIF: %v, %d runs", err, len(log.Runs))
	}
}

func TestActionInputs(t *testing.T) {
	for _, test := range []struct {
		name   string
		inputs map[string]string
		status int
		want   string
	}{
		{"findings that may be", map[string]string{"working-directory": "services/club", "fail-on": "off"}, 0, "::error file=" + finding},
		{"two packages", map[string]string{"working-directory": "services/club", "packages": "./kiosk ./internal/rest", "fail-on": "off"}, 0, "scopevet: 2 packages, "},
		{"flags", map[string]string{"working-directory": "services/club", "packages": "./kiosk", "flags": "-confidence certain -v"}, 1, "SSA built for"},
		{"no such package", map[string]string{"working-directory": "services/club", "packages": "./nope"}, 2, "nope"},
		{"no code", map[string]string{"packages": "$(touch pwned);touch pwned"}, 2, "scopevet: "},
		{"no code either", map[string]string{"working-directory": "`touch pwned`"}, 2, "scopevet: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorkspace(t)
			out, _, status := w.action(test.inputs)
			if status != test.status || !strings.Contains(out, test.want) || w.exists("pwned") || w.exists("scopevet.sarif") {
				t.Errorf("status %d, want %d; output\n%s", status, test.status, out)
			}
		})
	}
}

func TestGitLab(t *testing.T) {
	w := newWorkspace(t)
	out, status := w.gitlab(map[string]string{"SCOPEVET_DIRECTORY": "services/club"})
	if status != 1 || !strings.Contains(out, finding+":") {
		t.Fatalf("status %d, output\n%s", status, out)
	}
	var issues []struct{ Location struct{ Path string } }
	if err := json.Unmarshal([]byte(w.read(filepath.Join(w.dir, "scopevet.json"))), &issues); err != nil || len(issues) == 0 {
		t.Fatalf("%v, %d issues", err, len(issues))
	}
	if path := issues[0].Location.Path; !strings.HasPrefix(path, "services/club/") {
		t.Errorf("the first issue is in %s", path)
	}
	if out, status := w.gitlab(map[string]string{"SCOPEVET_DIRECTORY": "services/club", "SCOPEVET_FAIL_ON": "off"}); status != 0 {
		t.Errorf("status %d, output\n%s", status, out)
	}
}
