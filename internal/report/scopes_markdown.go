package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the inventory for a pull request or a wiki: a table for each
// program.
func (s *Scopes) Markdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	for i, sec := range s.sections {
		if i > 0 {
			fmt.Fprintln(out)
		}
		sec.markdown(out)
	}
	return out.Flush()
}

func (s *section) markdown(out *bufio.Writer) {
	fmt.Fprintf(out, "## %s\n\n%s for %s", cell(s.title), count(len(s.scopes), "scope"), count(s.calls, "call"))
	if s.unresolved > 0 {
		fmt.Fprintf(out, ", %d unresolved", s.unresolved)
	}
	fmt.Fprint(out, "\n\n| scope | call | at | |\n|---|---|---|---|\n")
	for _, r := range s.rows {
		scope := "`" + r.scope + "`"
		if r.method == "" || r.scope == "-" || r.scope == "!" {
			scope = r.scope
		}
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", cell(scope), cell(strings.TrimSpace(r.method+" "+r.path)), cell(r.place), cell(r.remarks))
	}
	for _, p := range s.remarks.paragraphs() {
		fmt.Fprintf(out, "\n%s:\n\n", strings.ToUpper(p.title[:1])+p.title[1:])
		for _, line := range p.lines {
			fmt.Fprintf(out, "- %s\n", cell(line))
		}
	}
	for _, note := range s.notes {
		fmt.Fprintf(out, "\nNote: %s\n", cell(note))
	}
}

// cell keeps text from leaving its place in a table or starting markup.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`, "[", `\[`).Replace(plain(s))
}
