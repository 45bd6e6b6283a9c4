package analyzer

import (
	"slices"
	"strings"
)

// implicitGrant reports requests for a user's token by the implicit grant,
// which older documents show. The token comes back in the address of the page
// (https://auth0.com/docs/get-started/authentication-and-authorization-flow/implicit-flow-with-form-post).
func implicitGrant(j *judgement) {
	for _, r := range j.userRequests() {
		if !slices.Contains(strings.Fields(r.Response), "token") {
			continue
		}
		site := r.Site
		for _, blank := range []string{"%20", "+"} {
			p, ok := j.place(&r, "response_type="+strings.ReplaceAll(r.Response, " ", blank))
			if ok && r.Address {
				site = j.literalSite(p)
				break
			}
		}
		j.report("implicit-grant", site, r.confidence, Finding{
			Context: r.context,
			Message: "the token request uses the implicit grant (response_type " + r.Response + "), which puts the token into the address bar and the browser's history; use the authorization code flow with PKCE",
		})
	}
}
