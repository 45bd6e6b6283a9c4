package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/load"
	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/policy"
)

// Options say what to analyse and how; the zero value analyses the package in
// the working directory with the policy that is found there.
type Options struct {
	Dir          string   // working directory, empty for the process's own
	Patterns     []string // package patterns
	Policy       string   // policy file; empty looks for one
	Confidence   string   // least confidence that is reported; empty is "likely"
	Tests        bool
	Tags         []string
	GOOS, GOARCH string
	// Today is the date, as in 2027-01-31, by which ignore directives that end
	// are judged; empty judges none.
	Today string
	// Baseline are findings that the check command accepts.
	Baseline Baseline
	// Progress is told what the run is busy with, if it is not nil.
	Progress func(step string)
}

// A session is an analysed program with the policy that judged it.
type session struct {
	table   *policy.Table
	files   []*policy.File // none without a policy; a workspace can have several
	program *load.Program
	dir     string // that paths in messages are relative to
}

// analyse does what check and scopes have in common.
func analyse(ctx context.Context, o Options) (*session, error) {
	if _, err := parseConfidence(o.Confidence); err != nil {
		return nil, err
	}
	s := &session{dir: o.Dir}
	var err error
	if s.table, err = policy.Embedded(); err != nil {
		return nil, err
	}
	if s.files, err = findPolicies(ctx, o); err != nil {
		return nil, err
	}
	cfg := load.Config{
		Dir: o.Dir, Patterns: o.Patterns, Tests: o.Tests, Tags: o.Tags, GOOS: o.GOOS, GOARCH: o.GOARCH,
		Bare:       o.Confidence == "possible",
		HTTPClient: send.Builtin().Package,
		Progress:   o.Progress,
		Analyzer: func(load.Platform) *analysis.Analyzer {
			opts := analyzer.Options{Confidence: o.Confidence, Notes: true, Today: o.Today, Frontend: s.scanLiterals(ctx)}
			if len(s.files) == 1 {
				opts.Policy = s.files[0]
			} else {
				opts.Discover = len(s.files) > 1
			}
			return analyzer.New(opts)
		},
	}
	for _, file := range s.files {
		cfg.Domains = append(cfg.Domains, file.Domains...)
	}
	s.program, err = load.Run(ctx, cfg)
	return s, err
}

// findPolicies loads the policy file that the options name, or those of the
// main modules, and checks what only the whole tree of files can tell.
func findPolicies(ctx context.Context, o Options) ([]*policy.File, error) {
	var files []*policy.File
	var err error
	if o.Policy != "" {
		name := o.Policy
		if o.Dir != "" && !filepath.IsAbs(name) {
			name = filepath.Join(o.Dir, name)
		}
		var file *policy.File
		file, err = policyfile.Load(name)
		files = []*policy.File{file}
	} else {
		files, err = policyfile.Discover(o.Dir)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, relative(err, o.Dir)
	}
	for _, file := range files {
		if errs := file.CheckPatterns(os.DirFS(file.Dir)); len(errs) > 0 {
			return nil, relative(errors.Join(errs...), o.Dir)
		}
	}
	return files, nil
}

// relative names policy files in an error as the user would, from dir.
func relative(err error, dir string) error {
	dir, absErr := filepath.Abs(dir)
	if absErr != nil {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
}

// parseConfidence checks the name of a confidence.
func parseConfidence(name string) (analyzer.Confidence, error) {
	switch name {
	case "certain":
		return analyzer.Certain, nil
	case "likely", "":
		return analyzer.Likely, nil
	case "possible":
		return analyzer.Possible, nil
	}
	return 0, fmt.Errorf("unknown confidence %q: use certain, likely or possible", name)
}

// input prepares what was found for the reports.
func (s *session) input() *report.Input {
	p := s.program
	in := &report.Input{
		Results: p.Results,
		Matched: func(path string) bool { return p.Matched[path] },
		File:    p.Places.File,
		Package: p.Places.Package,
		Foreign: p.Places.Foreign,
		Reaches: p.Imports,
		Choose:  s.choose,
		Kind:    s.kind,
		Context: s.context,
		Receipt: report.Receipt{
			Packages: p.Packages,
			Files:    p.Files,
			Rules:    analyzer.RuleNames(),
			Table:    report.Table{Date: s.table.Date(), Hash: s.table.Hash(), Edition: policy.DefaultEdition},
		},
	}
	r := &in.Receipt
	for _, file := range s.files {
		r.Policies = append(r.Policies, p.Places.Path(file.Path))
		r.Table.Edition = cmp.Or(file.Edition, policy.DefaultEdition)
	}
	for _, platform := range p.Platforms {
		r.Platforms = append(r.Platforms, platform.String())
	}
	for _, problem := range p.Problems {
		r.Problems = append(r.Problems, report.Problem(problem))
	}
	for _, e := range p.Excluded {
		r.Excluded = append(r.Excluded, report.Excluded(e))
	}
	return in
}

// kind returns the kind of a context of the policy file.
func (s *session) kind(context string) string {
	for _, file := range s.files {
		for _, c := range file.Contexts {
			if c.Name == context {
				return string(c.Kind)
			}
		}
	}
	if context == string(policy.SPA) || context == string(policy.M2M) {
		return context
	}
	return string(policy.Unknown)
}

// choose asks the policy for the smallest set of scopes. What the body of a
// call decides is already in the call's own list of sufficient sets.
func (s *session) choose(kind string, calls []*analyzer.Call) report.Choice {
	chosen := least.Choose(s.table, kind, calls)
	out := report.Choice{Scopes: chosen.Scopes, Chosen: make([][]string, len(calls))}
	for _, per := range chosen.Per {
		out.Chosen[per.ID] = per.Chosen
	}
	out.Remarks = s.remarks(kind, &chosen)
	return out
}
