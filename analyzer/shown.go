package analyzer

import (
	"fmt"
	"slices"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/rendered"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/policy"
)

// judgeShown reports what the program hands to people and should not: in the
// answer of a server, or in a page. What a server prints stays on the server.
func (j *judgement) judgeShown(rule string, token bool, what, out string) {
	for _, s := range j.shown {
		dom := j.domains.at(s.Pos)
		if s.Host != "" && j.file != nil && j.file.Tenant(s.Host) {
			s.Level = detect.Certain
		}
		conf, ok := j.reported(s.Level)
		page := s.Where == send.Script || s.Where == send.Console
		if !ok || s.Token != token || j.test(s.Pos) || page && dom.kind != policy.SPA {
			continue
		}
		way := out
		if page {
			way = outOfPage
		}
		from := ""
		if s.From != "" {
			from = " (" + s.From + ")"
		}
		if s.Where == send.Template && len(s.Paths) > 0 {
			j.templates = append(j.templates, TemplateData{Frame: frame(s.Frame), Rule: rule, What: what + from, Confidence: conf, Paths: s.Paths})
		}
		j.report(rule, s.Site, conf, Finding{
			Chain:   frames(s.Chain),
			Context: dom.name,
			Message: fmt.Sprintf("%s%s %s%s; %s", what, from, j.shownIn(s, dom), via(s.Site, s.Chain), way),
		})
	}
}

const outOfPage = "leave it out, and move what needs it to your backend"

// shownIn says who can read what.
func (j *judgement) shownIn(s detect.Shown, dom domain) string {
	switch s.Where {
	case send.Template:
		for _, at := range rendered.Paths("", s.Text) {
			if slices.Contains(s.Paths, at.Path) {
				return "is rendered by the template as {{." + at.Path + "}}: whoever opens the page can read it"
			}
		}
		return "reaches the template's data: a page that renders it shows it to whoever opens it"
	case send.Script:
		return fmt.Sprintf("is handed to JavaScript in a public program (%s): every user can read it", dom.because)
	case send.Console:
		return fmt.Sprintf("is logged to the console of a public program (%s): every user can read it", dom.because)
	}
	return "is written to a response: whoever requests it can read it"
}
