package load

import (
	"context"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/analyzer"
)

// An outcome is what became of one package of the source set.
type outcome struct {
	result  *analyzer.Result // nil when the analyzer failed
	problem string           // why the package was not analysed, or only in part
}

// analyze type-checks the source set and runs the analyzer over it, each
// package after those that it imports. The syntax of a package is let go as
// soon as it is analysed.
func (g *graph) analyze(ctx context.Context, cfg *Config, set map[*packages.Package]bool) (map[*packages.Package]*outcome, error) {
	c := &checker{
		cfg:   cfg,
		graph: g,
		fset:  token.NewFileSet(),
		sizes: types.SizesFor("gc", g.platform.GOARCH),
	}
	cfg.step(fmt.Sprintf("compiling dependencies for %s (the first run takes a while)", g.platform))
	if err := c.prepare(ctx, set); err != nil {
		return nil, err
	}

	run := &runner{
		checker: c,
		root:    cfg.Analyzer(g.platform),
		facts:   newFactStore(),
		tasks:   make(map[*packages.Package]*task),
	}
	if err := analysis.Validate([]*analysis.Analyzer{run.root}); err != nil {
		return nil, err
	}
	var order []*task
	for _, pkg := range g.all {
		if set[pkg] {
			t := &task{pkg: pkg, index: len(order), done: make(chan struct{})}
			run.tasks[pkg] = t
			order = append(order, t)
		}
	}
	var (
		wg       sync.WaitGroup
		slots    = make(chan struct{}, runtime.GOMAXPROCS(0))
		mu       sync.Mutex
		finished int
	)
	cfg.step(fmt.Sprintf("analysing %d packages", len(order)))
	for _, t := range order {
		wg.Go(func() {
			defer close(t.done)
			for _, dep := range t.pkg.Imports {
				if other := run.before(t, dep); other != nil {
					<-other.done
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return
			}
			run.do(t)
			if ctx.Err() != nil {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			finished++
			cfg.step(fmt.Sprintf("analysing %d/%d", finished, len(order)))
		})
	}
	// A pass cannot be stopped; whoever interrupts the run does not wait for it.
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	outcomes := make(map[*packages.Package]*outcome)
	for _, t := range order {
		outcomes[t.pkg] = &t.outcome
	}
	return outcomes, nil
}

// A runner runs one analyzer over the packages of one platform.
type runner struct {
	checker *checker
	root    *analysis.Analyzer
	facts   *factStore
	tasks   map[*packages.Package]*task
}

// A task is the work for one package. types and outcome may be read once done
// is closed.
type task struct {
	pkg     *packages.Package
	index   int // in the order of the analysis
	types   *types.Package
	outcome outcome
	done    chan struct{}
}

// before returns the task of an imported package, or nil when there is none.
// In an import cycle, which no compiler accepts, the first package of the
// order does without the last.
func (r *runner) before(t *task, dep *packages.Package) *task {
	if other := r.tasks[dep]; other != nil && other.index < t.index {
		return other
	}
	return nil
}

// do checks and analyses one package. A crash is the tool's own fault and
// costs that package only.
func (r *runner) do(t *task) {
	defer func() {
		if p := recover(); p != nil {
			t.outcome = outcome{problem: fmt.Sprintf("scopevet failed here, please report it: %v%s", p, crashSite())}
		}
	}()
	u := r.checker.check(t.pkg, func(path string) *types.Package {
		if dep := t.pkg.Imports[path]; dep != nil {
			if other := r.before(t, dep); other != nil {
				return other.types
			}
			if r.tasks[dep] != nil {
				return nil // in an import cycle
			}
			path = dep.PkgPath
		}
		if found := r.checker.imported[path]; found != nil && found.Complete() {
			return found
		}
		return nil
	})
	t.types = u.types
	t.outcome.problem = problem(t.pkg, u)
	if len(u.files) == 0 {
		return
	}
	result, err := r.run(t.pkg, u, r.root, make(map[*analysis.Analyzer]any))
	if err != nil {
		t.outcome.problem = oneLine(err.Error())
		return
	}
	t.outcome.result, _ = result.(*analyzer.Result)
}

// run runs an analyzer on a package, after those that it requires.
func (r *runner) run(pkg *packages.Package, u *unit, a *analysis.Analyzer, results map[*analysis.Analyzer]any) (any, error) {
	if done, ok := results[a]; ok {
		return done, nil
	}
	inputs := make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		result, err := r.run(pkg, u, req, results)
		if err != nil {
			return nil, err
		}
		inputs[req] = result
	}
	pass := &analysis.Pass{
		Analyzer:     a,
		Fset:         r.checker.fset,
		Files:        u.files,
		OtherFiles:   pkg.OtherFiles,
		IgnoredFiles: pkg.IgnoredFiles,
		Pkg:          u.types,
		TypesInfo:    u.info,
		TypesSizes:   r.checker.sizes,
		TypeErrors:   u.typeErrs,
		Module:       module(pkg.Module),
		ResultOf:     inputs,
		Report:       func(analysis.Diagnostic) {}, // the result carries the findings
		ReadFile:     os.ReadFile,
	}
	r.facts.bind(pass)
	result, err := a.Run(pass)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.Name, err)
	}
	results[a] = result
	return result, nil
}

// module describes a package's module to the analyzer; it is never nil.
func module(m *packages.Module) *analysis.Module {
	if m == nil {
		return &analysis.Module{}
	}
	out := &analysis.Module{
		Path: m.Path, Version: m.Version, Time: m.Time, Main: m.Main, Indirect: m.Indirect,
		Dir: m.Dir, GoMod: m.GoMod, GoVersion: m.GoVersion,
	}
	if m.Replace != nil {
		out.Replace = module(m.Replace)
	}
	return out
}

// problem says in one line what is wrong with the code of a package, or
// nothing.
func problem(pkg *packages.Package, u *unit) string {
	var first string
	count := len(u.errs)
	switch {
	case len(pkg.Errors) > 0:
		first = listError(pkg.Errors[0])
		count = max(count, len(pkg.Errors))
	case len(u.errs) > 0:
		first = u.errs[0].Error()
	default:
		return ""
	}
	if count > 1 {
		first += fmt.Sprintf(" (and %d more)", count-1)
	}
	return oneLine(first)
}

// listError renders a complaint of the go command about a package.
func listError(err packages.Error) string {
	if err.Pos == "" || err.Pos == "-" || strings.HasPrefix(err.Msg, err.Pos) {
		return err.Msg
	}
	return err.Pos + ": " + err.Msg
}

// crashSite names the innermost function of the module on the stack of a
// panic, which a report of the crash needs.
func crashSite() string {
	pc := make([]uintptr, 64)
	frames := runtime.CallersFrames(pc[:runtime.Callers(2, pc)])
	var names []string
	for {
		f, more := frames.Next()
		names = append(names, f.Function)
		if !more {
			break
		}
	}
	// Everything up to the runtime's panic belongs to the recovery.
	if i := slices.Index(names, "runtime.gopanic"); i >= 0 {
		for _, name := range names[i+1:] {
			if strings.Contains(name, "scopevet/") {
				return " (in " + name + ")"
			}
		}
	}
	return ""
}
