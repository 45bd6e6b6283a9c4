package load

import (
	"bytes"
	"context"
	"maps"
	"os"
	"slices"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/triage"
)

// sdkModule matches the modules of Auth0's Go SDK.
var sdkModule = lazy.Regexp(`^(github\.com/auth0/go-auth0(/v\d+)?|gopkg\.in/auth0\.v\d+)$`)

// sourceSet returns the packages that are worth loading from source: those
// whose text speaks of Auth0, those that import them, the user's own packages
// that these need, and the third-party wrappers of HTTP and of the environment
// that a speaking package calls. It is empty when nothing speaks of Auth0.
//
// The set is closed: a package between two of its members is a member. From
// export data alone, the calls through such a package would be lost.
func (g *graph) sourceSet(ctx context.Context, cfg *Config) (map[*packages.Package]bool, error) {
	sdk := g.sdkClosure()
	var candidates []*packages.Package
	for _, pkg := range g.all {
		if g.class[pkg] != standard && !sdk[pkg] {
			candidates = append(candidates, pkg)
		}
	}
	hits, err := newScanner(cfg).packages(ctx, candidates, func(pkg *packages.Package) bool { return g.class[pkg] == own })
	if err != nil || len(hits) == 0 {
		return nil, err
	}

	set := make(map[*packages.Package]bool)
	for pkg := range hits {
		set[pkg] = true
		for _, dep := range pkg.Imports {
			if g.class[dep] == thirdParty && !sdk[dep] && (importsHTTPClient(cfg, dep) || offersDefaults(dep)) {
				set[dep] = true
			}
		}
	}
	g.addImporters(set, nil)
	g.addOwnDependencies(set)
	g.addImporters(set, g.reach(set))
	return set, nil
}

// addImporters adds whatever imports a member, however far away, and is one
// of among; nil stands for every package.
func (g *graph) addImporters(set, among map[*packages.Package]bool) {
	for _, pkg := range g.all { // dependencies come first
		if set[pkg] || g.class[pkg] == standard || among != nil && !among[pkg] {
			continue
		}
		for _, dep := range pkg.Imports {
			if set[dep] {
				set[pkg] = true
				break
			}
		}
	}
}

// reach returns the packages of set and all that they import.
func (g *graph) reach(set map[*packages.Package]bool) map[*packages.Package]bool {
	reached := maps.Clone(set)
	for i := len(g.all) - 1; i >= 0; i-- { // importers come first
		if pkg := g.all[i]; reached[pkg] {
			for _, dep := range pkg.Imports {
				reached[dep] = true
			}
		}
	}
	return reached
}

// addOwnDependencies adds the user's packages that a member imports, however
// far away: they hold the helpers, the configuration and the wrappers.
func (g *graph) addOwnDependencies(set map[*packages.Package]bool) {
	for i := len(g.all) - 1; i >= 0; i-- { // importers come first
		if pkg := g.all[i]; set[pkg] {
			for _, dep := range pkg.Imports {
				if g.class[dep] == own {
					set[dep] = true
				}
			}
		}
	}
}

// sdkClosure returns the packages of the SDK and all that they import, except
// the user's own. The SDK is known from a table; its source is megabytes.
func (g *graph) sdkClosure() map[*packages.Package]bool {
	closure := make(map[*packages.Package]bool)
	for i := len(g.all) - 1; i >= 0; i-- {
		pkg := g.all[i]
		if g.class[pkg] == own {
			continue
		}
		if pkg.Module != nil && sdkModule().MatchString(pkg.Module.Path) {
			closure[pkg] = true
		}
		if closure[pkg] {
			for _, dep := range pkg.Imports {
				if g.class[dep] != own {
					closure[dep] = true
				}
			}
		}
	}
	return closure
}

func importsHTTPClient(cfg *Config, pkg *packages.Package) bool {
	for path := range pkg.Imports {
		if cfg.isHTTPClient(path) {
			return true
		}
	}
	return false
}

// defaulting matches functions that take a name and what stands for it.
var defaulting = lazy.Regexp(`\bfunc [A-Z]\w*\((\w+, ?\w+|\w+ string, ?\w+) string\) string\b`)

// offersDefaults reports whether a package reads the environment with defaults
// that its callers give: secrets are written there.
func offersDefaults(pkg *packages.Package) bool {
	if pkg.Imports["os"] == nil {
		return false
	}
	reads := false
	var may [][]byte // files that hold the end of such a function's type
	for _, name := range pkg.GoFiles {
		src, err := os.ReadFile(name)
		if err != nil {
			continue // whoever loads it will say so
		}
		reads = reads || triage.ReadsEnvironment(string(src))
		if bytes.Contains(src, []byte(" string) string")) {
			may = append(may, src)
		}
	}
	return reads && slices.ContainsFunc(may, defaulting().Match)
}
