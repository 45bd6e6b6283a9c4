package failures

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// binary is the command under test.
var binary string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "scopevet-failures-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	binary = filepath.Join(dir, "scopevet")
	build := exec.Command("go", "build", "-o", binary, "./cmd/scopevet")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// files are the texts of a folder by their names.
type files map[string]string

// A module with one finding, and a package that makes the call through another.
func module() files {
	return files{
		"go.mod": "module example.com/m\n\ngo 1.26\n",
		"a/a.go": "package a\n\nimport \"net/http\"\n\nfunc F() { http.Get(\"https://m.eu.auth0.com/api/v2/userz\") }\n",
		"b/b.go": "package b\n\nimport \"example.com/m/a\"\n\nfunc G() { a.F() }\n",
	}
}

// finding is what is found in the module.
const finding = "a/a.go:5:12: GET /api/v2/userz is no endpoint of the Management API; did you mean GET /api/v2/users? [endpoint-unknown]\n"

// with returns the files with others beside them.
func (f files) with(name, text string) files {
	f[name] = text
	return f
}

// in writes the files into a new folder.
func (f files) in(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range f {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A result is what a run prints, and its exit status.
type result struct {
	stdout, stderr string
	status         int
}

// command prepares a run in a folder; settings are of the environment, and an
// empty one takes a variable away.
func command(dir string, settings []string, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	env := append(os.Environ(), "GOPROXY=off", "GOFLAGS=", "GOWORK=", "GOTOOLCHAIN=local", "PWD="+dir)
	for _, s := range settings {
		if name, gone := strings.CutSuffix(s, "="); gone && name != "GOFLAGS" {
			for i := len(env) - 1; i >= 0; i-- {
				if strings.HasPrefix(env[i], s) {
					env = append(env[:i], env[i+1:]...)
				}
			}
			continue
		}
		env = append(env, s)
	}
	cmd.Env = env
	return cmd
}

func run(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var out, errs bytes.Buffer
	if cmd.Stdout == nil {
		cmd.Stdout = &out
	}
	if cmd.Stderr == nil {
		cmd.Stderr = &errs
	}
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// scopevet runs the command on all packages of a folder.
func scopevet(t *testing.T, dir string, settings ...string) result {
	t.Helper()
	return run(t, command(dir, settings, binary, "./..."))
}

// fails checks that a run ended with status 2, one line that says what is
// wrong, and nothing else.
func (r result) fails(t *testing.T, want string) {
	t.Helper()
	if r.status != 2 || r.stdout != "" || strings.Count(r.stderr, "\n") != 1 || !strings.HasPrefix(r.stderr, "scopevet: ") || !strings.Contains(r.stderr, want) {
		t.Errorf("status %d, want an error with %q\n%s%s", r.status, want, r.stdout, r.stderr)
	}
}

// finds checks that a run found what there is, and named what is not in order.
func (r result) finds(t *testing.T, problem string) {
	t.Helper()
	if r.status != 1 || r.stdout != finding || strings.Contains(r.stderr, "not in order") != (problem != "") || !strings.Contains(r.stderr, problem) {
		t.Errorf("status %d, want the finding and the problem %q\n%s%s", r.status, problem, r.stdout, r.stderr)
	}
}

// namespaced returns a command that runs in Linux namespaces of its own.
func namespaced(t *testing.T, flags string, command ...string) []string {
	t.Helper()
	args := append([]string{"unshare", flags}, command...)
	if out, err := exec.Command("unshare", flags, "true").CombinedOutput(); err != nil {
		if os.Getenv("SCOPEVET_NAMESPACES") != "" {
			t.Fatalf("unshare: %v\n%s", err, out)
		}
		t.Skipf("unshare: %v", err)
	}
	return args
}
