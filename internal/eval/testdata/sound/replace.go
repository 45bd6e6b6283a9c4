package main

import (
	"strings"
)

// strings.Replace counts, and a Replacer does not look at what it put in.
func runReplace() {
	probe("replace.1", strings.Replace("a/a/a", "a", "b", 1))
	probe("replace.2", strings.Replace("a/a/a", "a", "b", 2))
	probe("replace.3", strings.Replace("a/a/a", "a", "b", 0))
	probe("replace.4", strings.ReplaceAll("ab", "", "-"))
	probe("replace.5", strings.NewReplacer("a", "b", "b", "a").Replace("ab"))
	probe("replace.6", strings.Replace(opaque()+"/{id}/{id}", "{id}", "4", 1))
}
