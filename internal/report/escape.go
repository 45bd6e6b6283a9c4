package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain returns s with every character that could move the cursor, reverse
// the text or break the line written as an escape. File names and strings
// from code are not to be trusted by a terminal.
func plain(s string) string {
	if strings.IndexFunc(s, hostile) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			b.WriteString(`\x` + strconv.FormatUint(uint64(s[0]), 16))
		case hostile(r):
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// hostile tells whether a character has an effect beyond being seen: control
// characters, line separators, and marks that change the writing direction.
func hostile(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
