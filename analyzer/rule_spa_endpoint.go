package analyzer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/policy"
)

// spaEndpoint reports calls of public programs that are not on the
// current-user allowlist. Auth0 gives a browser a token for the signed-in user
// only (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-tokens-for-single-page-applications).
// A call that another package makes is reported where the public package
// calls it.
func spaEndpoint(j *judgement) {
	for _, c := range j.calls {
		if j.domains.at(c.Pos).kind == policy.SPA && len(c.Ops) > 0 {
			j.spaCall(c.Site, c.Level, c.Method, c.Path, c.Ops[0], c.Chain)
		}
	}
	for _, r := range j.reached {
		if j.domains.at(r.Pos).kind != policy.SPA {
			continue
		}
		if m := j.table.Lookup(r.Method, r.Path); len(m.Ops) > 0 {
			j.spaCall(r.Site, detect.Level(r.Level), r.Method, r.Path, m.Ops[0], append([]summary.Frame{r.At}, r.Chain...))
		}
	}
}

func (j *judgement) spaCall(at detect.Site, level detect.Level, method, path string, op *policy.Operation, chain []summary.Frame) {
	conf, ok := j.reported(level)
	if !ok || j.test(at.Pos) {
		return
	}
	dom := j.domains.at(at.Pos)
	if _, v := j.edition.Allows(op.Method, op.Path, policy.Body{}); v.Status != policy.NotListed && v.Status != policy.Withdrawn {
		return
	}
	endpoint := endpointOf(op.Method, op.Path)
	var message string
	switch scopes := scopeWords(op); {
	case op.Method == "GET" && op.Path == "/api/v2/users":
		message = endpoint + " is outside the current-user allowlist: a browser's token can only read its own user; call GET /api/v2/users/{id} with read:current_user, or proxy it through your backend"
	case scopes == "":
		message = endpoint + " is outside the current-user allowlist: a public client's token never opens it; proxy it through your backend"
	default:
		message = fmt.Sprintf("%s needs %s, which a public client never receives; proxy it through your backend", endpoint, scopes)
	}
	f := Finding{Method: op.Method, Path: op.Path, Context: dom.name, Chain: frames(chain), Message: message + via(chain)}
	for _, s := range op.AnyOf {
		f.Scopes = append(f.Scopes, s...)
	}
	if op.Uncertain {
		f.Severity = Note
	}
	j.report("spa-endpoint", at, conf, f)
}

// scopeWords writes the sets of scopes that open an operation for a
// confidential client.
func scopeWords(op *policy.Operation) string {
	var sets []string
	for _, s := range op.AnyOf {
		if slices.ContainsFunc(s, policy.CurrentUserScope) {
			continue
		}
		sets = append(sets, strings.Join(s, " and "))
	}
	return strings.Join(sets, " or ")
}
