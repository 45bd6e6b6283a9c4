package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/policy"
)

// scopeUnknown reports scopes in the request for a Management API token that
// do not exist: Auth0 leaves them out without a word
// (https://auth0.com/docs/api/management/v2).
func scopeUnknown(j *judgement) {
	for _, r := range j.userRequests() {
		if !r.management {
			continue
		}
		for _, s := range r.Scopes {
			if !strings.Contains(s, ":") || len(s) > 60 || policy.OIDCScope(s) || j.table.HasScope(s) || slices.Contains(j.edition.Scopes(), s) {
				continue
			}
			near, ok := j.table.SuggestScope(s)
			if !ok {
				continue // perhaps of another API that the same request names
			}
			f := Finding{
				Context: r.context, Scopes: []string{s},
				Message: fmt.Sprintf("the token request asks for %s, which is no scope of the Management API; did you mean %s?", s, near),
			}
			site := r.Site
			if p, ok := j.place(&r, s); ok {
				site = j.literalSite(p)
				if fix, ok := j.withWord(p, s, near); ok {
					f.Fixes = []analysis.SuggestedFix{fix}
				}
			}
			j.report("scope-unknown", site, r.confidence, f)
		}
	}
}
