package least

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// Asked is what the token requests of a program ask for.
type Asked struct {
	Scopes []string
	// Where names the request in messages: "web/login.go:20", or the policy.
	Where string
}

// AskedBy returns what a program's token requests for the Management API ask
// for: those of its packages, and what the policy says where the code does not
// show it. ok is false where there are none, or not all scopes are known.
func AskedBy(in *report.Input, program string, listed []string, where string) (a Asked, ok bool) {
	if len(listed) > 0 {
		a = Asked{slices.Clone(listed), where}
	}
	for _, r := range in.Results {
		if r.Package != program && program != "" && !in.Reaches(program, r.Package) {
			continue
		}
		for _, q := range r.Requests {
			if !q.Complete {
				return Asked{}, false
			}
			a.Scopes = append(a.Scopes, q.Scopes...)
			a.Where = cmp.Or(a.Where, fmt.Sprintf("%s:%d", in.File(q.Frame), q.Line))
		}
	}
	return a, a.Where != ""
}

// MissingScopes reports the calls of a public program that its token opens, if
// only the program had asked for the scope: the commonest of all answers 403
// (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-tokens-for-single-page-applications).
func MissingScopes(edition *policy.Edition, u *report.Use, a Asked, s analyzer.Severity) []report.Finding {
	var out []report.Finding
	if s == analyzer.Off {
		return nil
	}
	for i := range u.Calls {
		c := &u.Calls[i]
		if c.Kind != string(policy.SPA) && (u.Kind != string(policy.SPA) || c.Kind == string(policy.M2M)) || c.Test {
			continue
		}
		row, v := edition.Allows(c.Method, c.Path, c.Body)
		if v.Status != policy.Allowed && v.Status != policy.BodyUnseen || slices.Contains(a.Scopes, row.Scope) {
			continue
		}
		out = append(out, report.Finding{
			Rule: "spa-missing-scope", Severity: s.String(), Confidence: min(c.Confidence, analyzer.Likely).String(),
			Message: fmt.Sprintf("%s %s needs %s, which the program's token request (%s) does not ask for: the call fails with 403; add the scope to the request", c.Method, c.Path, row.Scope, a.Where),
			File:    c.File, Line: c.Line, Column: c.Column, Function: c.Function, Package: c.Package,
			Context: c.Context, Method: c.Method, Path: c.Path, Scopes: []string{row.Scope}, Chain: []report.Frame{},
		})
	}
	return out
}
