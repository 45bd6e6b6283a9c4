package frontend

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// unquote returns what a JavaScript or JSON string literal stands for. What
// is no literal is returned without its first and last byte.
func unquote(text []byte) string {
	if len(text) < 2 {
		return ""
	}
	return unescape(text[1 : len(text)-1])
}

// unescape replaces the escape sequences of JavaScript.
func unescape(text []byte) string {
	s := string(text)
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		t, n := unescapeOne(s)
		b.WriteString(t)
		s = s[n:]
	}
	return b.String()
}

// unescapeOne returns what the first character or escape sequence of s stands
// for, and its length.
func unescapeOne(s string) (text string, size int) {
	if s[0] != '\\' || len(s) == 1 {
		_, n := utf8.DecodeRuneInString(s)
		return s[:n], n
	}
	switch c := s[1]; c {
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r':
		return "\r", 2
	case 'b':
		return "\b", 2
	case 'f':
		return "\f", 2
	case 'v':
		return "\v", 2
	case '0':
		return "\x00", 2
	case '\n':
		return "", 2
	case '\r':
		if strings.HasPrefix(s[2:], "\n") {
			return "", 3
		}
		return "", 2
	case 'x':
		if r, ok := hexRune(s, 2, 2); ok {
			return string(r), 4
		}
	case 'u':
		if strings.HasPrefix(s[2:], "{") {
			if end := strings.IndexByte(s, '}'); end > 3 && end < 11 {
				if r, ok := hexRune(s, 3, end-3); ok {
					return string(r), end + 1
				}
			}
			break
		}
		r, ok := hexRune(s, 2, 4)
		if !ok {
			break
		}
		if utf16.IsSurrogate(r) && strings.HasPrefix(s[6:], `\u`) {
			if low, ok := hexRune(s, 8, 4); ok {
				if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
					return string(both), 12
				}
			}
		}
		return string(r), 6
	}
	_, n := utf8.DecodeRuneInString(s[1:])
	return s[1 : 1+n], 1 + n
}

func hexRune(s string, from, digits int) (rune, bool) {
	if len(s) < from+digits {
		return 0, false
	}
	n, err := strconv.ParseUint(s[from:from+digits], 16, 32)
	return rune(n), err == nil
}
