package analyzer

import (
	"fmt"

	"github.com/scopevet/scopevet/policy"
)

// spaRisky notes calls that a public program may make and Auth0 advises
// against: metadata writes and identity linking from the front end
// (https://auth0.com/docs/manage-users/user-accounts/metadata).
func spaRisky(j *judgement) {
	for _, c := range j.publicCalls() {
		if c.row.Risk == "" || c.verdict.Status == policy.BodyRefused || c.verdict.Status == policy.Withdrawn {
			continue
		}
		f := c.finding(fmt.Sprintf("%s is allowed in the browser but not advised: %s; make the change in your backend", c.op, c.row.Risk))
		f.Scopes = []string{c.row.Scope}
		j.report("spa-risky", c.site, c.confidence, f)
	}
}
