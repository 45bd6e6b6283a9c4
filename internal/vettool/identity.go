package vettool

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"go/version"
	"hash"
	"io"
	"os"
	"runtime"

	"github.com/scopevet/scopevet/internal/policyfile"
)

// printVersion answers -V=full. The line becomes part of the key of the go
// command's cache, so that it stands for all that an answer depends on: the
// program, and every policy file that the run can meet, by name and contents.
//
// It runs once, in the caller's directory, before any package: errors that
// concern the whole run are said here, and each time.
func printVersion(w io.Writer, mode string) error {
	if mode != "full" {
		return fmt.Errorf("unsupported flag -V=%s: use -V=full, or \"scopevet version\"", mode)
	}
	// The go command tells its tools its own version.
	if err := checkGo(os.Getenv("GOVERSION")); err != nil {
		return err
	}
	h := sha256.New()
	if err := hashExecutable(h); err != nil {
		return err
	}
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	files, err := policyfile.Discover(dir)
	if err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintf(h, "policy %q %s\n", file.Path, file.Digest())
	}
	_, err = fmt.Fprintf(w, "scopevet version devel buildID=%x\n", h.Sum(nil))
	return err
}

// hashExecutable hashes the program: its build ID, which the go command makes
// of all that went into it, or without one every byte.
func hashExecutable(h hash.Hash) error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	// Where the linker leaves the ID, see cmd/internal/buildid.
	begin := make([]byte, 64<<10)
	n, err := io.ReadFull(f, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	if id := buildID(begin[:n]); id != nil {
		_, err = h.Write(id)
		return err
	}
	_, err = io.Copy(h, io.MultiReader(bytes.NewReader(begin[:n]), f))
	return err
}

// buildID returns the build ID in the beginning of a program, nil for none or
// for one that somebody chose: the go command's own has four parts.
func buildID(program []byte) []byte {
	_, rest, _ := bytes.Cut(program, []byte("\xff Go build ID: \""))
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok { // an ELF note: lengths of name and text, type 4, name, text
		i := bytes.Index(program, []byte("\x04\x00\x00\x00Go\x00\x00"))
		if i < 4 {
			return nil
		}
		rest, n := program[i+8:], binary.LittleEndian.Uint32(program[i-4:])
		if uint64(n) > uint64(len(rest)) {
			return nil
		}
		id = rest[:n]
	}
	if bytes.Count(id, []byte("/")) != 3 || len(id) < 60 {
		return nil
	}
	return id
}

// checkGo refuses code of a Go version that is newer than the one the tool
// was built with: its type checker does not know the language.
func checkGo(wanted string) error {
	have := version.Lang(runtime.Version())
	if lang := version.Lang(wanted); lang == "" || have == "" || version.Compare(lang, have) <= 0 {
		return nil
	}
	return fmt.Errorf("built with %s, which cannot read code for %s: build scopevet again with %s", runtime.Version(), wanted, wanted)
}
