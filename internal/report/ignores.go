package report

import (
	"fmt"
	"path"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
)

// SuppressProgram takes away the findings of whole programs that directives in
// the code ignore, and reports the directives for those rules that suppress
// nothing.
func (in *Input) SuppressProgram(rules []string) {
	used := make(map[*analyzer.Ignore]bool)
	var all []*analyzer.Ignore
	for _, r := range in.Results {
		for i := range r.Ignores {
			if ignore := &r.Ignores[i]; slices.Contains(rules, ignore.Rule) {
				all = append(all, ignore)
			}
		}
	}
	in.Program = slices.DeleteFunc(in.Program, func(f Finding) bool {
		for _, i := range all {
			if i.Rule == f.Rule && i.Package == f.Package && i.File == path.Base(f.File) && (i.Line == f.Line || i.Line == f.Line-1) {
				used[i] = true
				in.Receipt.Suppressed++
				return true
			}
		}
		return false
	})
	for _, i := range all {
		if used[i] || i.Test || !in.Matched(i.Package) {
			continue
		}
		in.Program = append(in.Program, Finding{
			Rule: "ignore", Severity: "warning", Confidence: "certain",
			Message: fmt.Sprintf("ignore directive for %s suppresses nothing; remove it", i.Rule),
			File:    in.File(i.Frame), Line: i.Line, Column: i.Column, Package: i.Package, Scopes: []string{}, Chain: []Frame{},
		})
	}
}
