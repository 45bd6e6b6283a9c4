package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// MaxFact is the size in bytes that no package's facts exceed, of any code that
// is measured here.
const MaxFact = 64 << 10

// facts are the sizes of the facts of a code base's packages, as go vet stores
// them.
type facts struct {
	packages, with, total, largest int
}

// factsOf runs go vet and looks at what it leaves.
func factsOf(code codebase, tool, tmp string) (facts, error) {
	var f facts
	work, err := os.MkdirTemp(tmp, "facts")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(work)
	cmd := exec.Command("go", "vet", "-work", "-vettool="+tool, "./...")
	cmd.Dir = code.dir
	cmd.Env = append(os.Environ(), "GOTMPDIR="+work, "GOWORK=off")
	_ = cmd.Run() // findings
	names, err := filepath.Glob(filepath.Join(work, "*", "*", "vet.out"))
	if err != nil {
		return f, err
	}
	if len(names) == 0 {
		return f, fmt.Errorf("go vet left nothing of %s", code.name)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return f, err
		}
		if len(data) < 12 {
			return f, fmt.Errorf("%s is too short", name)
		}
		n := int(binary.LittleEndian.Uint32(data[8:]))
		f.packages++
		f.total += n
		f.largest = max(f.largest, n)
		if n > 0 {
			f.with++
		}
	}
	return f, nil
}
