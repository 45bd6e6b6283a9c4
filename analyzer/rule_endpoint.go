package analyzer

import (
	"fmt"
	"strings"
)

// endpointUnknown reports requests to the Management API whose endpoint Auth0
// does not document (https://auth0.com/docs/api/management/v2).
func endpointUnknown(j *judgement) {
	for _, c := range j.calls {
		conf, ok := j.reported(c.Level)
		// What a method of the SDK sends is no mistake of the code that calls it;
		// the SDK's low-level functions send what they are told, to a host.
		fixed := c.SDK != "" && c.Host == ""
		if !ok || len(c.Ops) > 0 || fixed || j.test(c.Pos) {
			continue
		}
		message := endpointOf(c.Method, c.Path) + " is no endpoint of the Management API"
		switch {
		case len(c.Match.OtherMethods) > 0:
			message += "; this path takes " + strings.Join(c.Match.OtherMethods, ", ")
		case len(c.Match.Nearest) > 0:
			message += "; did you mean " + c.Match.Nearest[0].String() + "?"
		}
		j.report("endpoint-unknown", c.Site, conf, Finding{Method: c.Method, Path: c.Path, Chain: frames(c.Chain), Message: message + via(c.Site, c.Chain)})
	}
}

// endpointRetired reports calls of endpoints that Auth0 has withdrawn
// (https://auth0.com/docs/troubleshoot/product-lifecycle/deprecations-and-migrations).
func endpointRetired(j *judgement) {
	for _, c := range j.calls {
		conf, ok := j.reported(c.Level)
		if !ok || c.Match.Retired == "" || j.test(c.Pos) {
			continue
		}
		j.report("endpoint-retired", c.Site, conf, Finding{
			Method: c.Method, Path: c.Path, Chain: frames(c.Chain),
			Message: fmt.Sprintf("%s is retired: %s%s", endpointOf(c.Method, c.Path), c.Match.Retired, via(c.Site, c.Chain)),
		})
	}
}
