package docstest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestConsoleExamples runs every console block: the commands behind "$ ", one
// after the other, and compares what they print, standard error included. A
// block begins in the repository's root, and "cd" is understood.
func TestConsoleExamples(t *testing.T) {
	needSDK(t)
	for _, name := range documents(t) {
		p := readPage(t, name)
		for _, b := range slices.Backward(p.blocks) {
			if len(b.info) == 0 || b.info[0] != "console" {
				continue
			}
			t.Run(fmt.Sprintf("%s:%d", name, b.line()), func(t *testing.T) {
				got := session(t, b.text())
				switch {
				case got == b.text():
				case *update:
					p.replace(b, got)
				default:
					t.Errorf("the page shows\n%s\nbut it is\n%s\n(go test ./internal/docstest -update rewrites it)", b.text(), got)
				}
			})
		}
		if *update {
			p.write(t)
		}
	}
}

// TestFirstCommand runs what the README tells everybody to run first: it must
// find something, and say so by its status.
func TestFirstCommand(t *testing.T) {
	needSDK(t)
	first := readPage(t, "README.md").blocks[0]
	command := strings.TrimSpace(first.text())
	out, status := run(t, root, command)
	if status != 1 || !strings.Contains(out, "[spa-endpoint]") {
		t.Errorf("%s: status %d, want 1 and findings of spa-endpoint\n%s", command, status, out)
	}
}

// session runs a console block's commands and returns the block as it is to
// be.
func session(t *testing.T, text string) string {
	t.Helper()
	dir := root
	var out strings.Builder
	for line := range strings.Lines(text) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue
		}
		out.WriteString("$ " + command + "\n")
		if to, ok := strings.CutPrefix(command, "cd "); ok {
			dir = filepath.Join(dir, to)
			continue
		}
		printed, _ := run(t, dir, command)
		out.WriteString(printed)
	}
	return out.String()
}

// run runs a shell command with scopevet in the path and returns what it
// prints. "go run" stands for the binary that is built already; as with the
// real one, a failing status is printed.
func run(t *testing.T, dir, command string) (string, int) {
	t.Helper()
	direct := strings.Replace(command, "go run ./cmd/scopevet", "scopevet", 1)
	cmd := exec.Command("sh", "-c", direct)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+binDir+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	status := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		status = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	text := portable(string(out))
	if direct != command && status != 0 {
		text += fmt.Sprintf("exit status %d\n", status)
	}
	return text, status
}
