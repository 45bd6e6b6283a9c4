package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/policy"
)

// managementTokenLiteral reports access tokens for the Management API that
// stand in the code: whoever has one is the application, for as long as the
// token lives, and nobody can revoke it
// (https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens).
func managementTokenLiteral(j *judgement) {
	for _, t := range j.tokens {
		if j.domains.at(t.Pos).kind != policy.SPA {
			j.tokenLiteral("management-token-literal", t, "stands in the code: whoever reads it can use it, and it cannot be revoked; get a token at run time, with client credentials from a secret store")
		}
	}
}

// managementTokenPublic reports those in code that users have
// (https://auth0.com/docs/secure/tokens/token-best-practices).
func managementTokenPublic(j *judgement) {
	for _, t := range j.tokens {
		if j.domains.at(t.Pos).kind == policy.SPA {
			j.tokenLiteral("management-token-public", t, "stands in a public program: every user can read it, and it cannot be revoked; proxy the calls through your backend")
		}
	}
	j.judgeShown("management-token-public", true, "a token of the Management API", "proxy the calls through your backend")
}

func (j *judgement) tokenLiteral(rule string, t detect.TokenLiteral, what string) {
	level := t.Level
	if j.file != nil && j.file.Tenant(t.Tenant) {
		level = detect.Certain
	}
	conf, ok := j.reported(level)
	if !ok || j.test(t.Pos) {
		return
	}
	about := "for " + t.Tenant
	switch n := len(t.Scopes); {
	case n == 1:
		about += " with the scope " + t.Scopes[0]
	case n > 1 && n <= 3:
		about += " with the scopes " + strings.Join(t.Scopes, ", ")
	case n > 3:
		about += fmt.Sprintf(" with the scopes %s and %d more", strings.Join(t.Scopes[:2], ", "), n-2)
	}
	if t.Expires != "" {
		about += ", valid until " + t.Expires
	}
	j.report(rule, t.Site, conf, Finding{
		Context: j.domains.at(t.Pos).name, Scopes: t.Scopes,
		Message: fmt.Sprintf("a token of the Management API (%s) %s", about, what),
	})
}
