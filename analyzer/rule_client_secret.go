package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopevet/scopevet/internal/value"
	"github.com/scopevet/scopevet/policy"
)

// clientSecretLiteral reports client secrets and private keys that stand in
// the code: whoever reads the code or the binary has them
// (https://auth0.com/docs/get-started/applications/application-settings).
func clientSecretLiteral(j *judgement) {
	for _, s := range j.secrets {
		if j.test(s.Pos) || !literalSecret(s.Value) {
			continue
		}
		j.report("client-secret-literal", s.Site, Certain, Finding{
			Chain:   frames(s.Chain),
			Context: j.domains.at(s.Pos).name,
			Message: fmt.Sprintf("client secret is a string literal that reaches %s%s; read it from the environment or a secret store and rotate it", s.Target, via(s.Site, s.Chain)),
		})
	}
}

// clientSecretPublic reports any client secret in a program that users have:
// it is in the binary, or the program fetches it for everybody
// (https://auth0.com/docs/get-started/applications/confidential-and-public-applications).
func clientSecretPublic(j *judgement) {
	for _, s := range j.secrets {
		dom := j.domains.at(s.Pos)
		if dom.kind != policy.SPA || j.test(s.Pos) || placeholderSecret(s.Value) {
			continue
		}
		j.report("client-secret-public", s.Site, Certain, Finding{
			Chain:   frames(s.Chain),
			Context: dom.name,
			Message: fmt.Sprintf("client secret reaches %s in a public program (%s): every user can read it; move the call to your backend and rotate the secret", s.Target, dom.because),
		})
	}
}

// literalSecret reports whether a value can be text of the program that is no
// placeholder.
func literalSecret(s value.Set) bool {
	for _, p := range s.Alts {
		if len(p) == 1 && p[0].Hole != nil && p[0].Hole.Symbol.Name == "a literal" {
			return true
		}
		if t, ok := p.Literal(); ok && !placeholderText(t) {
			return true
		}
	}
	return false
}

// placeholderSecret reports whether every value is a placeholder.
func placeholderSecret(s value.Set) bool {
	for _, p := range s.Alts {
		if t, ok := p.Literal(); !ok || !placeholderText(t) {
			return false
		}
	}
	return true
}

// placeholderText knows what people write where a secret will be.
func placeholderText(t string) bool {
	u := strings.ToUpper(strings.TrimSpace(t))
	switch {
	case len(u) < 4, strings.Trim(u, "X*.-_") == "":
		return true
	case strings.HasPrefix(u, "<"), strings.HasPrefix(u, "${"), strings.HasPrefix(u, "{{"), strings.HasPrefix(u, "$("):
		return true
	}
	for _, word := range []string{"YOUR", "EXAMPLE", "CHANGEME", "CHANGE_ME", "CHANGE-ME", "PLACEHOLDER", "REPLACE", "DUMMY", "REDACTED", "TODO", "FIXME", "CLIENT_SECRET", "CLIENT-SECRET", "CLIENTSECRET", "INSERT", "SECRET_HERE"} {
		if strings.Contains(u, word) {
			return true
		}
	}
	return false
}
