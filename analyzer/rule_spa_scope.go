package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/policy"
)

// spaScope reports scopes in the request for a user's token that such a token
// never holds. Auth0 leaves them out without a word, and the call that needs
// them fails with 403
// (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-tokens-for-single-page-applications).
func spaScope(j *judgement) {
	received := j.edition.Scopes()
	for _, r := range j.userRequests() {
		if !r.management {
			continue
		}
		var refused []string
		for _, s := range r.Scopes {
			if j.table.HasScope(s) && !slices.Contains(received, s) && !policy.CurrentUserScope(s) {
				refused = append(refused, s)
			}
		}
		for _, g := range j.byLiteral(&r, refused) {
			f := Finding{
				Context: r.context, Scopes: g.words,
				Message: fmt.Sprintf("the token request asks for %s, which a public client never receives: Auth0 leaves it out and the call fails with 403; remove it and proxy the call through your backend", strings.Join(g.words, ", ")),
			}
			if g.found {
				if fix, ok := j.withoutWords(g.place, g.words); ok {
					f.Fixes = []analysis.SuggestedFix{fix}
				}
			}
			j.report("spa-scope", g.site, r.confidence, f)
		}
	}
}

// A literalGroup holds the words of a request that stand in one literal, or
// those of which the literal is not known.
type literalGroup struct {
	words []string
	site  detect.Site
	place wordPlace
	found bool
}

func (j *judgement) byLiteral(r *userRequest, words []string) []literalGroup {
	var groups []literalGroup
	for _, w := range words {
		g := literalGroup{words: []string{w}, site: r.Site}
		if g.place, g.found = j.place(r, w); g.found {
			g.site = j.literalSite(g.place)
		}
		if i := slices.IndexFunc(groups, func(o literalGroup) bool { return o.site.Pos == g.site.Pos && o.found == g.found }); i >= 0 {
			groups[i].words = append(groups[i].words, w)
			continue
		}
		groups = append(groups, g)
	}
	return groups
}
