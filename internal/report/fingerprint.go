package report

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
)

// fingerprintName is the key of a fingerprint; its number changes when the
// way to make one does.
const fingerprintName = "scopevet/v1"

// fingerprints identifies each finding by what it means, so that it is the same
// finding when lines move: rule, package, function and endpoint, and how many
// of the kind stand before it in the function. Where there is no package, as
// in a policy file, the file stands for it, and where there is no endpoint,
// the scopes. No message goes into it, and nothing that could be secret.
func fingerprints(findings []Finding) []string {
	seen := make(map[string]int)
	out := make([]string, len(findings))
	for i := range findings {
		f := &findings[i]
		endpoint := f.Method + " " + f.Path
		if f.Path == "" {
			endpoint = strings.Join(f.Scopes, " ")
		}
		meaning := strings.Join([]string{f.Rule, cmp.Or(f.Package, path.Clean(f.File)), f.Function, endpoint}, "\x00")
		out[i] = fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", meaning, seen[meaning])))[:32]
		seen[meaning]++
	}
	return out
}
