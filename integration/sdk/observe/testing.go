package observe

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tables is the folder of the generated tables, from a test package.
const tables = "../../../internal/sdk/tables"

// Observe fails for each method that could not be made to send anything, and
// logs what the others send in the format of a table. With OBSERVED set, it
// also writes that to a file in the folder of this name.
func Observe(t *testing.T, s SDK) {
	seen := s.run(t)
	calls := 0
	for _, o := range seen {
		if o.failure != nil {
			t.Errorf("%s could not be called by reflection: %v", o.key(), o.failure)
		}
		if len(o.requests) > 0 {
			calls++
		}
	}
	text := format(s, seen)
	t.Logf("%s %s: %d methods call the API\n%s", s.Path, s.version(), calls, text)
	if dir := os.Getenv("OBSERVED"); dir != "" {
		name := filepath.Join(dir, strings.TrimSuffix(s.Table, ".txt")+"-"+s.version()+".txt")
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Table compares what the SDK sends with its generated table, both ways. Run
// it with -count=1: go test does not notice a change of a file outside of the
// module.
func Table(t *testing.T, s SDK) {
	file, err := os.Open(filepath.Join(tables, s.Table))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("there is no table of %s yet", s.Path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	seen := s.run(t)
	entries, err := parseTable(file, s.version())
	if err != nil {
		t.Fatalf("%s: %v", s.Table, err)
	}
	for _, difference := range entries.diff(seen) {
		t.Errorf("%s %s: %s", s.Table, s.version(), difference)
	}
}

// run returns what all methods of the SDK do.
func (s SDK) run(t *testing.T) []observation {
	t.Helper()
	seen, err := s.observe()
	if err != nil {
		t.Fatal(err)
	}
	return seen
}
