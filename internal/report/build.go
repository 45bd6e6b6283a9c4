package report

import (
	"cmp"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
)

// An Input is what a run found, before it is put into words.
type Input struct {
	// Results are the analyzer's, one for each package.
	Results []*analyzer.Result
	// Matched tells whether a package was asked for. Findings elsewhere are
	// not reported, and calls elsewhere only where a program reaches them.
	Matched func(importPath string) bool
	// File renders a frame's file for people.
	File func(analyzer.Frame) string
	// Foreign tells whether a package belongs to another module, so that its
	// files are not found below the working directory; nil stands for none.
	Foreign func(importPath string) bool
	// Package names a package for people, by its directory.
	Package func(importPath string) string
	// Reaches tells whether a program is made of a package.
	Reaches func(program, importPath string) bool
	// Choose decides which scopes to grant to a program of the given kind
	// ("spa", "m2m" or "unknown") that makes the calls.
	Choose func(kind string, calls []*analyzer.Call) Choice
	// Context returns the context that the policy file gives a package, if
	// it does; nil stands for no policy file.
	Context func(importPath string) (name, kind string, ok bool)
	// Kind returns the kind of a context of the policy file, or "unknown".
	Kind func(context string) string
	// Program holds the findings of rules that need whole programs.
	Program []Finding
	// Receipt holds what is known before the results are counted.
	Receipt Receipt

	found *inventory // answer of inventory
}

// A Choice is the smallest set of scopes for a number of calls.
type Choice struct {
	Scopes []string
	// Chosen holds the sufficient set that opens each call, in the order of
	// the calls; nil for a call that no set opens.
	Chosen [][]string
	// Remarks are about the choice, for the end of a section.
	Remarks Remarks
}

// NewCheck returns the report of the check command.
func NewCheck(in *Input) *Check {
	c := &Check{Version: version, Findings: []Finding{}}
	for _, r := range in.Results {
		if !in.Matched(r.Package) {
			continue
		}
		for i := range r.Findings {
			if f := &r.Findings[i]; f.Severity > analyzer.Off {
				c.Findings = append(c.Findings, in.finding(r.Package, f))
			}
		}
	}
	c.Findings = append(c.Findings, in.Program...)
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Method, b.Method), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Message, b.Message))
	})
	c.Receipt = in.receipt(in.inventory())
	return c
}

// Worst returns the highest severity among the findings.
func (c *Check) Worst() analyzer.Severity {
	worst := analyzer.Off
	for _, f := range c.Findings {
		switch f.Severity {
		case "error":
			return analyzer.Error
		case "warning":
			worst = max(worst, analyzer.Warning)
		default:
			worst = max(worst, analyzer.Note)
		}
	}
	return worst
}

func (in *Input) finding(pkg string, f *analyzer.Finding) Finding {
	return Finding{
		Rule: f.Rule, Severity: f.Severity.String(), Confidence: f.Confidence.String(), Message: f.Message,
		File: in.File(f.Frame), Line: f.Line, Column: f.Column, Function: f.Function, Package: pkg,
		Context: f.Context, Method: f.Method, Path: f.Path,
		Scopes: list(f.Scopes), Chain: in.chain(f.Chain), Fixes: in.fixes(f), Foreign: in.foreign(pkg),
	}
}

func (in *Input) foreign(pkg string) bool { return in.Foreign != nil && in.Foreign(pkg) }

func (in *Input) fixes(f *analyzer.Finding) []Fix {
	var out []Fix
	for _, r := range f.Repairs {
		fix := Fix{Message: r.Message}
		for _, e := range r.Edits {
			file := in.File(analyzer.Frame{Package: f.Package, File: e.File})
			fix.Edits = append(fix.Edits, Edit{file, e.Line, e.Column, e.EndLine, e.EndColumn, e.Text})
		}
		out = append(out, fix)
	}
	return out
}

func (in *Input) chain(frames []analyzer.Frame) []Frame {
	out := []Frame{}
	for _, f := range frames {
		out = append(out, Frame{in.File(f), f.Line, f.Function, in.foreign(f.Package)})
	}
	return out
}

// receipt completes the receipt with what the results say.
func (in *Input) receipt(inv *inventory) Receipt {
	r := in.Receipt
	r.Calls, r.Unresolved = len(in.merged(inv.calls)), len(inv.unresolved)
	contexts := make(map[string]bool)
	for _, result := range in.Results {
		r.Suppressed += result.Suppressed
		r.Faults = append(r.Faults, result.Faults...)
		if result.Built {
			r.built++
		}
		if in.Matched(result.Package) {
			for _, name := range result.Contexts {
				contexts[name] = true
			}
		}
	}
	r.Contexts = []string{}
	for name := range contexts {
		r.Contexts = append(r.Contexts, name)
	}
	slices.Sort(r.Contexts)
	slices.Sort(r.Faults)
	r.Platforms, r.Rules, r.Policies = list(r.Platforms), list(r.Rules), list(r.Policies)
	r.Problems, r.Excluded, r.Faults = list(r.Problems), list(r.Excluded), list(r.Faults)
	r.Frontend.Cuts = list(r.Frontend.Cuts)
	r.Unread = list(r.Unread)
	return r
}

// list returns a list that JSON writes as [] when it is empty.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
