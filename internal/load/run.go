package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/analyzer"
)

// A Program is what a run found out about the matched packages and about
// those that they are made of.
type Program struct {
	// Results are the analyzer's, one for each package that was analysed,
	// sorted by import path.
	Results []*analyzer.Result
	// Matched holds the import paths of the packages that the patterns match.
	// Findings elsewhere are not the user's.
	Matched map[string]bool
	// Packages and Files count the matched packages and their Go files.
	Packages, Files int
	// Platforms are the configurations that were loaded, the host's first.
	Platforms []Platform
	// Problems are the packages whose code is not in order, sorted.
	Problems []Problem
	// Excluded counts the files that no configuration includes.
	Excluded []Excluded
	// Places renders the frames of the results.
	Places *Places

	imports map[string]map[string]bool // import closure, filled on demand
	direct  map[string][]string
}

// Imports tells whether a package imports another, however far away.
func (p *Program) Imports(from, to string) bool {
	closure := p.imports[from]
	if closure == nil {
		closure = make(map[string]bool)
		queue := []string{from}
		for len(queue) > 0 {
			next := queue[0]
			queue = queue[1:]
			for _, dep := range p.direct[next] {
				if !closure[dep] {
					closure[dep] = true
					queue = append(queue, dep)
				}
			}
		}
		p.imports[from] = closure
	}
	return closure[to]
}

// A Problem is a package that could not be analysed, or only in part.
type Problem struct {
	Package string
	Reason  string // one line, with a position where there is one
}

// A UsageError is a run that cannot start: no module, or a pattern that names
// nothing. Its text is one line and says what to do.
type UsageError string

func (e UsageError) Error() string { return string(e) }

// ErrNoPackages says that the patterns are in order and match nothing.
var ErrNoPackages = errors.New("the patterns match no packages")

// Run loads the packages of the configuration and analyses those that can
// have to do with Auth0. Code that does not type-check is no error: the
// program says what was left out. Errors are UsageErrors, ErrNoPackages, the
// context's, and what the go command complains about.
func Run(ctx context.Context, cfg Config) (*Program, error) {
	if len(cfg.Patterns) == 0 {
		cfg.Patterns = []string{"."}
	}
	root, err := cfg.root()
	if err != nil {
		return nil, err
	}
	cfg.step("loading packages")
	env, err := readGoEnv(ctx, cfg.Dir)
	if err != nil {
		return nil, err
	}
	if !env.inModule() && !allFiles(cfg.Patterns) {
		return nil, UsageError(fmt.Sprintf("no go.mod in %s or above it: run scopevet inside a Go module, or name one with -C DIR", root))
	}
	r := &run{cfg: &cfg, root: root, env: env, places: newPlaces(root, env)}
	if err := r.load(ctx); err != nil {
		return nil, err
	}
	return r.program(), nil
}

// A run collects what the configurations of one program say.
type run struct {
	cfg    *Config
	root   string
	env    *goEnv
	places *Places

	graphs   []*graph
	results  []*analyzer.Result
	problems map[string]string
	excluded []Excluded
}

