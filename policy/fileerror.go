package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A FileError is one problem of a policy file. Its text is one line.
type FileError struct {
	File         string
	Line, Column int // from 1; 0 where the problem has no place
	Message      string
}

func (e *FileError) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	case e.Column == 0:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// FileErrors are all problems of a policy file, sorted by place. Its text has
// a line for each.
type FileErrors []*FileError

func (l FileErrors) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find the single problems.
func (l FileErrors) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// sorted returns the problems by place and without repetitions.
func (l FileErrors) sorted() FileErrors {
	slices.SortStableFunc(l, func(a, b *FileError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(l, func(a, b *FileError) bool { return *a == *b })
}
