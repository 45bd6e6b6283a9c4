package load

import (
	"go/build"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Config says what to load and under which build configuration.
type Config struct {
	// Dir is the directory that patterns and reported paths are relative to;
	// empty stands for the working directory.
	Dir string
	// Patterns are package patterns as the go command takes them.
	Patterns []string
	// Tests adds the test files of the matched packages.
	Tests bool
	// Tags are additional build tags.
	Tags []string
	// GOOS and GOARCH replace the go command's own when they are set. Naming
	// one asks for exactly that configuration: js/wasm is not added to it.
	GOOS, GOARCH string
	// Domains are the tenant's custom domains; a file that names one is
	// looked at.
	Domains []string
	// Bare makes a file that holds no more than "/api/v2" worth looking at.
	Bare bool
	// HTTPClient tells whether a package sends HTTP requests for its
	// importers. Nil knows none but net/http.
	HTTPClient func(importPath string) bool
	// Analyzer makes the analyzer for one platform. Its result type is
	// *analyzer.Result.
	Analyzer func(Platform) *analysis.Analyzer
	// Progress is told what the run is busy with, when it is not nil. Calls
	// do not overlap.
	Progress func(step string)
}

// A Platform is a build configuration's operating system and architecture.
type Platform struct {
	GOOS, GOARCH string
}

// String returns the platform as the go command writes it, "js/wasm".
func (p Platform) String() string { return p.GOOS + "/" + p.GOARCH }

// browser is the configuration that a web browser runs.
func browser() Platform { return Platform{GOOS: "js", GOARCH: "wasm"} }

func (c *Config) step(text string) {
	if c.Progress != nil {
		c.Progress(text)
	}
}

func (c *Config) isHTTPClient(path string) bool {
	return path == "net/http" || c.HTTPClient != nil && c.HTTPClient(path)
}

// root returns the absolute directory that the run starts from.
func (c *Config) root() (string, error) {
	if c.Dir == "" {
		return os.Getwd()
	}
	return filepath.Abs(c.Dir)
}

// buildFlags are the flags for every go list of the run.
func (c *Config) buildFlags() []string {
	if len(c.Tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(c.Tags, ",")}
}

// context returns the build context that decides which files belong to a
// platform without cgo.
func (c *Config) context(p Platform) *build.Context {
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH = p.GOOS, p.GOARCH
	ctx.BuildTags = c.Tags
	ctx.CgoEnabled = false
	return &ctx
}
