package vettool

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The ID that is read is the one that the go command reads, and a chosen one
// is none.
func TestBuildID(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte("package main\n\nfunc main() {}\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, flag := range []string{"-ldflags=", "-ldflags=-buildid=chosen", "-ldflags=-buildid="} {
		name := filepath.Join(dir, "program")
		cmd := exec.CommandContext(t.Context(), "go", "build", flag, "-o", name, "main.go")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		id, err := exec.CommandContext(t.Context(), "go", "tool", "buildid", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.TrimSpace(string(id))
		if flag != "-ldflags=" {
			want = ""
		}
		program, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(buildID(program[:min(len(program), 64<<10)])); got != want {
			t.Errorf("%s: got %q, want %q", flag, got, want)
		}
	}
}
