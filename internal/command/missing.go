package command

import (
	"fmt"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// missingScopes reports the calls of public programs whose scope no token
// request of the program asks for.
func (s *session) missingScopes(in *report.Input) ([]report.Finding, error) {
	name, severity := "", func(string) analyzer.Severity { return analyzer.Warning }
	contexts := make(map[string]*policy.Context)
	for _, file := range s.files {
		name, severity = file.Edition, severityIn(file)
		for i := range file.Contexts {
			contexts[file.Contexts[i].Name] = &file.Contexts[i]
		}
	}
	edition, err := s.table.Edition(name)
	if err != nil {
		return nil, err
	}
	var out []report.Finding
	for _, u := range in.Uses() {
		var listed []string
		where := ""
		if c := contexts[u.Context]; c != nil && c.Kind == policy.SPA {
			listed, where = c.Scopes, fmt.Sprintf("context %s of the policy", c.Name)
		}
		program := u.Package
		if !in.IsProgram(u.Package) {
			program = "" // a library: whoever logs in may be any package here
		}
		asked, ok := least.AskedBy(in, program, listed, where)
		if !ok {
			continue
		}
		for _, f := range least.MissingScopes(edition, &u, asked, severity("spa-missing-scope")) {
			same := func(o report.Finding) bool {
				return o.File == f.File && o.Line == f.Line && o.Column == f.Column && o.Message == f.Message
			}
			if !slices.ContainsFunc(out, same) {
				out = append(out, f)
			}
		}
	}
	return out, nil
}
