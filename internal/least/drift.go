package least

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/grant"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// A Drift is the difference between the committed grant of a program and the
// smallest one for its code.
type Drift struct {
	Program string       `json:"program"` // for people: "cmd/usersync"
	Client  string       `json:"client"`  // name of the grant that was looked for
	At      *grant.Place `json:"at"`      // of the committed grant; nil when there is none
	Missing []Change     `json:"missing"` // scopes to add
	Surplus []Change     `json:"surplus"` // scopes to take away
	Kept    []Change     `json:"kept"`    // scopes that are granted and may stay
}

// A Change is a scope with the reason for it, in a clause.
type Change struct {
	Scope string `json:"scope"`
	Why   string `json:"why"`
}

// Differs reports whether the grant has to change.
func (d *Drift) Differs() bool { return len(d.Missing)+len(d.Surplus) > 0 }

// Compare holds a program against what was committed for its client. The
// smallest set is what counts: a wider scope in the place of a narrower one is
// a difference. Scopes of OpenID Connect, scopes that only add fields to
// answers, and scopes that a request whose endpoint is not known may need are
// kept.
func Compare(table *policy.Table, client string, u *report.Use, committed []grant.Grant) Drift {
	h := &Holder{Name: client, Grants: committed, Calls: u.Calls, Unresolved: len(u.Unresolved)}
	kind := u.Kind
	if kind != string(policy.SPA) {
		kind = string(policy.M2M) // a grant is for a confidential client
	}
	choice := Choose(table, kind, bare(u.Calls))
	d := Drift{Program: u.Name, Client: client, Missing: []Change{}, Surplus: []Change{}, Kept: []Change{}}
	if len(committed) > 0 {
		d.At = &committed[0].Place
	}
	held := h.held()
	reasons := reasonsFor(&choice, u.Calls)
	for _, scope := range choice.Scopes {
		if !slices.Contains(held, scope) && h.all() == nil {
			d.Missing = append(d.Missing, Change{scope, reasons[scope]})
		}
	}
	if all := h.all(); all != nil {
		d.Surplus = append(d.Surplus, Change{"allow_all_scopes", "its code needs " + listed(choice.Scopes) + " (" + all.String() + ")"})
	}
	j := &judge{Holder: h, table: table, granted: held, choice: choice}
	for _, scope := range held {
		if slices.Contains(choice.Scopes, scope) || policy.OIDCScope(scope) {
			continue
		}
		why, keep := j.keeps(scope)
		if keep {
			d.Kept = append(d.Kept, Change{scope, why})
		} else {
			d.Surplus = append(d.Surplus, Change{scope, why + " (" + h.placeOf(scope).String() + ")"})
		}
	}
	return d
}

// keeps says what a granted scope that was not chosen is good for, and whether
// it may stay.
func (j *judge) keeps(scope string) (why string, keep bool) {
	p := j.purpose(scope)
	switch {
	case p.adds != "":
		return p.adds, true
	case p.mentioned:
		return "a narrower scope would do, or another one does", false
	case p.guessed:
		return "Auth0 documents no scope for an endpoint that may want it", true
	case j.Unresolved > 0:
		return fmt.Sprintf("one of %d requests whose endpoint is not known may need it", j.Unresolved), true
	}
	return "no call needs it", false
}

func (h *Holder) placeOf(scope string) grant.Place {
	for _, g := range h.Grants {
		for _, s := range g.Scopes {
			if s.Name == scope {
				return s.Place
			}
		}
	}
	return grant.Place{}
}

// reasonsFor returns for each chosen scope the calls that it opens, in a line.
func reasonsFor(choice *policy.Choice, calls []report.Used) map[string]string {
	byScope := make(map[string][]string)
	for _, per := range choice.Per {
		for _, scope := range per.Chosen {
			byScope[scope] = append(byScope[scope], fmt.Sprintf("%s at %s", per.Op, calls[per.ID].Place()))
		}
	}
	out := make(map[string]string)
	for scope, places := range byScope {
		text := strings.Join(places[:min(2, len(places))], ", ")
		if n := len(places) - 2; n > 0 {
			text += fmt.Sprintf(" and %d more", n)
		}
		out[scope] = text
	}
	return out
}

// endpoints are what a chosen scope opens, without places: a committed grant
// does not change because lines move.
func endpoints(choice *policy.Choice, scope string) string {
	var ops []string
	for _, per := range choice.Per {
		if slices.Contains(per.Chosen, scope) {
			ops = append(ops, per.Op.String())
		}
	}
	slices.Sort(ops)
	ops = slices.Compact(ops)
	if n := len(ops) - 3; n > 0 {
		ops = append(ops[:3], fmt.Sprintf("%d more", n))
	}
	return strings.Join(ops, ", ")
}

// Wanted returns the grant to write for a program.
func Wanted(table *policy.Table, client string, u *report.Use) grant.Wanted {
	choice := Choose(table, string(policy.M2M), bare(u.Calls))
	w := grant.Wanted{Client: client, Title: u.Name}
	for _, scope := range choice.Scopes {
		danger, _, _ := table.Dangerous(scope)
		w.Scopes = append(w.Scopes, grant.WantedScope{Name: scope, Why: endpoints(&choice, scope), Danger: danger})
	}
	if u.Guessed {
		w.Notes = append(w.Notes, "what the program reaches is not known: all calls of what it imports count")
	}
	if n := len(u.Unresolved); n > 0 {
		w.Notes = append(w.Notes, fmt.Sprintf("may lack scopes: the endpoint of %d of its requests is not known (one in %s)", n, u.Unresolved[0].File))
	}
	for _, per := range choice.Per {
		if per.Impossible {
			w.Notes = append(w.Notes, fmt.Sprintf("no grant opens %s: it is for the user's own token", per.Op))
		}
	}
	return w
}
