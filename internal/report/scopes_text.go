package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text writes the inventory: a section for each program, with the calls under
// the scope that opens them, then the calls that no program reaches.
func (s *Scopes) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	for i, sec := range s.sections {
		if i > 0 {
			fmt.Fprintln(out)
		}
		sec.write(out)
	}
	return out.Flush()
}

// maxLines is how long a paragraph at the end of a section gets.
const maxLines = 12

func (s *section) write(out *bufio.Writer) {
	fmt.Fprintf(out, "%s  %s for %s", plain(s.title), count(len(s.scopes), "scope"), count(s.calls, "call"))
	if s.unresolved > 0 {
		fmt.Fprintf(out, ", %d unresolved", s.unresolved)
	}
	fmt.Fprintln(out)

	var scope, method, path, place int // column widths
	for _, r := range s.rows {
		scope = max(scope, width(r.scope))
		place = max(place, width(r.place))
		path = max(path, width(pathColumn(r, 0)))
		method = max(method, width(r.method))
	}
	for _, r := range s.rows {
		path = max(path, width(pathColumn(r, method)))
	}
	last := ""
	for _, r := range s.rows {
		label := r.scope
		if label == last {
			label = "" // the scope is written once
		}
		last = r.scope
		line := "  " + pad(label, scope) + "  " + pad(pathColumn(r, method), path) + "  " + pad(r.place, place) + "  " + plain(r.remarks)
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
	for _, p := range s.remarks.paragraphs() {
		fmt.Fprintf(out, "  %s:\n", p.title)
		for i, line := range p.lines {
			if i == maxLines && len(p.lines) > maxLines+1 && !p.whole {
				fmt.Fprintf(out, "    and %d more, which -format json lists\n", len(p.lines)-maxLines)
				break
			}
			fmt.Fprintf(out, "    %s\n", plain(line))
		}
	}
	for _, note := range s.notes {
		fmt.Fprintf(out, "  note: %s\n", plain(note))
	}
}

// pathColumn is the endpoint of a call, or the reason of an unresolved
// request, which has the whole column.
func pathColumn(r row, method int) string {
	if r.method == "" {
		return r.path
	}
	return pad(r.method, method) + " " + r.path
}

func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-width(s)))
}

func width(s string) int { return utf8.RuneCountInString(s) }

func itoa(n int) string { return strconv.Itoa(n) }
