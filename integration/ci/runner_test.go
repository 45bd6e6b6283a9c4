package ci

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// A workspace is a checkout on a runner.
type workspace struct {
	t    *testing.T
	root string // of this repository
	dir  string
	temp string
	path string
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	w := &workspace{t: t, root: root, dir: t.TempDir(), temp: t.TempDir(), path: os.Getenv("PATH")}
	if err := os.CopyFS(filepath.Join(w.dir, "services", "club"), os.DirFS(filepath.Join(root, "testdata", "demo"))); err != nil {
		t.Fatal(err)
	}
	return w
}

// bash runs a script as runners do and returns what it prints, and its exit
// status.
func (w *workspace) bash(script string, env map[string]string) (string, int) {
	w.t.Helper()
	file := filepath.Join(w.temp, "script.sh")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		w.t.Fatal(err)
	}
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", file)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), "PATH="+w.path, "PWD="+w.dir)
	for name, value := range env {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func (w *workspace) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}

func (w *workspace) exists(name string) bool {
	_, err := os.Stat(filepath.Join(w.dir, name))
	return err == nil
}

// An action is what matters of a composite action.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Using string
		Steps []struct {
			Name, Shell, Run string
			Env              map[string]string
		}
	}
}

// action runs the steps with the inputs, and returns what they print, the
// summary, and the status of the step that ends it.
func (w *workspace) action(inputs map[string]string) (out, summary string, status int) {
	w.t.Helper()
	var a action
	if err := yaml.Unmarshal([]byte(w.read(filepath.Join(w.root, "action.yml"))), &a); err != nil {
		w.t.Fatal(err)
	}
	for name := range inputs {
		if _, ok := a.Inputs[name]; !ok {
			w.t.Fatalf("the action has no input %q", name)
		}
	}
	paths, summaryFile := filepath.Join(w.temp, "path"), filepath.Join(w.temp, "summary")
	for _, name := range []string{paths, summaryFile} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			w.t.Fatal(err)
		}
	}
	var all strings.Builder
	for _, step := range a.Runs.Steps {
		if a.Runs.Using != "composite" || step.Shell != "bash" || strings.Contains(step.Run, "${{") {
			w.t.Fatalf("step %q: shell %q; scripts take inputs as variables only", step.Name, step.Shell)
		}
		env := map[string]string{
			"GITHUB_ACTION_PATH": w.root, "GITHUB_WORKSPACE": w.dir, "RUNNER_TEMP": w.temp,
			"GITHUB_PATH": paths, "GITHUB_STEP_SUMMARY": summaryFile,
		}
		for name, value := range step.Env {
			input, ok := strings.CutPrefix(value, "${{ inputs.")
			input, closed := strings.CutSuffix(input, " }}")
			given, ok2 := inputs[input]
			if def, ok3 := a.Inputs[input]; !ok || !closed || !ok3 {
				w.t.Fatalf("step %q: %s: %s", step.Name, name, value)
			} else if !ok2 {
				given = def.Default
			}
			env[name] = given
		}
		printed, code := w.bash(step.Run, env)
		all.WriteString(printed)
		for line := range strings.Lines(w.read(paths)) {
			w.path = strings.TrimSpace(line) + string(os.PathListSeparator) + w.path
		}
		if code != 0 {
			status = code
			break
		}
	}
	return all.String(), w.read(summaryFile), status
}

// gitlab runs the job with the variables.
func (w *workspace) gitlab(variables map[string]string) (out string, status int) {
	w.t.Helper()
	var jobs map[string]struct {
		Variables map[string]string
		Script    []string
		Artifacts struct{ Reports map[string]string }
	}
	if err := yaml.Unmarshal([]byte(w.read(filepath.Join(w.root, "ci", "gitlab.yml"))), &jobs); err != nil {
		w.t.Fatal(err)
	}
	job, ok := jobs["scopevet"]
	if !ok || job.Artifacts.Reports["codequality"] != "scopevet.json" {
		w.t.Fatalf("the job is %+v", job)
	}
	maps.Copy(job.Variables, variables)
	return w.bash(strings.Join(job.Script, "\n"), job.Variables)
}
