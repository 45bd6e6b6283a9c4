package analyzer

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
)

// An ignore is a directive //scopevet:ignore RULE reason. It takes away the
// rule's findings on its own line and, standing alone on a line, on the next.
type ignore struct {
	pos    token.Pos
	file   string
	line   int
	rule   string
	reason string
	used   bool
}

const ignorePrefix = "//scopevet:ignore"

// suppress takes away the findings that directives ignore, and reports the
// directives that have no reason, name no rule or suppress nothing.
func (j *judgement) suppress(result *Result) {
	var all []*ignore
	for _, f := range j.pass.Files {
		for _, g := range f.Comments {
			for _, c := range g.List {
				rest, ok := strings.CutPrefix(c.Text, ignorePrefix)
				if !ok || rest != "" && rest[0] != ' ' {
					continue
				}
				rule, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
				at := j.pass.Fset.Position(c.Pos())
				all = append(all, &ignore{pos: c.Pos(), file: at.Filename, line: at.Line, rule: rule, reason: strings.TrimSpace(reason)})
			}
		}
	}
	if len(all) == 0 {
		return
	}
	var kept []Finding
	for _, f := range j.findings {
		at := j.pass.Fset.Position(f.Pos)
		i := slices.IndexFunc(all, func(i *ignore) bool {
			return i.rule == f.Rule && i.reason != "" && i.file == at.Filename && (i.line == at.Line || i.line == at.Line-1)
		})
		if i < 0 {
			kept = append(kept, f)
			continue
		}
		all[i].used = true
		result.Suppressed++
	}
	j.findings = kept
	severity := j.severity("ignore")
	if severity == Off {
		return
	}
	for _, i := range all {
		message := ""
		switch {
		case i.rule == "":
			message = "ignore directive names no rule; write //scopevet:ignore RULE reason"
		case !slices.Contains(RuleNames(), i.rule):
			message = fmt.Sprintf("ignore directive names unknown rule %q%s", i.rule, suggestion(i.rule, RuleNames()))
		case i.reason == "":
			message = fmt.Sprintf("ignore directive for %s gives no reason; write why it is right here", i.rule)
		case !i.used && j.severity(i.rule) != Off:
			message = fmt.Sprintf("ignore directive for %s suppresses nothing; remove it", i.rule)
		default:
			continue
		}
		at := j.pass.Fset.Position(i.pos)
		j.findings = append(j.findings, Finding{
			Frame: Frame{Package: j.pass.Pkg.Path(), File: base(at.Filename), Line: at.Line, Column: at.Column},
			Pos:   i.pos, End: i.pos, Rule: "ignore", Severity: severity, Confidence: Certain, Message: message, Test: j.test(i.pos),
		})
	}
}
