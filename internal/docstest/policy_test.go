package docstest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/policyfile"
)

// TestPolicyExamples loads the policy files that the pages show.
func TestPolicyExamples(t *testing.T) {
	for _, name := range documents(t) {
		for _, b := range readPage(t, name).blocks {
			text := b.text()
			switch {
			case !b.is("yaml"):
				continue
			case strings.HasPrefix(text, "version: 1\n"):
			case strings.HasPrefix(text, "rules:\n"), strings.HasPrefix(text, "contexts:\n"):
				text = "version: 1\n" + text
			default:
				continue // another program's
			}
			t.Run(fmt.Sprintf("%s:%d", name, b.line()), func(t *testing.T) {
				file := filepath.Join(t.TempDir(), ".scopevet.yaml")
				write(t, file, []byte(text))
				if _, err := policyfile.Load(file); err != nil {
					t.Error(err)
				}
			})
		}
	}
}
