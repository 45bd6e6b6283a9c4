package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// Markdown writes the findings for a comment on a pull request or the summary
// of a job. Everything that comes from the code stands in code spans: nothing in
// there is markup, a link, or a mention of somebody.
func (c *Check) Markdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## scopevet: %s\n\n", c.tally())
	pages := make(map[string]string)
	for _, r := range analyzer.Rules() {
		pages[r.Name] = r.URL
	}
	for _, f := range c.Findings {
		rule := codeSpan(f.Rule)
		if url := pages[f.Rule]; url != "" {
			rule = "[" + rule + "](" + url + ")"
		}
		fmt.Fprintf(out, "- **%s** %s %s  \n  %s\n", f.Severity, rule, codeSpan(f.File+":"+itoa(f.Line)), codeSpan(f.Message))
		for _, frame := range f.Chain {
			where := codeSpan(frame.File + ":" + itoa(frame.Line))
			if frame.Function != "" {
				where += " in " + codeSpan(frame.Function)
			}
			fmt.Fprintf(out, "  - %s\n", where)
		}
	}
	if len(c.Findings) > 0 {
		fmt.Fprintln(out)
	}
	var receipt strings.Builder
	if err := c.Receipt.Text(&receipt, false); err != nil {
		return err
	}
	for line := range strings.Lines(receipt.String()) {
		fmt.Fprintf(out, "%s  \n", codeSpan(strings.TrimSuffix(line, "\n")))
	}
	return out.Flush()
}

// tally counts the findings by severity: "2 errors, 1 note".
func (c *Check) tally() string {
	var parts []string
	for _, level := range []string{"error", "warning", "note"} {
		n := 0
		for _, f := range c.Findings {
			if f.Severity == level {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, count(n, level))
		}
	}
	if len(parts) == 0 {
		return "nothing to report"
	}
	return strings.Join(parts, ", ")
}

// codeSpan writes text as code: between more backticks than it has in a row.
// The spaces keep backticks at its ends apart, and are not shown.
func codeSpan(s string) string {
	s = plain(s)
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	switch {
	case strings.Trim(s, " ") == "":
		return "(empty)"
	case longest > 0 || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " "):
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
