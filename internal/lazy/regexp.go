// Package lazy makes what costs time to make when it is first needed. Under go
// vet every package is a process, and most end before they need it.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp returns a function that returns the compiled expression, which has to
// be in order. Several goroutines may call it.
func Regexp(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
