package load

import (
	"maps"
	"slices"
)

// A GoPackage is a matched package with its files, for those who read the
// files themselves.
type GoPackage struct {
	ImportPath string
	Dir        string   // absolute
	ModuleDir  string   // absolute; "" outside of modules
	GoFiles    []string // absolute, of the first configuration that has some
}

// GoPackages returns the matched packages, sorted by import path.
func (p *Program) GoPackages() []GoPackage {
	var out []GoPackage
	for _, path := range slices.Sorted(maps.Keys(p.Matched)) {
		pkg := p.Places.pkgs[path]
		if pkg == nil {
			continue
		}
		g := GoPackage{ImportPath: path, Dir: pkg.Dir, GoFiles: pkg.GoFiles}
		if pkg.Module != nil {
			g.ModuleDir = pkg.Module.Dir
		}
		out = append(out, g)
	}
	return out
}
