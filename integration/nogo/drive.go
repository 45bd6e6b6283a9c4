package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A driver runs nogo over the packages of the module in the working directory.
type driver struct {
	nogo    string
	root    string // where an action sees its files
	out     string // of the actions: facts
	noFacts bool

	dir     string // of the module
	version string // of Go
}

// A unit is a package as the go command lists it. The package with its tests
// in it is another one, as it is for rules_go.
type unit struct {
	ImportPath, Dir, Export  string
	GoFiles, CompiledGoFiles []string
	Imports                  []string
	ImportMap                map[string]string
	Module                   *struct {
		Path, Dir string
		Main      bool
	}
}

// all runs an action for each package, dependencies first, and tells whether
// one failed.
func (d *driver) all(patterns []string) (failed bool, err error) {
	for _, dir := range []string{d.root, d.out} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return false, err
		}
	}
	if d.dir, err = os.Getwd(); err != nil {
		return false, err
	}
	version, err := command(d.dir, "go", "env", "GOVERSION")
	if err != nil {
		return false, err
	}
	d.version, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(version), "go"), " ")
	units, err := list(patterns)
	if err != nil {
		return false, err
	}
	exports, facts := map[string]string{}, map[string]string{}
	for _, u := range units {
		// The main package of a test is generated, and what does not exist has
		// no module.
		if exports[u.ImportPath] = u.Export; u.Module == nil || strings.HasSuffix(u.ImportPath, ".test") {
			continue
		}
		file, ok, err := d.action(u, exports, facts)
		if err != nil {
			return false, err
		}
		if !d.noFacts {
			facts[u.ImportPath] = file
		}
		failed = failed || !ok
	}
	return failed, nil
}

// list returns the packages and what they import, dependencies first.
func list(patterns []string) ([]unit, error) {
	cmd := exec.Command("go", append([]string{"list", "-e", "-test", "-deps", "-export", "-compiled", "-json=ImportPath,Dir,Export,GoFiles,CompiledGoFiles,Imports,ImportMap,Module"}, patterns...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", cmd, err, &errs)
	}
	var units []unit
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var u unit
		switch err := dec.Decode(&u); {
		case errors.Is(err, io.EOF):
			return units, nil
		case err != nil:
			return nil, err
		}
		units = append(units, u)
	}
}

// action runs nogo on a package as rules_go's builder does, and returns the
// file with its facts. Nogo fails on findings, and on a package that does not
// compile; both are printed.
func (d *driver) action(u unit, exports, facts map[string]string) (file string, ok bool, err error) {
	name := strings.NewReplacer("/", "_", " ", "_").Replace(u.ImportPath)
	path, _, _ := strings.Cut(u.ImportPath, " ") // without "[p.test]"
	file = filepath.Join(d.out, name+".facts")
	importcfg := filepath.Join(d.out, name+".importcfg")
	args := []string{"-p", path, "-importcfg", importcfg, "-go_version", d.version, "-x", file}
	if !u.Module.Main {
		args = append(args, "-facts_only") // as nogo's default has it for other repositories
	}
	written := map[string]string{} // how the source names what it imports
	for from, to := range u.ImportMap {
		written[to] = from
	}
	var packages strings.Builder
	for _, imp := range u.Imports {
		seen := cmp.Or(written[imp], imp)
		if exports[imp] != "" {
			fmt.Fprintf(&packages, "packagefile %s=%s\n", seen, exports[imp])
		}
		if facts[imp] != "" {
			args = append(args, "-fact", seen+"="+facts[imp])
		}
	}
	if err := os.WriteFile(importcfg, []byte(packages.String()), 0o666); err != nil {
		return "", false, err
	}
	// What cgo generates is looked at, and nothing is reported there.
	for _, f := range u.files() {
		if filepath.IsAbs(f) {
			args = append(args, "-ignore", f)
		}
	}
	sources, err := d.sources(u)
	if err != nil || len(sources) == 0 {
		return "", true, err
	}
	cmd := exec.Command(d.nogo, append(args, sources...)...)
	cmd.Dir = d.root
	cmd.Env = append(os.Environ(), "PWD="+d.root)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	var exit *exec.ExitError
	switch err := cmd.Run(); {
	case err == nil:
		return file, true, nil
	case errors.As(err, &exit) && exit.ExitCode() == 3: // findings
		return file, false, nil
	case errors.As(err, &exit) && exit.Exited():
		return "", false, nil
	default:
		return "", false, err
	}
}

// sources lays out the files of a package as an action sees them, and returns
// their names: nothing but Go files, with other modules in a folder of theirs.
func (d *driver) sources(u unit) ([]string, error) {
	dir, err := filepath.Rel(d.dir, u.Dir)
	if err != nil {
		return nil, err
	}
	if !u.Module.Main {
		within, err := filepath.Rel(u.Module.Dir, u.Dir)
		if err != nil {
			return nil, err
		}
		dir = filepath.Join("external", strings.ReplaceAll(u.Module.Path, "/", "_"), within)
	}
	if err := os.MkdirAll(filepath.Join(d.root, dir), 0o777); err != nil {
		return nil, err
	}
	var names []string
	for _, f := range u.files() {
		if filepath.IsAbs(f) { // generated by cgo
			names = append(names, f)
			continue
		}
		name := filepath.Join(dir, f)
		if err := os.Symlink(filepath.Join(u.Dir, f), filepath.Join(d.root, name)); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// files are those that the compiler sees, where the package compiles.
func (u *unit) files() []string {
	if len(u.CompiledGoFiles) == 0 {
		return u.GoFiles
	}
	return u.CompiledGoFiles
}
