package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// removal suggests to take a comment away: together with the blanks before it,
// and with its line if it has one for itself.
func removal(pass *analysis.Pass, from, to token.Pos) []analysis.SuggestedFix {
	file := pass.Fset.File(from)
	if pass.ReadFile != nil { // not every driver lets files be read
		if text, err := pass.ReadFile(file.Name()); err == nil && len(text) == file.Size() {
			begin, end := file.Offset(from), file.Offset(to)
			for begin > 0 && (text[begin-1] == ' ' || text[begin-1] == '\t') {
				begin--
			}
			if (begin == 0 || text[begin-1] == '\n') && end < len(text) && text[end] == '\n' {
				end++
			}
			from, to = file.Pos(begin), file.Pos(end)
		}
	}
	return []analysis.SuggestedFix{{
		Message:   "Remove the directive",
		TextEdits: []analysis.TextEdit{{Pos: from, End: to}},
	}}
}
