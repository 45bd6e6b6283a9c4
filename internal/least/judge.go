package least

import (
	"fmt"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/grant"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// Judge returns what is wrong between what a context is granted and what its
// code calls, in no particular order.
func Judge(table *policy.Table, h *Holder) []report.Finding {
	j := &judge{table: table, Holder: h, granted: h.held()}
	j.choice = Choose(table, string(policy.M2M), bare(h.Calls))
	if h.all() == nil {
		j.notGranted()
	}
	j.excess()
	j.unknown()
	return j.findings
}

type judge struct {
	*Holder
	table    *policy.Table
	granted  []string
	choice   policy.Choice
	findings []report.Finding
}

// report adds a finding of a rule, at no more than the given severity.
func (j *judge) report(rule string, most analyzer.Severity, f report.Finding) {
	s := min(j.Severity(rule), most)
	if s == analyzer.Off {
		return
	}
	f.Rule, f.Severity, f.Context = rule, s.String(), j.Name
	if f.Confidence == "" {
		f.Confidence = "certain"
	}
	if f.Scopes == nil {
		f.Scopes = []string{}
	}
	if f.Chain == nil {
		f.Chain = []report.Frame{}
	}
	j.findings = append(j.findings, f)
}

// notGranted reports each call that no granted set of scopes opens: Auth0
// answers it with 403 insufficient_scope
// (https://auth0.com/docs/api/management/v2#authentication).
func (j *judge) notGranted() {
	for i := range j.Calls {
		c := &j.Calls[i]
		op := record(j.table, c.Call)
		if op == nil {
			continue
		}
		sets, _ := op.Sufficient(c.Body)
		if len(sets) == 0 || j.opened(sets) || j.opened(op.MaybeAnyOf) {
			continue
		}
		missing, words := j.missing(i, sets)
		most := analyzer.Error
		message := fmt.Sprintf("%s needs %s, which %s", op, words, j.lacks())
		switch {
		case len(missing) == 0:
			message = fmt.Sprintf("%s needs %s, which a confidential client such as %s never receives", op, words, j.Name)
		case j.partial():
			most = analyzer.Note
			message += "; a part of the grant could not be read"
		case op.Uncertain:
			most = analyzer.Note
			message += "; Auth0's documents are not certain of it"
		}
		j.report("scope-not-granted", most, report.Finding{
			Confidence: c.Confidence.String(), Message: message, File: c.File, Line: c.Line, Column: c.Column,
			Function: c.Function, Package: c.Package, Method: c.Method, Path: c.Path, Scopes: missing,
		})
	}
}

// opened reports whether the grant holds one of the sets. Of a body that
// cannot be seen, sets for some bodies count: this may be one of those.
func (j *judge) opened(sets []policy.ScopeSet) bool {
	return slices.ContainsFunc(sets, func(s policy.ScopeSet) bool { return s.SubsetOf(j.granted) })
}

// missing returns the scopes to add for a call, and in words all that would
// do: the dangerous ones only where nothing else does.
func (j *judge) missing(call int, sufficient []policy.ScopeSet) (add []string, words string) {
	for _, per := range j.choice.Per {
		if per.ID == call {
			for _, scope := range per.Chosen {
				if !slices.Contains(j.granted, scope) {
					add = append(add, scope)
				}
			}
		}
	}
	var sets, dangerous []string
	for _, set := range sufficient {
		text := strings.Join(set, " and ")
		switch {
		case len(add) > 0 && slices.ContainsFunc(set, policy.CurrentUserScope):
		case slices.ContainsFunc(set, func(scope string) bool { _, _, ok := j.table.Dangerous(scope); return ok }):
			dangerous = append(dangerous, text)
		default:
			sets = append(sets, text)
		}
	}
	if len(sets) == 0 {
		sets = dangerous
	}
	if len(sets) > 4 {
		sets = append(sets[:3], fmt.Sprintf("%d other sets", len(sets)-3))
	}
	return add, strings.Join(sets, " or ")
}

// lacks says who does not grant a scope, and where.
func (j *judge) lacks() string {
	at := ""
	if len(j.Grants) > 0 {
		at = " (" + j.Grants[0].Place.String() + ")"
	}
	return j.Source + " does not grant to " + j.Name + at
}

// excess reports granted scopes that the code does not need, at the place
// that grants them: least privilege is Auth0's own advice
// (https://auth0.com/docs/secure/security-guidance/data-security/token-best-practices).
func (j *judge) excess() {
	if !j.Whole {
		return
	}
	if all := j.all(); all != nil {
		j.report("scope-excess", analyzer.Error, report.Finding{
			Message: fmt.Sprintf("%s is granted all scopes of the Management API, and its code needs %s", j.Name, listed(j.choice.Scopes)),
			File:    all.File, Line: all.Line, Column: all.Column,
		})
	}
	seen := make(map[string]bool)
	for _, g := range j.Grants {
		for _, s := range g.Scopes {
			if seen[s.Name] || policy.OIDCScope(s.Name) || !j.table.HasScope(s.Name) || slices.Contains(j.choice.Scopes, s.Name) {
				continue
			}
			seen[s.Name] = true
			if j.byBody(s.Name) && len(j.instead(s.Name)) > 0 {
				continue // it may be just what the call needs
			}
			most, message := j.surplus(s.Name)
			if why, _, ok := j.table.Dangerous(s.Name); ok {
				message += "; it is dangerous: " + why
			}
			j.report("scope-excess", most, report.Finding{Message: message, File: s.File, Line: s.Line, Column: s.Column, Scopes: []string{s.Name}})
		}
	}
}

// surplus says of a granted scope that is not among those to choose what it is
// good for.
func (j *judge) surplus(scope string) (most analyzer.Severity, message string) {
	p := j.purpose(scope)
	if p.adds != "" {
		return analyzer.Note, fmt.Sprintf("%s is optional for %s: %s", scope, j.Name, p.adds)
	}
	switch instead := j.instead(scope); {
	case p.mentioned && len(instead) > 0:
		return analyzer.Note, fmt.Sprintf("%s opens more than %s needs: %s would do", scope, j.Name, strings.Join(instead, " and "))
	case p.mentioned:
		return analyzer.Note, fmt.Sprintf("%s opens nothing for %s that its other scopes do not open", scope, j.Name)
	case p.guessed:
		return analyzer.Note, fmt.Sprintf("no call of %s needs %s for certain: Auth0 documents no scope for some of its endpoints, and this may be one", j.Name, scope)
	case j.Unresolved > 0:
		return analyzer.Note, fmt.Sprintf("no call of %s needs %s, unless one of %d requests whose endpoint is not known does", j.Name, scope, j.Unresolved)
	}
	return analyzer.Error, fmt.Sprintf("no call of %s needs %s: remove it from the grant", j.Name, scope)
}

// byBody reports whether a scope is enough for a call with one body or another,
// and the body cannot be seen.
func (j *judge) byBody(scope string) bool {
	return slices.ContainsFunc(j.Calls, func(c report.Used) bool {
		op := record(j.table, c.Call)
		if op == nil || c.Body.Known || !op.BodyMatters() {
			return false
		}
		sets, _ := op.Sufficient(c.Body)
		return slices.ContainsFunc(sets, func(s policy.ScopeSet) bool { return slices.Contains(s, scope) })
	})
}

// A purpose is what a granted scope that is not among those to choose can be
// good for.
type purpose struct {
	adds      string // what it adds to an answer
	mentioned bool   // it opens a call that other scopes open too
	guessed   bool   // it may open a call for which none is documented
}

func (j *judge) purpose(scope string) purpose {
	var p purpose
	for _, c := range j.Calls {
		op := record(j.table, c.Call)
		if op == nil {
			continue
		}
		for _, e := range op.Extra {
			if p.adds == "" && e.Kind == policy.ResponseField && (e.Scope == scope || slices.Contains(e.Alternatives, scope)) {
				p.adds = fmt.Sprintf("it only adds %s to the answer of %s (%s)", fields(e.Fields), op, c.Place())
			}
		}
		p.mentioned = p.mentioned || op.Mentions(scope)
		p.guessed = p.guessed || len(op.AnyOf) == 0 && slices.ContainsFunc(op.Candidates, func(s policy.ScopeSet) bool { return slices.Contains(s, scope) })
	}
	return p
}

// instead returns the scopes to grant in the place of one that is too wide:
// those that are to be chosen, are not granted, and open what it opens now.
func (j *judge) instead(scope string) []string {
	without := slices.DeleteFunc(slices.Clone(j.granted), func(s string) bool { return s == scope })
	var add []string
	for _, per := range j.choice.Per {
		if slices.ContainsFunc(per.Sufficient, func(s policy.ScopeSet) bool { return s.SubsetOf(without) }) {
			continue
		}
		for _, s := range per.Chosen {
			if !slices.Contains(j.granted, s) && !slices.Contains(add, s) {
				add = append(add, s)
			}
		}
	}
	return add
}

// unknown reports granted names that are no scopes. Auth0 ignores some and
// refuses others; either way the program does not get what was meant.
func (j *judge) unknown() {
	seen := make(map[grant.Scope]bool)
	for _, g := range j.Grants {
		for _, s := range g.Scopes {
			if seen[s] || policy.OIDCScope(s.Name) || j.table.HasScope(s.Name) {
				continue
			}
			seen[s] = true
			message := fmt.Sprintf("%q is no scope of the Management API", s.Name)
			if right, ok := j.table.SuggestScope(s.Name); ok {
				message += "; did you mean " + right + "?"
			}
			j.report("scope-unknown", analyzer.Error, report.Finding{Message: message, File: s.File, Line: s.Line, Column: s.Column, Scopes: []string{s.Name}})
		}
	}
}

// listed writes a list of scopes with its length.
func listed(scopes []string) string {
	switch {
	case len(scopes) == 0:
		return "none"
	case len(scopes) > 5:
		return fmt.Sprintf("%d: %s, ...", len(scopes), strings.Join(scopes[:5], ", "))
	}
	return fmt.Sprintf("%d: %s", len(scopes), strings.Join(scopes, ", "))
}

func fields(names []string) string {
	if slices.Contains(names, "*") {
		return "more fields"
	}
	return strings.Join(names, ", ")
}
