package value

import "strings"

// A FormatPart is a literal stretch of a format string, or one verb.
type FormatPart struct {
	Text    string
	Verb    byte // 's', 'd', ...; 0 for literal text
	Operand int  // index of the verb's operand, from 0
	Plain   bool // the verb writes its operand's text as it is, %q in quotes
}

// ParseFormat splits a format string of package fmt. It knows flags, widths,
// precisions and explicit operand indexes; a verb that is cut off is text.
func ParseFormat(f string) []FormatPart {
	var out []FormatPart
	operand := 0
	for f != "" {
		i := strings.IndexByte(f, '%')
		if i < 0 {
			return append(out, FormatPart{Text: f})
		}
		if i > 0 {
			out = append(out, FormatPart{Text: f[:i]})
		}
		j := i + 1
		for j < len(f) && strings.IndexByte("+-# 0123456789.[]*", f[j]) >= 0 {
			switch f[j] {
			case '*':
				operand++
			case '[':
				if index, _, closed := strings.Cut(f[j+1:], "]"); closed {
					if n := number(index); n > 0 && strings.Trim(index, "0123456789") == "" {
						operand = n - 1
					}
					j += len(index) + 1 // whatever stands there is no verb
				}
			}
			j++
		}
		switch {
		case j == len(f):
			return append(out, FormatPart{Text: f[i:]})
		case f[j] == '%':
			out = append(out, FormatPart{Text: "%"})
		default:
			out = append(out, FormatPart{Verb: f[j], Operand: operand, Plain: plain(f[i+1:j], f[j])})
			operand++
		}
		f = f[j+1:]
	}
	return out
}

// plain reports whether a verb with these flags writes strings and integers as
// they are: no padding, no other base.
func plain(flags string, verb byte) bool {
	for flags != "" && flags[0] == '[' {
		_, flags, _ = strings.Cut(flags, "]")
	}
	switch verb {
	case 's', 'd', 't':
		return flags == "" || verb == 's' && flags == "+"
	case 'v':
		return flags == "" || flags == "+"
	case 'q':
		return flags == ""
	}
	return false
}

// number reads the digits that s begins with; 0 where there are none.
func number(s string) int {
	n := 0
	for i := 0; i < len(s) && s[i] >= '0' && s[i] <= '9' && n < 1000; i++ {
		n = 10*n + int(s[i]-'0')
	}
	return n
}
