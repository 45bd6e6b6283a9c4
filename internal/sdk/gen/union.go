package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A union joins the surveys of several releases into one table.
type union struct {
	path     string
	versions []string
	surveys  []survey // in the order of versions
}

// format writes the table in the notation of sdk.Parse.
func (u union) format() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What the methods of Auth0's SDK send, read from its source by go generate\n# ./internal/sdk. Do not edit: sdk.Parse explains the notation, CONTRIBUTING.md\n# how to add a release.\n\nsdk %s\nversions %s\n", u.path, strings.Join(u.versions, " "))
	keys := map[string]bool{}
	for _, s := range u.surveys {
		for k := range s {
			keys[k] = true
		}
	}
	pkg := ""
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		in, name, _ := strings.Cut(key, " ")
		if in != pkg {
			pkg = in
			fmt.Fprintf(&b, "\npackage %s\n", pkg)
		}
		u.method(&b, key, name)
	}
	return b.Bytes()
}

// method writes one line for each stretch of releases that agree on a method.
func (u union) method(b *bytes.Buffer, key, name string) {
	for first := 0; first < len(u.versions); {
		requests, ok := u.surveys[first][key]
		if !ok {
			first++
			continue
		}
		end := first + 1
		for end < len(u.versions) {
			next, ok := u.surveys[end][key]
			if !ok || !slices.Equal(requests, next) {
				break
			}
			end++
		}
		b.WriteString(name)
		if first > 0 || end < len(u.versions) {
			fmt.Fprintf(b, "  [%s..%s]", u.versions[first], u.versions[end-1])
		}
		if len(requests) == 0 {
			b.WriteString("  -\n")
		} else {
			fmt.Fprintf(b, "  %s\n", strings.Join(requests, ", "))
		}
		first = end
	}
}
