package vettool

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/load"
	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/policy"
)

// checkUnit analyses the package that a cfg file of the go command describes.
// It returns nil where nothing can matter, and an error where it cannot; else
// the process ends with unitchecker.
func (o *options) checkUnit(name string, make func(analyzer.Options) *analysis.Analyzer) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	u, err := readUnit(data)
	if err != nil {
		return fmt.Errorf("%s is no file of the go command: %w", name, err)
	}
	if err := checkGo(u.GoVersion); err != nil {
		return err
	}
	opts := analyzer.Options{Confidence: o.confidence, FactsOnly: u.VetxOnly}
	if f := u.asForeign(); f != nil {
		shown := func() *analysis.Analyzer { return showFaults(make(opts)) }
		if f.leave(shown) == nil {
			return nil
		}
	}
	if u.own() {
		// Only the user's packages are judged, so that only they need the
		// policy; nothing is cached for them when it is not in order.
		if opts.Policy, err = o.loadPolicy(u.Dir); err != nil {
			return err
		}
		if o.reportsLost(u) {
			if name, err = asRoot(name, data); err != nil {
				return err
			}
			opts.FactsOnly = false
		}
		u.speakOfBrowser(os.Stderr)
	}
	os.Args = append([]string{"scopevet"}, o.forUnitchecker(name)...)
	unitchecker.Main(showFaults(make(opts)))
	return errors.New("unitchecker returned")
}

// forUnitchecker returns the arguments that unitchecker understands.
func (o *options) forUnitchecker(name string) []string {
	var args []string
	if o.json {
		args = append(args, "-json")
	}
	if o.fix {
		args = append(args, "-fix")
	}
	if o.diff {
		args = append(args, "-diff")
	}
	return append(args, name)
}

// loadPolicy returns the policy for a package. A policy that a flag names is
// not part of the cache's key, but the flags are: the digest beside it stands
// for its contents.
func (o *options) loadPolicy(dir string) (*policy.File, error) {
	if o.policy == "" {
		if o.digest != "" {
			return nil, errors.New("-policy.digest needs -policy")
		}
		return policyfile.For(dir)
	}
	if !filepath.IsAbs(o.policy) {
		return nil, fmt.Errorf("-policy=%s: go vet runs the tool in other directories, so the path has to be absolute", o.policy)
	}
	file, err := policyfile.Load(o.policy)
	if err != nil {
		return nil, err
	}
	if file.Digest() != o.digest {
		return nil, fmt.Errorf("go vet would serve old results for a changed policy: run it with -policy=%s -policy.digest=%s", o.policy, file.Digest())
	}
	return file, nil
}

// speakOfBrowser says that the package has code that this build does not see.
// It is no finding: the go command shows what a tool writes to standard error,
// and does not fail for it.
func (u *unit) speakOfBrowser(w io.Writer) {
	for _, name := range load.ForBrowser(u.IgnoredFiles) {
		fmt.Fprintf(w, "scopevet: %s speaks of Auth0 and is code for the browser: run GOOS=js GOARCH=wasm go vet to see it\n", filepath.Base(name))
	}
}

// showFaults has the analyzer's own failures shown, in the same way.
func showFaults(a *analysis.Analyzer) *analysis.Analyzer {
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		result, err := run(pass)
		if r, ok := result.(*analyzer.Result); ok {
			for _, fault := range r.Faults {
				fmt.Fprintf(os.Stderr, "scopevet: own fault, please report it: %s\n", fault)
			}
		}
		return result, err
	}
	return a
}
