package docstest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShellBlocks makes sure that every command on the pages below docs is run
// by somebody: console blocks are run here, and a block that says "sh NAME" by a
// script of the integration folders. One that nobody can run says "sh untried".
func TestShellBlocks(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(root, "integration", "*", "run"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range scripts {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	for _, name := range documents(t) {
		if !strings.HasPrefix(name, "docs/") {
			continue
		}
		for _, b := range readPage(t, name).blocks {
			if len(b.info) == 0 || b.info[0] != "sh" || b.is("sh", "untried") {
				continue
			}
			if info := strings.Join(b.info, " "); len(b.info) == 1 || !strings.Contains(all.String(), `"`+info+`"`) {
				t.Errorf("%s:%d: no script below integration runs the block %q", name, b.line(), info)
			}
		}
	}
}
