// Package drivertest helps to test drivers without the real analyzer: it has
// a tiny analyzer with the same kind of result, and runs the go command on
// small modules. Only tests import it.
package drivertest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Unpack writes a txtar archive into a new directory and returns it.
func Unpack(t *testing.T, archive string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		Write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

// Write writes a file and the directories above it.
func Write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Env returns the environment for the go command: no network, no flags of the
// machine's owner, and the settings given.
func Env(settings ...string) []string {
	return append(os.Environ(), append([]string{"GOPROXY=off", "GOSUMDB=off", "GOFLAGS=-mod=mod", "GOWORK="}, settings...)...)
}

// Run runs a program in a directory and returns what it prints on both
// outputs, and its exit status.
func Run(t *testing.T, dir string, env []string, name string, args ...string) (output string, status int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(slices.Clone(env), "PWD="+dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s %s: %v", name, strings.Join(args, " "), err)
	}
	return out.String(), cmd.ProcessState.ExitCode()
}
