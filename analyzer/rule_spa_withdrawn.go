package analyzer

import (
	"fmt"

	"github.com/scopevet/scopevet/policy"
)

// spaWithdrawn reports calls of public programs that an older edition of the
// allowlist has and the one in force has not: they work in no new tenant.
func spaWithdrawn(j *judgement) {
	for _, c := range j.publicCalls() {
		if c.verdict.Status != policy.Withdrawn {
			continue
		}
		why := c.row.Withdrawn
		if why == "" {
			why = "it is on another edition only"
		}
		f := c.finding(fmt.Sprintf("%s is no longer on the current-user allowlist (edition %s): %s; proxy it through your backend", c.op, j.edition.Name, why))
		f.Scopes = []string{c.row.Scope}
		j.report("spa-withdrawn", c.site, c.confidence, f)
	}
}
