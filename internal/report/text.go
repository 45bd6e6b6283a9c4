package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Text writes the findings in the style of go vet, one line each.
func (c *Check) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, f := range c.Findings {
		mark := ""
		if f.Severity == "note" {
			mark = "note: "
		}
		fmt.Fprintf(out, "%s:%d:%d: %s%s [%s]\n", plain(f.File), f.Line, f.Column, mark, plain(f.Message), f.Rule)
	}
	return out.Flush()
}

// Text writes the receipt. The first line says what was looked at; further
// lines say what could not be. Verbose adds how much work it was.
func (r *Receipt) Text(w io.Writer, verbose bool) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "scopevet: %s, %s (%s): %s", count(r.Packages, "package"), count(r.Files, "file"), strings.Join(r.Platforms, ", "), count(r.Calls, "call"))
	if r.Calls == 0 && r.Unresolved == 0 {
		fmt.Fprint(out, " of the Management API")
	} else {
		fmt.Fprintf(out, ", %d unresolved", r.Unresolved)
	}
	if len(r.Contexts) > 0 {
		fmt.Fprintf(out, "; contexts %s", plain(strings.Join(r.Contexts, ", ")))
	}
	if len(r.Rules) > 0 {
		fmt.Fprintf(out, "; %s", count(len(r.Rules), "rule"))
	}
	if r.Suppressed > 0 {
		fmt.Fprintf(out, ", %d suppressed", r.Suppressed)
	}
	if r.Accepted > 0 {
		fmt.Fprintf(out, ", %d in the baseline", r.Accepted)
	}
	fmt.Fprintf(out, "; table of %s, edition %s\n", r.Table.Date, r.Table.Edition)
	if len(r.Problems) > 0 {
		var parts []string
		for _, p := range r.Problems {
			parts = append(parts, plain(p.Package+" ("+p.Reason+")"))
		}
		fmt.Fprintf(out, "scopevet: not in order, and analysed as far as possible: %s\n", strings.Join(parts, "; "))
	}
	if len(r.Excluded) > 0 {
		var parts []string
		for _, e := range r.Excluded {
			parts = append(parts, fmt.Sprintf("%s (%s)", count(e.Files, "file"), plain(e.Constraint)))
		}
		fmt.Fprintf(out, "scopevet: speaking of Auth0 but left out by build constraints: %s; see -goos, -goarch, -tags\n", strings.Join(parts, ", "))
	}
	r.Frontend.text(out)
	for _, gap := range r.Unread {
		fmt.Fprintf(out, "scopevet: %s\n", plain(gap))
	}
	for _, fault := range r.Faults {
		fmt.Fprintf(out, "scopevet: own fault, please report it: %s\n", plain(fault))
	}
	if verbose {
		fmt.Fprintf(out, "scopevet: SSA built for %s; table %s\n", count(r.built, "package"), r.Table.Hash)
		if len(r.Rules) > 0 {
			fmt.Fprintf(out, "scopevet: rules %s\n", strings.Join(r.Rules, ", "))
		}
		for _, name := range r.Policies {
			fmt.Fprintf(out, "scopevet: policy %s\n", plain(name))
		}
	}
	return out.Flush()
}

// count returns a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
