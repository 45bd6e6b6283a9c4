package vettool_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// A config is the part of the go command's description of a package that the
// test needs.
type config struct {
	ID, ImportPath, Dir, GoVersion, ModulePath, ModuleVersion string

	GoFiles                []string
	ImportMap, PackageVetx map[string]string
	VetxOnly               bool
	VetxOutput, Stdout     string
}

// What somebody else's package leaves to its importers is, to the byte, what
// unitchecker leaves of it: the two read each other's files.
func TestLeavesWhatUnitcheckerLeaves(t *testing.T) {
	m := newModule(t, `
-- go.mod --
module example.com/two

go 1.26
-- vendor/example.com/lib/lib.go --
package lib

import (
	"iter"
	"text/scanner"
)

// Name is a constant.
const Name = "lib" + "rary"

type Box[T any] struct{ inner *T }

func (b *Box[T]) All() iter.Seq[T] { return func(yield func(T) bool) { yield(*b.inner) } }

var Hidden = func() any { type local struct{ A int }; return local{} }()

func New[S ~[]E, E comparable](S) (s struct{ *scanner.Scanner }) { var used int; used++; return }
-- vendor/example.com/api/api.go --
package api

import "example.com/lib"

//go:generate echo "none"
const path = "GET /api/v2/" + lib.Name // a comment

func Users() string { lib.New([]int{1}); return "GET /api/v2/users" }
-- vendor/example.com/through/through.go --
package through

import "example.com/api"

func Users() string { return api.Users() }
`)
	type listed struct {
		ImportPath, Dir  string
		GoFiles, Imports []string
		ImportMap        map[string]string
	}
	out, status := drivertest.Run(t, m.dir, append(m.env, "CGO_ENABLED=0"), "go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,Imports,ImportMap", "iter", "text/scanner", "net/url")
	if status != 0 {
		t.Fatal(out)
	}
	var pkgs []listed
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for i, name := range p.GoFiles {
			p.GoFiles[i] = filepath.Join(p.Dir, name)
		}
		pkgs = append(pkgs, p)
	}
	vendored := func(name string, imports ...string) {
		dir := filepath.Join(m.dir, "vendor/example.com", name)
		pkgs = append(pkgs, listed{ImportPath: "example.com/" + name, Dir: dir, GoFiles: []string{filepath.Join(dir, name+".go")}, Imports: imports})
	}
	vendored("lib", "iter", "text/scanner")
	vendored("api", "example.com/lib")
	vendored("through", "example.com/api")
	vetx := make(map[string]string)
	for _, p := range pkgs {
		if p.ImportPath == "unsafe" {
			continue
		}
		c := config{ID: p.ImportPath, ImportPath: p.ImportPath, Dir: p.Dir, GoFiles: p.GoFiles, ImportMap: map[string]string{}, PackageVetx: map[string]string{}, Stdout: filepath.Join(m.dir, "stdout")}
		if strings.HasPrefix(p.ImportPath, "example.com/") {
			c.ModulePath, c.ModuleVersion = p.ImportPath, "v1.0.0"
		}
		for _, path := range p.Imports {
			real := path
			if mapped := p.ImportMap[path]; mapped != "" {
				real = mapped
			}
			c.ImportMap[path] = real
			if file := vetx[real]; file != "" {
				c.PackageVetx[real] = file
			}
		}
		full := m.leave(c)
		c.VetxOnly, c.Stdout = true, filepath.Join(m.dir, "unitchecker")
		if brief := m.leave(c); !bytes.Equal(full, brief) {
			t.Errorf("%s: unitchecker leaves %d bytes, and we %d", p.ImportPath, len(full), len(brief))
		}
		if _, err := os.Stat(c.Stdout); err == nil {
			t.Errorf("%s: it was left to unitchecker", p.ImportPath)
		}
		if facts := bytes.Contains(full, []byte("GET /api/v2/users")); facts != (p.ImportPath == "example.com/api" || p.ImportPath == "example.com/through") {
			t.Errorf("%s leaves facts: %t", p.ImportPath, facts)
		}
		vetx[p.ImportPath] = filepath.Join(m.dir, strings.ReplaceAll(p.ImportPath, "/", "_")+".vetx")
		drivertest.Write(t, vetx[p.ImportPath], string(full))
	}
}

// leave runs the tool on a package and returns what it leaves to importers.
func (m *module) leave(c config) []byte {
	m.t.Helper()
	c.VetxOutput = filepath.Join(m.dir, "vet.out")
	data, err := json.Marshal(c)
	if err != nil {
		m.t.Fatal(err)
	}
	name := filepath.Join(m.dir, "vet.cfg")
	drivertest.Write(m.t, name, string(data))
	tool, err := os.Executable()
	if err != nil {
		m.t.Fatal(err)
	}
	if out, status := drivertest.Run(m.t, m.dir, m.env, tool, "-json", name); status != 0 {
		m.t.Fatalf("%s: %s", c.ImportPath, out)
	}
	left, err := os.ReadFile(c.VetxOutput)
	if err != nil {
		m.t.Fatal(err)
	}
	return left
}
