package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub writes the findings as workflow commands, which GitHub Actions shows
// as annotations on the lines of a pull request
// (https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
// What could not be analysed becomes a warning without a place.
func (c *Check) GitHub(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, f := range c.Findings {
		level := f.Severity
		if level == "note" {
			level = "notice"
		}
		place := "file=" + property(plain(f.File))
		if f.Line > 0 {
			place += fmt.Sprintf(",line=%d", f.Line)
		}
		if f.Column > 0 {
			place += fmt.Sprintf(",col=%d", f.Column)
		}
		fmt.Fprintf(out, "::%s %s,title=%s::%s\n", level, place, property("scopevet: "+f.Rule), data(plain(f.Message)+" ["+f.Rule+"]"))
	}
	for _, p := range c.Receipt.Problems {
		fmt.Fprintf(out, "::warning title=scopevet::%s\n", data(plain(p.Package+" is not in order, and analysed as far as possible: "+p.Reason)))
	}
	for _, fault := range c.Receipt.Faults {
		fmt.Fprintf(out, "::error title=scopevet::%s\n", data(plain("own fault, please report it: "+fault)))
	}
	return out.Flush()
}

// data escapes the text of a workflow command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes the value of a workflow command's property.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}

// unmarked returns a writer for what stands in the same log beside workflow
// commands. The runner takes "##[" for the beginning of one anywhere in a line.
func unmarked(w io.Writer) io.Writer { return &unmarker{w} }

type unmarker struct{ w io.Writer }

func (u *unmarker) Write(b []byte) (int, error) {
	if _, err := io.WriteString(u.w, strings.ReplaceAll(string(b), "##[", "## [")); err != nil {
		return 0, err
	}
	return len(b), nil
}

// GitHub writes the receipt as Text does, for the log of a workflow.
func (r *Receipt) GitHub(w io.Writer, verbose bool) error { return r.Text(unmarked(w), verbose) }
