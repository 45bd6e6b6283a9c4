package load

// Dir returns the directory of a package on disk, or "" when it is not known.
func (p *Places) Dir(importPath string) string {
	if pkg := p.pkgs[importPath]; pkg != nil {
		return pkg.Dir
	}
	return ""
}
