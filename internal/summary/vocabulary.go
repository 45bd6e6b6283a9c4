package summary

import (
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/value"
)

// A Vocabulary decides which literal text may be stored.
type Vocabulary func(text string) bool

// Clean replaces literal text that the vocabulary does not know by a hole:
// what is no endpoint, method or host may be a secret. That goes for the text
// in what is done to a hole's value, and in the keys that lead to it, too.
func (v Vocabulary) Clean(s value.Set) value.Set {
	return s.Map(func(p value.Pattern) value.Pattern {
		var out value.Pattern
		for _, piece := range p {
			out = append(out, v.pieces(piece)...)
		}
		return out
	})
}

// pieces is piece, but for a URL of which the query alone is not known.
func (v Vocabulary) pieces(piece value.Piece) value.Pattern {
	if i := strings.IndexByte(piece.Text, '?'); i > 0 && !v(piece.Text) && v(piece.Text[:i+1]) {
		return value.Pattern{{Text: piece.Text[:i+1]}, literal()}
	}
	return value.Pattern{v.piece(piece)}
}

// literal stands for text that may be a secret.
func literal() value.Piece { return value.Unknown("a literal").Alts[0][0] }

func (v Vocabulary) piece(piece value.Piece) value.Piece {
	if piece.Hole == nil {
		if v(piece.Text) {
			return piece
		}
		return literal()
	}
	for _, key := range keysIn().FindAllStringSubmatch(piece.Hole.Symbol.Path, -1) {
		if !word().MatchString(key[1]) {
			return literal()
		}
	}
	var ops []value.Op
	for _, op := range piece.Hole.Ops {
		switch {
		case v.operand(op.A) && v.operand(op.B):
			ops = append(ops, op)
		case op.Name == value.Replace, op.Name == value.ReplaceOne:
			return literal()
		}
	}
	return value.Piece{Hole: &value.Hole{Symbol: piece.Hole.Symbol, Ops: ops}}
}

var (
	keysIn = lazy.Regexp(`\[([^\]]*)\]?`)
	// word is a key that a program's author chose: a name, an index, or the
	// text between joined strings.
	word = lazy.Regexp(`^([A-Za-z_][A-Za-z0-9_.-]{0,39}|\d{1,4}|\*|join:[^A-Za-z0-9]{0,4})$`)
	// affix is what is cut off a string, or marks where another one belongs.
	affix = lazy.Regexp(`^([^A-Za-z0-9]{0,4}[A-Za-z_]{0,12}[^A-Za-z0-9]{0,4}|\d{1,4})$`)
)

func (v Vocabulary) operand(text string) bool {
	return affix().MatchString(text) || v(text) || v(strings.TrimSuffix(text, "/"))
}
