package analyzer

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
)

// An ignore is a directive //scopevet:ignore RULE [until=DATE] reason. It takes
// away the rule's findings on its own line and, standing alone on a line, on
// the next.
type ignore struct {
	pos     token.Pos
	end     token.Pos
	file    string
	line    int
	rule    string
	limited bool   // an until= stands there
	until   string // the last day on which it holds, as written
	reason  string
	used    bool
}

// parseIgnore reads what follows the directive's name.
func parseIgnore(text string) *ignore {
	i := new(ignore)
	i.rule, i.reason, _ = strings.Cut(strings.TrimSpace(text), " ")
	i.reason = strings.TrimSpace(i.reason)
	if rest, ok := strings.CutPrefix(i.reason, "until="); ok {
		i.limited = true
		i.until, i.reason, _ = strings.Cut(rest, " ")
		i.reason = strings.TrimSpace(i.reason)
	}
	return i
}

// dated reports whether the directive has no date or one that is in order.
func (i *ignore) dated() bool {
	_, err := time.Parse(time.DateOnly, i.until)
	return !i.limited || err == nil
}

// holds reports whether the directive takes findings away.
func (i *ignore) holds(today string) bool {
	return i.reason != "" && i.dated() && !i.ended(today)
}

// ended reports whether its last day is over; never, when no day is given.
func (i *ignore) ended(today string) bool { return today != "" && i.limited && i.until < today }

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
				i := parseIgnore(rest)
				at := j.pass.Fset.Position(c.Pos())
				i.pos, i.end, i.file, i.line = c.Pos(), c.End(), at.Filename, at.Line
				all = append(all, i)
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
			return i.rule == f.Rule && i.holds(j.today) && i.file == at.Filename && (i.line == at.Line || i.line == at.Line-1)
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
		var message string
		var fixes []analysis.SuggestedFix
		switch {
		case i.rule == "":
			message = "ignore directive names no rule; write //scopevet:ignore RULE reason"
		case !slices.Contains(RuleNames(), i.rule):
			message = fmt.Sprintf("ignore directive names unknown rule %q%s", i.rule, suggestion(i.rule, RuleNames()))
		case i.reason == "":
			message = fmt.Sprintf("ignore directive for %s gives no reason; write why it is right here", i.rule)
		case !i.dated():
			message = fmt.Sprintf("ignore directive for %s ends on %q, which is no date; write until=2027-01-31", i.rule, i.until)
		case i.ended(j.today):
			message = fmt.Sprintf("ignore directive for %s ended on %s; repair what it hides, or give it another date", i.rule, i.until)
		case programRule(i.rule):
			at := j.pass.Fset.Position(i.pos)
			result.Ignores = append(result.Ignores, Ignore{
				Frame: Frame{Package: j.pass.Pkg.Path(), File: base(at.Filename), Line: at.Line, Column: at.Column},
				Rule:  i.rule, Reason: i.reason, Test: j.test(i.pos),
			})
			continue
		case !i.used && j.severity(i.rule) != Off:
			message = fmt.Sprintf("ignore directive for %s suppresses nothing; remove it", i.rule)
			fixes = removal(j.pass, i.pos, i.end)
		default:
			continue
		}
		at := j.pass.Fset.Position(i.pos)
		j.findings = append(j.findings, Finding{
			Frame: Frame{Package: j.pass.Pkg.Path(), File: base(at.Filename), Line: at.Line, Column: at.Column},
			Pos:   i.pos, End: i.pos, Rule: "ignore", Severity: severity, Confidence: Certain, Message: message, Fixes: fixes, Test: j.test(i.pos),
		})
	}
}

// programRule reports whether the command judges the rule.
func programRule(name string) bool {
	return slices.ContainsFunc(rules(), func(r rule) bool { return r.name == name && r.program() })
}
