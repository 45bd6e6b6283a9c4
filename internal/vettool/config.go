package vettool

import (
	"encoding/json"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A unit is the part of the go command's description of a package that
// decides how it is treated.
type unit struct {
	ID            string // "p", or "p [q.test]" as built for the test of q
	ImportPath    string
	Dir           string
	GoFiles       []string
	NonGoFiles    []string
	IgnoredFiles  []string // left out by build constraints
	GoVersion     string
	ModulePath    string
	ModuleVersion string
	Module        *analysis.Module  // tells the same from Go 1.27 on
	ImportMap     map[string]string // package paths of the imports
	PackageVetx   map[string]string // what the imports left, by package path
	VetxOnly      bool              // wanted for its facts only
	VetxOutput    string            // where to leave what importers need
}

// readUnit reads a description.
func readUnit(data []byte) (*unit, error) {
	u := new(unit)
	if err := json.Unmarshal(data, u); err != nil {
		return nil, err
	}
	if u.Module == nil {
		u.Module = &analysis.Module{Path: u.ModulePath, Version: u.ModuleVersion, GoVersion: u.GoVersion}
	}
	u.ModulePath, u.ModuleVersion = u.Module.Path, u.Module.Version
	return u, nil
}

// own tells whether the package is the user's: of the main module, of a
// module of the workspace, or of one that a directory replaces.
func (u *unit) own() bool {
	dir := filepath.ToSlash(u.Dir)
	if strings.Contains(dir, "/vendor/") || within(filepath.Join(os.Getenv("GOROOT"), "src"), u.Dir) || within(os.Getenv("GOMODCACHE"), u.Dir) {
		return false
	}
	return u.ModulePath != "" || u.ImportPath == "command-line-arguments"
}

// within tells whether a file is in a directory; nothing is in "".
func within(dir, name string) bool {
	if dir == "" || dir == "src" {
		return false
	}
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// reportsLost tells whether the package's findings would get lost. The go
// command's cache does not know whether a package was asked for or needed for
// its facts only, so that what is analysed for its facts is never reported.
//
// A package with tests in the package itself is another package to the go
// command when it is asked for, and nothing is lost. Neither is it when fixes
// are applied: the go command looks for those separately, and must not get
// any for packages that nobody asked for.
func (o *options) reportsLost(u *unit) bool {
	return u.VetxOnly && !strings.Contains(u.ID, " ") && (!o.fix || o.diff) && !o.hasOwnTest(u)
}

// hasOwnTest tells whether a test file of the current configuration belongs
// to the package itself, and not to the external test package beside it.
func (o *options) hasOwnTest(u *unit) bool {
	if len(u.GoFiles) == 0 {
		return false
	}
	names, err := filepath.Glob(filepath.Join(u.Dir, "*_test.go"))
	if err != nil {
		return false
	}
	ctx := build.Default // the go command sets GOOS and GOARCH for its tools
	ctx.BuildTags = strings.FieldsFunc(o.tags, func(r rune) bool { return r == ',' || r == ' ' })
	own := packageName(u.GoFiles[0])
	for _, name := range names {
		if ok, err := ctx.MatchFile(u.Dir, filepath.Base(name)); err == nil && ok && packageName(name) == own {
			return true
		}
	}
	return false
}

func packageName(file string) string {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
	if err != nil {
		return ""
	}
	return f.Name.Name
}

// asRoot writes a copy of a description that asks for diagnostics too, and
// returns its name. It stands in the go command's own work directory, which
// the go command removes.
func asRoot(name string, data []byte) (string, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return "", err
	}
	if fields == nil {
		return "", fmt.Errorf("%s is no file of the go command", name)
	}
	fields["VetxOnly"] = json.RawMessage("false")
	edited, err := json.Marshal(fields)
	if err != nil {
		return "", err
	}
	copied := strings.TrimSuffix(name, ".cfg") + ".root.cfg"
	return copied, os.WriteFile(copied, edited, 0o600)
}
