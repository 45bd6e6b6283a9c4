package analyzer

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestImports holds what a program takes on with the library: nothing in the
// whole closure of analyzer and policy can open a connection, start a program
// or load one, and no package of this module goes round the type system.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{.ImportPath}} {{join .Imports " "}}`, ".", "../policy").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		if slices.Contains([]string{"net", "net/http", "crypto/tls", "os/exec", "plugin"}, words[0]) {
			t.Errorf("%s is in the closure", words[0])
		}
		if !strings.HasPrefix(words[0], "github.com/scopevet/scopevet/") {
			continue
		}
		seen++
		for _, path := range words[1:] {
			if path == "unsafe" || path == "C" {
				t.Errorf("%s imports %s", words[0], path)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d packages of this module are there", seen)
	}
}
