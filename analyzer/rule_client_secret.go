package analyzer

import (
	"fmt"
	"strings"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/value"
	"github.com/scopevet/scopevet/policy"
)

// clientSecretLiteral reports client secrets and private keys that stand in
// the code: whoever reads the code or the binary has them
// (https://auth0.com/docs/get-started/applications/application-settings).
func clientSecretLiteral(j *judgement) {
	for _, s := range j.secrets {
		conf, ok := j.sentToAuth0(s)
		if !ok || j.test(s.Pos) || !s.Embedded && !literalSecret(s.Value) {
			continue
		}
		dom := j.domains.at(s.Pos)
		what, out := "is a string literal that", "read it from the environment or a secret store and rotate it"
		if s.Embedded {
			what = "is in an embedded file and"
		}
		if dom.kind == policy.SPA {
			out = "move the call to your backend and rotate the secret"
		}
		j.report("client-secret-literal", s.Site, conf, Finding{
			Chain:   frames(s.Chain),
			Context: dom.name,
			Message: fmt.Sprintf("client secret %s reaches %s%s; %s", what, s.Target, via(s.Site, s.Chain), out),
		})
	}
}

// clientSecretPublic reports any client secret in a program that users have:
// it is in the binary, or the program fetches it for everybody
// (https://auth0.com/docs/get-started/applications/confidential-and-public-applications).
func clientSecretPublic(j *judgement) {
	for _, s := range j.secrets {
		dom := j.domains.at(s.Pos)
		conf, ok := j.sentToAuth0(s)
		if !ok || dom.kind != policy.SPA || j.test(s.Pos) || placeholderSecret(s.Value) {
			continue
		}
		j.report("client-secret-public", s.Site, conf, Finding{
			Chain:   frames(s.Chain),
			Context: dom.name,
			Message: fmt.Sprintf("client secret reaches %s in a public program (%s): every user can read it; move the call to your backend and rotate the secret", s.Target, dom.because),
		})
	}
	j.judgeShown("client-secret-public", false, "client secret", "keep it on the server and rotate it")
}

// sentToAuth0 says whether a secret is to be reported, and with which
// confidence: other services take client secrets too.
func (j *judgement) sentToAuth0(s detect.Secret) (Confidence, bool) {
	if s.Level < detect.Certain && foreignSecret(s.Value) {
		return 0, false
	}
	if s.Host != "" && j.file != nil && j.file.Tenant(s.Host) {
		s.Level = detect.Certain
	}
	return j.reported(s.Level)
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

// foreignSecret reports whether every value is another product's secret.
func foreignSecret(s value.Set) bool {
	for _, p := range s.Alts {
		if t, ok := p.Literal(); !ok || !detect.OtherProducts(t) {
			return false
		}
	}
	return len(s.Alts) > 0
}

// elsewhere knows what says where a secret is to be found: names of secret
// stores, files and documents.
var elsewhere = lazy.Regexp(`^(?i:arn:|[a-z][a-z0-9+.-]*://|vault:|env:|file:|ssm:|projects/|/run/|/etc/|/var/|\./|sha(1|256|512):)`)

// placeholderText knows what people write where a secret will be.
func placeholderText(t string) bool {
	u := strings.ToUpper(strings.TrimSpace(t))
	switch {
	case len(u) < 4, strings.Trim(u, "X*.-_") == "":
		return true
	case strings.HasPrefix(u, "<"), strings.HasPrefix(u, "${"), strings.HasPrefix(u, "{{"), strings.HasPrefix(u, "$("):
		return true
	}
	switch u {
	case "SECRET", "PASSWORD", "TEST", "NONE", "NULL", "UNSET", "UNDEFINED", "EMPTY":
		return true
	}
	if !strings.HasPrefix(u, "-----BEGIN") && (strings.ContainsAny(u, " \t\n") || elsewhere().MatchString(t)) {
		return true
	}
	for _, word := range []string{"YOUR", "EXAMPLE", "CHANGEME", "CHANGE_ME", "CHANGE-ME", "PLACEHOLDER", "REPLACE", "DUMMY", "REDACTED", "TODO", "FIXME", "CLIENT_SECRET", "CLIENT-SECRET", "CLIENTSECRET", "INSERT", "SECRET_HERE", "FAKE", "MOCK", "SAMPLE"} {
		if strings.Contains(u, word) {
			return true
		}
	}
	return false
}
