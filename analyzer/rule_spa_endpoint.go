package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/policy"
)

// spaEndpoint reports calls of public programs that are not on the
// current-user allowlist. Auth0 gives a browser a token for the signed-in user
// only (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-tokens-for-single-page-applications).
func spaEndpoint(j *judgement) {
	for _, c := range j.publicCalls() {
		if c.verdict.Status != policy.NotListed {
			continue
		}
		endpoint := c.op.String()
		var message string
		switch scopes := scopeWords(c.op); {
		case endpoint == "GET /api/v2/users":
			message = endpoint + " is outside the current-user allowlist: a browser's token can only read its own user; call GET /api/v2/users/{id} with read:current_user, or proxy it through your backend"
		case scopes == "", c.op.Uncertain: // that the allowlist does not have it is certain
			message = endpoint + " is outside the current-user allowlist: a public client's token never opens it; proxy it through your backend"
		default:
			message = fmt.Sprintf("%s needs %s, which a public client never receives; proxy it through your backend", endpoint, scopes)
		}
		f := c.finding(message)
		for _, s := range c.op.AnyOf {
			f.Scopes = append(f.Scopes, s...)
		}
		j.report("spa-endpoint", c.site, c.confidence, f)
	}
}

// scopeWords writes the sets of scopes that open an operation for a
// confidential client.
func scopeWords(op *policy.Operation) string {
	var sets []string
	for _, s := range op.AnyOf {
		if !slices.ContainsFunc(s, policy.CurrentUserScope) {
			sets = append(sets, strings.Join(s, " and "))
		}
	}
	return strings.Join(sets, " or ")
}
