package load

import (
	"strings"

	"github.com/scopevet/scopevet/internal/lazy"
)

var quotedText = lazy.Regexp("\"(?:[^\"\\\\]|\\\\.)*\"?|`[^`]*`?")

// withoutTexts takes the string literals out of a type checker's message: any
// of them could be a secret. Import paths stay.
func withoutTexts(message string) string {
	if strings.Contains(message, "import") || strings.Contains(message, "package ") {
		return message
	}
	return quotedText().ReplaceAllStringFunc(message, func(quoted string) string {
		if len(quoted) < 12 {
			return quoted
		}
		return `"..."`
	})
}
