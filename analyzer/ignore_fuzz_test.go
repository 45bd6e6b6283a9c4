package analyzer

import (
	"strings"
	"testing"
)

// FuzzIgnore reads directives: what is read and written again is read the same.
func FuzzIgnore(f *testing.F) {
	for _, s := range []string{" spa-endpoint a reason", " x until=2027-01-31 y", "  until= ", " a until=2027-02-31", "0 until= until=", "\t", " a\u00a0b  c "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		i := parseIgnore(text)
		if strings.Contains(i.rule, " ") || strings.Contains(i.until, " ") {
			t.Errorf("%q names rule %q until %q", text, i.rule, i.until)
		}
		if i.holds("2026-11-26") && (i.reason == "" || !i.dated()) {
			t.Errorf("%q holds", text)
		}
		again := " " + i.rule
		if i.limited {
			again += " until=" + i.until
		}
		again += " " + i.reason
		if j := parseIgnore(again); i.rule != "" && i.reason != "" && (j.rule != i.rule || j.until != i.until || j.reason != i.reason) {
			t.Errorf("%q is read as %+v, and that as %+v", text, i, j)
		}
	})
}
