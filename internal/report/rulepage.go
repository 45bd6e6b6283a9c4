package report

import (
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
)

// markdownLink matches [text](address) and takes no image for one.
var markdownLink = lazy.Regexp(`\[([^\[\]]*)\]\(([^()\s]*)\)`)

// plainText turns a rule's page into text for those who do not show Markdown:
// links become their text, headings lose their marks.
func plainText(page string) string {
	var out []string
	code := false
	for line := range strings.Lines(page) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
			continue
		case code:
			line = "    " + line
		case strings.HasPrefix(line, "#"):
			line = strings.TrimSpace(strings.TrimLeft(line, "#")) + ":"
		default:
			line = strings.ReplaceAll(line, "`", "")
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	// Links break over lines.
	return markdownLink().ReplaceAllString(strings.Join(out, "\n"), "$1") + "\n"
}

// paragraphs returns a page's paragraphs, each on one line.
func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, strings.Join(strings.Fields(p), " "))
		}
	}
	return out
}

// summaryOf returns the paragraph below the title: what the rule reports.
func summaryOf(text string) string {
	if all := paragraphs(text); len(all) > 1 {
		return all[1]
	}
	return strings.TrimSpace(text)
}

// sectionOf returns the first paragraph of a section, or "".
func sectionOf(text, title string) string {
	all := paragraphs(text)
	for i, p := range all {
		if p == title+":" && i+1 < len(all) {
			return all[i+1]
		}
	}
	return ""
}
