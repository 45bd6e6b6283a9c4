package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopevet/scopevet/policy"
)

// spaOtherUser reports calls of public programs whose path names a user by a
// literal: it is hardly the one who is signed in, and the token of one user
// never opens another
// (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-tokens-for-single-page-applications).
func spaOtherUser(j *judgement) {
	for _, c := range j.publicCalls() {
		if c.verdict.Status == policy.NotListed || !strings.HasPrefix(c.op.Path, "/api/v2/users/{id}") {
			continue
		}
		rest, _ := strings.CutPrefix(c.written, "/api/v2/users/")
		id, _, _ := strings.Cut(rest, "/")
		if id == "" || strings.Contains(id, "{") {
			continue
		}
		f := c.finding(fmt.Sprintf("%s names a user in the code: a current-user token opens its own user only; take the id from the token's sub", c.op))
		f.Scopes = []string{c.row.Scope}
		j.report("spa-other-user", c.site, c.confidence, f)
	}
}
