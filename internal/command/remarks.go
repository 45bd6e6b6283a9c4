package command

import (
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// remarks explains a choice of scopes, each endpoint once, in the calls'
// order.
func (s *session) remarks(kind string, chosen *policy.Choice) report.Remarks {
	var r report.Remarks
	seen := make(map[string]bool)
	for _, per := range chosen.Per {
		endpoint := per.Op.String()
		key := endpoint + strings.Join(per.Chosen, " ")
		if seen[key] {
			continue
		}
		seen[key] = true
		if per.NoneDocumented {
			r.Undocumented = append(r.Undocumented, endpoint)
			continue
		}
		if others := s.others(kind, &per); len(others) > 0 {
			r.Choices = append(r.Choices, report.Remark{Endpoint: endpoint, Scopes: per.Chosen.String(),
				Text: per.Chosen.String() + " rather than " + strings.Join(others, " or ")})
		}
		for _, set := range per.Options {
			if slices.Equal(set, per.Chosen) {
				continue
			}
			r.Options = append(r.Options, report.Remark{Endpoint: endpoint, Scopes: set.String(),
				Text: set.String() + " would do for less: fewer fields, some bodies or some states of the tenant only"})
		}
		for _, e := range per.Unlocks {
			if e.Kind == policy.ResponseField {
				r.Unlocks = append(r.Unlocks, report.Remark{Endpoint: endpoint, Scopes: e.Scope,
					Text: e.Scope + " adds " + strings.Join(e.Fields, ", ")})
			}
		}
	}
	for _, scope := range chosen.Scopes {
		if why, source, ok := s.table.Dangerous(scope); ok {
			r.Dangers = append(r.Dangers, report.Danger{Scope: scope, Why: why, Source: source})
		}
	}
	return r
}

// others returns the sets that would have opened a call as well, with what
// spoke against them.
func (s *session) others(kind string, per *policy.PerNeed) []string {
	var out []string
	for _, set := range per.Sufficient {
		public := slices.ContainsFunc(set, policy.CurrentUserScope)
		option := slices.ContainsFunc(per.Options, func(o policy.ScopeSet) bool { return slices.Equal(o, set) })
		if per.Chosen == nil || slices.Equal(set, per.Chosen) || option || public != (kind == string(policy.SPA)) {
			continue
		}
		why := ""
		if s.dangerous(set) && !s.dangerous(per.Chosen) {
			why = " (dangerous)"
		}
		switch opens, mine := s.opens(set), s.opens(per.Chosen); {
		case why != "":
		case opens > mine:
			why = " (opens " + plural(opens, "endpoint") + ", not " + plural(mine, "endpoint") + ")"
		case opens < mine:
			why = " (other calls need " + per.Chosen.String() + " anyway)"
		}
		out = append(out, set.String()+why)
	}
	return out
}

func (s *session) dangerous(set policy.ScopeSet) bool {
	return slices.ContainsFunc(set, func(scope string) bool {
		_, _, ok := s.table.Dangerous(scope)
		return ok
	})
}

// opens counts the endpoints that one of the scopes opens, alone or with
// others.
func (s *session) opens(set policy.ScopeSet) int {
	seen := make(map[*policy.Operation]bool)
	for _, scope := range set {
		for _, op := range s.table.Opens(scope) {
			seen[op] = true
		}
	}
	return len(seen)
}
