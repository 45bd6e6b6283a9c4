package report

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// columns turns columns in bytes into columns in UTF-16 code units.
type columns struct {
	read  func(name string) ([]byte, error)
	lines map[string][][]byte
}

func newColumns(read func(string) ([]byte, error)) *columns {
	return &columns{read, make(map[string][][]byte)}
}

// at returns the column of a place; the one in bytes, which is the same
// wherever the line is ASCII, if the file cannot be read.
func (c *columns) at(file string, line, column int) int {
	if c.read == nil || line < 1 || column < 2 {
		return column
	}
	lines, ok := c.lines[file]
	if !ok {
		if text, err := c.read(file); err == nil {
			lines = bytes.Split(text, []byte("\n"))
		}
		c.lines[file] = lines
	}
	if line > len(lines) || column-1 > len(lines[line-1]) {
		return column
	}
	units := 0
	for rest := lines[line-1][:column-1]; len(rest) > 0; {
		r, n := utf8.DecodeRune(rest)
		units += max(1, utf16.RuneLen(r))
		rest = rest[n:]
	}
	return units + 1
}
