package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// fetch loads the management packages of one release, imported packages
// before their importers. It works in a module of its own: the go command
// resolves the SDK's dependencies there and nothing of ours is touched.
func fetch(ctx context.Context, path, version string) ([]*packages.Package, error) {
	dir, err := os.MkdirTemp("", "sdk-tables-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	mod := fmt.Sprintf("module tables\n\ngo 1.24\n\nrequire %s %s\n", path, version)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(mod), 0o644); err != nil {
		return nil, err
	}
	cfg := &packages.Config{
		Context: ctx,
		Dir:     dir,
		Mode:    packages.LoadSyntax | packages.NeedModule,
		Env: append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "CGO_ENABLED=0",
			"GOOS=linux", "GOARCH=amd64"),
	}
	pkgs, err := packages.Load(cfg, path+"/management/...")
	if err != nil {
		return nil, err
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			err = errors.Join(err, e)
		}
	}
	if err != nil {
		return nil, err
	}
	if len(pkgs) == 0 || pkgs[0].Module == nil || pkgs[0].Module.Version != version {
		return nil, fmt.Errorf("the go command loads another version")
	}
	return importsFirst(pkgs), nil
}

// importsFirst sorts packages so that each comes after those that it imports.
func importsFirst(pkgs []*packages.Package) []*packages.Package {
	ours := map[string]bool{}
	for _, p := range pkgs {
		ours[p.PkgPath] = true
	}
	var out []*packages.Package
	seen := map[string]bool{}
	var visit func(p *packages.Package)
	visit = func(p *packages.Package) {
		if seen[p.PkgPath] || !ours[p.PkgPath] {
			return
		}
		seen[p.PkgPath] = true
		paths := make([]string, 0, len(p.Imports))
		for path := range p.Imports {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		for _, path := range paths {
			visit(p.Imports[path])
		}
		out = append(out, p)
	}
	slices.SortFunc(pkgs, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	for _, p := range pkgs {
		visit(p)
	}
	return out
}
