package docstest

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks follows the links from page to page.
func TestLinks(t *testing.T) {
	for _, name := range documents(t) {
		for i, line := range readPage(t, name).lines {
			for _, m := range link.FindAllStringSubmatch(line, -1) {
				to, _, _ := strings.Cut(m[1], "#")
				if to == "" || strings.Contains(to, "://") {
					continue
				}
				if found, err := filepath.Glob(filepath.Join(root, filepath.Dir(name), to)); err != nil || len(found) == 0 {
					t.Errorf("%s:%d: the link leads nowhere: %s", name, i+1, to)
				}
			}
		}
	}
}
