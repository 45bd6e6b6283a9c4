package policy

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Locate finds the policy file that holds for the package in dir: beside the
// go.mod of its module, or beside the go.work that lists this module. It
// returns "" when there is none.
//
// A policy file anywhere else between dir and that place would look as if it
// held and does not, so that it is an error (a *FileError that names it), and
// so is one beside both files. A module in the module cache is somebody
// else's: what it says about itself does not hold here. Other modules that
// the main one depends on cannot be told apart by their directory; callers
// ask for packages of the main module.
func Locate(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	var passed []string // policy files on the way up, the first one deepest
	for {
		if exists(filepath.Join(dir, "go.mod")) || exists(filepath.Join(dir, "go.work")) {
			break
		}
		if p := filepath.Join(dir, FileName); exists(p) {
			passed = append(passed, p)
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil // no module: nothing says where a policy file would be
		}
		dir = parent
	}
	module := dir
	if strings.Contains(filepath.Base(module), "@v") {
		return "", nil
	}
	root := module
	if w, between, ok := workspace(module); ok && w != module {
		own, shared := exists(filepath.Join(module, FileName)), exists(filepath.Join(w, FileName))
		if shared || !own {
			root = w
			passed = append(passed, between...)
		}
	}
	found := filepath.Join(root, FileName)
	if len(passed) > 0 {
		return "", &FileError{File: passed[0], Message: "nested policy file; only " + found + " is read: move it there"}
	}
	if !exists(found) {
		return "", nil
	}
	return found, nil
}

// workspace returns the directory of the nearest go.work at or above the
// module, if it lists it, and the policy files from the module up to there,
// the last directory excluded.
func workspace(module string) (root string, passed []string, ok bool) {
	for dir := module; ; dir = filepath.Dir(dir) {
		if data, err := os.ReadFile(filepath.Join(dir, "go.work")); err == nil {
			if slices.Contains(usedModules(dir, data), module) {
				return dir, passed, true
			}
			return "", nil, false
		}
		if p := filepath.Join(dir, FileName); exists(p) {
			passed = append(passed, p)
		}
		if filepath.Dir(dir) == dir {
			return "", nil, false
		}
	}
}

// WorkspaceModules returns the directories of the modules that the go command
// works on together when it runs in dir: those that the nearest go.work lists,
// or the file that gowork, the environment's GOWORK, names. There are none
// without a workspace, and with "off". The error is that of reading the file.
func WorkspaceModules(dir, gowork string) ([]string, error) {
	switch {
	case gowork == "off":
		return nil, nil
	case gowork == "":
		dir, err := filepath.Abs(dir)
		if err != nil {
			return nil, err
		}
		for gowork = filepath.Join(dir, "go.work"); !exists(gowork); gowork = filepath.Join(dir, "go.work") {
			if filepath.Dir(dir) == dir {
				return nil, nil
			}
			dir = filepath.Dir(dir)
		}
	}
	data, err := os.ReadFile(gowork)
	if err != nil {
		return nil, err
	}
	return usedModules(filepath.Dir(gowork), data), nil
}

// usedModules returns the directories that the go.work file in dir lists.
func usedModules(dir string, work []byte) []string {
	modules := uses(string(work))
	for i, use := range modules {
		use = filepath.FromSlash(use)
		if !filepath.IsAbs(use) {
			use = filepath.Join(dir, use)
		}
		modules[i] = filepath.Clean(use)
	}
	return modules
}

// uses returns the directories that a go.work file lists, as written.
func uses(work string) []string {
	var dirs []string
	block := false
	for line := range strings.Lines(work) {
		line, _, _ = strings.Cut(line, "//")
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0:
			continue
		case block && fields[0] == ")":
			block = false
			continue
		case block:
		case fields[0] == "use" && len(fields) > 1 && fields[1] == "(", fields[0] == "use(":
			block = true
			continue
		case fields[0] == "use" && len(fields) > 1:
			fields = fields[1:]
		default:
			continue
		}
		dir := strings.Join(fields, " ")
		if s, err := strconv.Unquote(dir); err == nil {
			dir = s
		}
		dirs = append(dirs, dir)
	}
	return dirs
}

func exists(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}
