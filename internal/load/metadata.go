package load

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A graph is what the go command says of the packages that the patterns match
// and of all that they import. Nothing in it is compiled or parsed.
type graph struct {
	platform Platform
	env      []string
	cgo      bool // enabled by env
	roots    []*packages.Package
	all      []*packages.Package // dependencies before their importers
	class    map[*packages.Package]class
}

// A class says whose code a package is.
type class int

const (
	standard   class = iota // the Go distribution's
	thirdParty              // of a module that the user requires
	own                     // of a main module, or matched by a pattern
)

const metadata = packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule

// list asks the go command for the packages that the patterns match.
func list(ctx context.Context, cfg *Config, base *goEnv, p Platform, patterns []string) (*graph, error) {
	cgo := p == base.platform() && base.CGO == "1"
	env := environ(p, base, cgo)
	pkgs, err := packages.Load(&packages.Config{
		Mode:       metadata,
		Context:    ctx,
		Dir:        cfg.Dir,
		Env:        env,
		BuildFlags: cfg.buildFlags(),
		Tests:      cfg.Tests,
	}, patterns...)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s", goListComplaint(err))
	}
	g := &graph{platform: p, env: env, cgo: cgo, class: make(map[*packages.Package]class)}
	rooted := make(map[*packages.Package]bool)
	for _, pkg := range pkgs {
		if !isTestMain(pkg) {
			g.roots = append(g.roots, pkg)
			rooted[pkg] = true
		}
	}
	packages.Visit(pkgs, nil, func(pkg *packages.Package) {
		if isTestMain(pkg) {
			return
		}
		g.all = append(g.all, pkg)
		switch {
		case rooted[pkg], pkg.Module != nil && pkg.Module.Main:
			g.class[pkg] = own
		case pkg.Module != nil:
			g.class[pkg] = thirdParty
		case within(filepath.Join(base.GOROOT, "src"), pkg.Dir) || pkg.Dir == "":
			g.class[pkg] = standard
		default:
			g.class[pkg] = own
		}
	})
	return g, nil
}

// hasFiles tells whether the patterns match a package of which the build
// constraints leave something.
func (g *graph) hasFiles() bool {
	return slices.ContainsFunc(g.roots, func(pkg *packages.Package) bool { return !excluded(pkg) })
}

// isTestMain recognises the main package that the go command makes up for a
// test binary.
func isTestMain(pkg *packages.Package) bool {
	return pkg.Name == "main" && strings.HasSuffix(pkg.ID, ".test")
}

// goListComplaint reduces an error of go list to what went wrong.
func goListComplaint(err error) string {
	text := oneLine(err.Error())
	text = strings.TrimPrefix(text, "err: exit status 1: stderr: ")
	return strings.TrimPrefix(text, "go: ")
}

// excluded tells whether nothing is wrong with the package but that the
// build constraints leave out all its files.
func excluded(pkg *packages.Package) bool {
	return len(pkg.GoFiles) == 0 && len(pkg.IgnoredFiles) > 0
}

// patternError returns what is wrong with the pattern that asked for pkg, or
// nil when there is a package.
func patternError(pkg *packages.Package) error {
	if len(pkg.GoFiles) > 0 || len(pkg.IgnoredFiles) > 0 || len(pkg.Errors) == 0 {
		return nil
	}
	return fmt.Errorf("%s", oneLine(pkg.Errors[0].Msg))
}

// within tells whether path is dir or lies in it.
func within(dir, path string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(rel)
}
