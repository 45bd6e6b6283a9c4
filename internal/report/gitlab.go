package report

import (
	"io"
	"strings"
)

// GitLab writes the findings as a code quality report, which GitLab shows in
// merge requests (https://docs.gitlab.com/ci/testing/code_quality/).
func (c *Check) GitLab(w io.Writer) error {
	type location struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	}
	type issue struct {
		Description string   `json:"description"`
		Check       string   `json:"check_name"`
		Fingerprint string   `json:"fingerprint"`
		Severity    string   `json:"severity"`
		Location    location `json:"location"`
	}
	severities := map[string]string{"error": "critical", "warning": "major", "note": "info"}
	prints := fingerprints(c.Findings)
	issues := []issue{}
	for i, f := range c.Findings {
		one := issue{
			Description: plain(f.Message), Check: "scopevet/" + f.Rule, Fingerprint: prints[i],
			Severity: severities[f.Severity], Location: location{Path: strings.ToValidUTF8(f.File, "\ufffd")},
		}
		one.Location.Lines.Begin = max(1, f.Line) // every issue has a line
		issues = append(issues, one)
	}
	return JSON(w, issues)
}
