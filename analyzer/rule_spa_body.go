package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopevet/scopevet/policy"
)

// spaBody reports requests of public programs whose body sets what a
// current-user token may not write: PATCH /users/{id} takes user_metadata and
// nothing else, and identities are linked with link_with
// (https://auth0.com/docs/manage-users/user-accounts/user-account-linking/link-user-accounts).
// A body that cannot be seen is not guessed.
func spaBody(j *judgement) {
	for _, c := range j.publicCalls() {
		if c.verdict.Status != policy.BodyRefused {
			continue
		}
		var message string
		switch v := c.verdict; {
		case c.op.Path == "/api/v2/users/{id}/identities" && len(v.Offending) > 0:
			message = fmt.Sprintf("%s with %s needs update:users, which a public client never receives; send link_with and the other account's ID token", c.op, words(v.Offending))
		case len(v.Offending) > 0:
			message = fmt.Sprintf("%s may not set %s with a current-user token, which writes user_metadata only; proxy the change through your backend", c.op, words(v.Offending))
		default:
			message = fmt.Sprintf("%s with a current-user token needs %s in the body, which this one lacks", c.op, words(v.Missing))
		}
		f := c.finding(message)
		f.Scopes = []string{c.row.Scope}
		j.report("spa-body", c.site, c.confidence, f)
	}
}

// words writes a list as people do.
func words(list []string) string {
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " and " + list[n-1]
	}
	return strings.Join(list, "")
}
