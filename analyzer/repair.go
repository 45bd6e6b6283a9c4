package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// A Repair is a suggested fix by lines and columns, for reports that are
// written when positions have lost their meaning.
type Repair struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the text between two places of a file of the finding's
// package. Columns are in bytes, from 1; the end is exclusive.
type Edit struct {
	File               string // base name
	Line, Column       int
	EndLine, EndColumn int
	Text               string
}

// repairs resolves the positions of suggested fixes.
func repairs(fset *token.FileSet, fixes []analysis.SuggestedFix) []Repair {
	var out []Repair
	for _, fix := range fixes {
		r := Repair{Message: fix.Message}
		for _, e := range fix.TextEdits {
			end := e.End
			if !end.IsValid() {
				end = e.Pos // an insertion
			}
			from, to := fset.Position(e.Pos), fset.Position(end)
			r.Edits = append(r.Edits, Edit{base(from.Filename), from.Line, from.Column, to.Line, to.Column, string(e.NewText)})
		}
		out = append(out, r)
	}
	return out
}
