package load

import (
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/analyzer"
)

// Places turns the frames of a result into paths for people.
type Places struct {
	root   string // what paths are relative to
	real   string // root without symbolic links
	goroot string
	cache  string                       // the module cache
	pkgs   map[string]*packages.Package // by import path
}

func newPlaces(root string, env *goEnv) *Places {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		real = root
	}
	return &Places{
		root: root, real: real,
		goroot: filepath.Join(env.GOROOT, "src"), cache: env.GOMODCACHE,
		pkgs: make(map[string]*packages.Package),
	}
}

func (p *Places) add(g *graph) {
	for _, pkg := range g.all {
		if old := p.pkgs[pkg.PkgPath]; old == nil || old.Dir == "" {
			p.pkgs[pkg.PkgPath] = pkg
		}
	}
}

// File returns the path of the frame's file, always with forward slashes:
// relative to the working directory for code in a local directory,
// "module@version/path" for code of another module, "std/path" for the
// standard library.
func (p *Places) File(f analyzer.Frame) string {
	pkg := p.pkgs[f.Package]
	switch {
	case pkg == nil:
		return path.Join(f.Package, f.File)
	case p.goroot != "" && within(p.goroot, pkg.Dir):
		return path.Join("std", f.Package, f.File)
	case p.isLocal(pkg):
		return p.Path(filepath.Join(pkg.Dir, f.File))
	}
	mod := pkg.Module
	if mod.Replace != nil && mod.Replace.Version != "" {
		mod = mod.Replace
	}
	inModule := strings.TrimPrefix(strings.TrimPrefix(pkg.PkgPath, pkg.Module.Path), "/")
	return path.Join(mod.Path+"@"+mod.Version, inModule, f.File)
}

// Path returns an absolute file name relative to the working directory.
func (p *Places) Path(name string) string {
	for _, base := range []string{p.root, p.real} {
		if rel, err := filepath.Rel(base, name); err == nil && (filepath.IsLocal(rel) || base == p.real) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(name)
}

// Package returns the package's directory as a user would name it; for the
// working directory itself, the last element of the import path.
func (p *Places) Package(importPath string) string {
	pkg := p.pkgs[importPath]
	if pkg == nil || pkg.Dir == "" || !p.isLocal(pkg) {
		return importPath
	}
	if dir := p.Path(pkg.Dir); dir != "." {
		return dir
	}
	return path.Base(importPath)
}

// Foreign tells whether the package belongs to another module or to the
// standard library.
func (p *Places) Foreign(importPath string) bool {
	pkg := p.pkgs[importPath]
	return pkg == nil || !p.isLocal(pkg) || p.goroot != "" && within(p.goroot, pkg.Dir)
}

// isLocal tells whether the package's files are ones that the user edits.
func (p *Places) isLocal(pkg *packages.Package) bool {
	if pkg.Module == nil || pkg.Module.Main {
		return true
	}
	if p.cache != "" && within(p.cache, pkg.Dir) {
		return false
	}
	return !strings.Contains(filepath.ToSlash(pkg.Dir), "/vendor/"+pkg.PkgPath)
}