// load goes through the host's configuration and, where there is code for the
// browser, through js/wasm.
func (r *run) load(ctx context.Context) error {
	host := r.env.platform()
	asked := r.cfg.GOOS != "" || r.cfg.GOARCH != ""
	if asked {
		host = Platform{cmp.Or(r.cfg.GOOS, host.GOOS), cmp.Or(r.cfg.GOARCH, host.GOARCH)}
	}
	var (
		mods    []mainModule
		modsErr error
		done    = make(chan struct{})
	)
	go func() {
		defer close(done)
		mods, modsErr = mainModules(ctx, r.cfg.Dir)
	}()
	g, err := list(ctx, r.cfg, r.env, host, r.cfg.Patterns)
	<-done
	if err != nil {
		return r.explain(err)
	}
	if modsErr != nil && ctx.Err() == nil {
		mods = nil // packages outside of any module: there is nothing to search
	}
	for _, pkg := range g.roots {
		if err := patternError(pkg); err != nil {
			return UsageError(err.Error())
		}
	}
	hidden := g.hiddenFiles(r.cfg, r.root, mods)
	if len(g.roots) == 0 && len(hidden) == 0 {
		return ErrNoPackages
	}
	if err := r.analyze(ctx, g, nil); err != nil {
		return err
	}
	if !asked && host != browser() {
		if hidden, err = r.loadBrowser(ctx, hidden); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(r.graphs, (*graph).hasFiles) {
		return r.nothingLeft(hidden)
	}
	r.excluded = countExcluded(r.cfg, hidden)
	return ctx.Err()
}

// loadBrowser loads js/wasm for the packages that have files of their own in
// that configuration, and returns the hidden files that are still hidden.
func (r *run) loadBrowser(ctx context.Context, files []hidden) ([]hidden, error) {
	var rest []hidden
	var patterns []string
	for _, h := range files {
		if includes(r.cfg, browser(), h.file) {
			patterns = append(patterns, h.importPath)
		} else {
			rest = append(rest, h)
		}
	}
	if len(patterns) == 0 {
		return rest, nil
	}
	slices.Sort(patterns)
	patterns = slices.Compact(patterns)
	r.cfg.step("loading packages for js/wasm")
	g, err := list(ctx, r.cfg, r.env, browser(), patterns)
	if err != nil {
		return nil, err
	}
	return rest, r.analyze(ctx, g, g.roots)
}

// analyze runs the analyzer over one configuration. With targets, only what
// these are made of counts.
func (r *run) analyze(ctx context.Context, g *graph, targets []*packages.Package) error {
	r.graphs = append(r.graphs, g)
	r.places.add(g)
	set, err := g.sourceSet(ctx, r.cfg)
	if err != nil {
		return err
	}
	if targets != nil {
		set = g.trim(set, targets)
	}
	r.complain(g)
	if len(set) == 0 {
		return nil
	}
	outcomes, err := g.analyze(ctx, r.cfg, set)
	if err != nil {
		return err
	}
	for _, pkg := range g.all {
		o := outcomes[pkg]
		if o == nil {
			continue
		}
		if o.result != nil {
			r.results = append(r.results, o.result)
		}
		if o.problem != "" {
			r.problem(pkg.PkgPath, o.problem)
		}
	}
	return nil
}

// trim keeps the members of the set that a target is made of.
func (g *graph) trim(set map[*packages.Package]bool, targets []*packages.Package) map[*packages.Package]bool {
	wanted := make(map[*packages.Package]bool)
	for _, pkg := range targets {
		wanted[pkg] = set[pkg]
	}
	for i := len(g.all) - 1; i >= 0; i-- { // importers come first
		if pkg := g.all[i]; wanted[pkg] {
			for _, dep := range pkg.Imports {
				if set[dep] {
					wanted[dep] = true
				}
			}
		}
	}
	for pkg, ok := range wanted {
		if !ok {
			delete(wanted, pkg)
		}
	}
	return wanted
}

// complain records what the go command says of the user's packages, whether
// or not they are worth loading: what it cannot find, nobody can read.
func (r *run) complain(g *graph) {
	for _, pkg := range g.all {
		if g.class[pkg] == own && len(pkg.Errors) > 0 && !excluded(pkg) {
			r.problem(pkg.PkgPath, listError(pkg.Errors[0]))
		}
	}
}

func (r *run) problem(path, reason string) {
	if r.problems == nil {
		r.problems = make(map[string]string)
	}
	if r.problems[path] == "" {
		r.problems[path] = withoutTexts(oneLine(strings.ReplaceAll(reason, r.root+string(os.PathSeparator), "")))
	}
}

// explain puts a way out beside the go command's commonest complaints.
func (r *run) explain(err error) error {
	text := err.Error()
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case strings.Contains(text, "updates to go.mod needed"), strings.Contains(text, "inconsistent vendoring"):
		return UsageError(text)
	}
	return UsageError("go list: " + text)
}

// nothingLeft says that the build constraints leave nothing to analyse.
func (r *run) nothingLeft(files []hidden) error {
	var labels []string
	for _, h := range files {
		labels = append(labels, constraintOf(h.file))
	}
	slices.Sort(labels)
	labels = slices.Compact(labels)
	return fmt.Errorf("%w: build constraints leave out every file (%s); choose a configuration with -goos, -goarch or -tags", ErrNoPackages, strings.Join(labels, ", "))
}

// program puts the configurations together.
func (r *run) program() *Program {
	p := &Program{
		Results:  merge(r.results),
		Matched:  make(map[string]bool),
		Excluded: r.excluded,
		Places:   r.places,
		imports:  make(map[string]map[string]bool),
		direct:   make(map[string][]string),
	}
	files := make(map[string]bool)
	packages := make(map[string]bool)
	for _, g := range r.graphs {
		p.Platforms = append(p.Platforms, g.platform)
		for _, pkg := range g.all {
			for _, dep := range pkg.Imports {
				p.direct[pkg.PkgPath] = append(p.direct[pkg.PkgPath], dep.PkgPath)
			}
		}
		for _, pkg := range g.roots {
			if len(pkg.GoFiles) == 0 {
				continue
			}
			p.Matched[pkg.PkgPath] = true
			packages[strings.TrimSuffix(pkg.PkgPath, "_test")] = true
			for _, name := range pkg.GoFiles {
				files[name] = true
			}
		}
	}
	p.Packages, p.Files = len(packages), len(files)
	for path, reason := range r.problems {
		p.Problems = append(p.Problems, Problem{path, reason})
	}
	slices.SortFunc(p.Problems, func(a, b Problem) int { return cmp.Compare(a.Package, b.Package) })
	return p
}

// allFiles tells whether the patterns are Go files, which need no module.
func allFiles(patterns []string) bool {
	return !slices.ContainsFunc(patterns, func(p string) bool { return !strings.HasSuffix(p, ".go") })
}
