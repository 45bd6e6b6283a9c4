package analyzer

import (
	"go/token"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/policy"
)

// of returns the context of a call: that of its place, or, where the place
// says nothing, the one that its access token is for. A token of the signed-in
// user makes a current-user call wherever it stands; one that came in with a
// request does perhaps, because services forward theirs too; the program's own
// says the opposite. Of the device flow nothing can be said: tenant
// administrators sign in to command line tools so.
func (d *domains) of(pos token.Pos, t detect.Token) domain {
	dom := d.at(pos)
	if dom.kind != policy.Unknown {
		return dom
	}
	switch t.Class {
	case send.User:
		return domain{name: string(policy.SPA), kind: policy.SPA, token: t.Class, because: "the token is the signed-in user's: it comes from " + t.From}
	case send.Forwarded:
		return domain{name: string(policy.SPA), kind: policy.SPA, token: t.Class, because: "the token may be the signed-in user's: it comes from " + t.From}
	case send.Machine:
		return domain{name: string(policy.M2M), kind: policy.M2M, token: t.Class, because: "the token is the program's own: it comes from " + t.From}
	}
	return dom
}

// limit bounds how sure a finding can be that rests on the context.
func (d domain) limit(l detect.Level) detect.Level {
	switch d.token {
	case send.User:
		return min(l, detect.Likely)
	case send.Forwarded:
		return min(l, detect.Possible)
	}
	return l
}
