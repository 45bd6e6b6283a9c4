package policy

import (
	"slices"
	"strings"
)

// A ScopeSet is a set of scopes that have to be held together. The order is
// the table's and carries no meaning.
type ScopeSet []string

// String joins the scopes the way a sentence does: "read:users and read:roles".
func (s ScopeSet) String() string {
	if len(s) < 2 {
		return strings.Join(s, "")
	}
	last := len(s) - 1
	return strings.Join(s[:last], ", ") + " and " + s[last]
}

// SubsetOf reports whether held contains every scope of s.
func (s ScopeSet) SubsetOf(held []string) bool {
	for _, scope := range s {
		if !slices.Contains(held, scope) {
			return false
		}
	}
	return true
}

// An Operation is one row of the table: a method on a path, and what Auth0
// documents about the scopes that open it.
type Operation struct {
	Method string `json:"method"` // upper case
	Path   string `json:"path"`   // template, each {name} is one segment: "/api/v2/users/{id}"
	ID     string `json:"operation_id"`
	Doc    string `json:"doc"` // address of the documentation page, or ""

	// AnyOf lists the sufficient scope sets, the one to recommend first.
	// It is empty where Auth0 documents no scope.
	AnyOf []ScopeSet `json:"any_of"`
	// Recommended overrides the first of AnyOf: which of those sets the
	// server asks for depends on its state, so that a program needs this one.
	Recommended ScopeSet `json:"recommended"`
	// MaybeAnyOf holds sets that a source lists though none says that they
	// suffice: not to be recommended, nor to be called insufficient.
	MaybeAnyOf []ScopeSet `json:"maybe_any_of"`
	// LegacyAnyOf sufficed once and has been withdrawn.
	LegacyAnyOf []ScopeSet `json:"legacy_any_of"`
	// Candidates are guesses for an undocumented operation, never facts.
	Candidates []ScopeSet `json:"candidates"`

	Extra     []Extra    `json:"extra"`
	BodyRules []BodyRule `json:"body_rules"`

	Lifecycle  string `json:"lifecycle"`         // "GA", "EA", "beta" or ""
	Removed    bool   `json:"removed_from_docs"` // only older SDKs call it
	Confidence string `json:"confidence"`        // "high", "medium" or "low"
	// Uncertain marks a record that must never be the reason for an error.
	Uncertain bool `json:"uncertain"`
	// ListedScopes is the flat list of the documentation page, where it
	// differs from AnyOf.
	ListedScopes []string `json:"listed_scopes"`

	// Retired says in a clause why Auth0 wants the operation no longer
	// called, or is "".
	Retired string `json:"-"`

	index    int      // position in Table.Operations
	segments []string // of Path
}

// String is the method and the template: "GET /api/v2/users/{id}".
func (op *Operation) String() string { return op.Method + " " + op.Path }

// An Extra is a scope that opens more of an operation than its sufficient
// sets do.
type Extra struct {
	Scope        string    `json:"scope"`
	Alternatives []string  `json:"alternatives"` // scopes that open the same
	Kind         ExtraKind `json:"kind"`
	Fields       []string  `json:"fields"` // of the request or the answer; "*" is the full answer
	Uncertain    bool      `json:"uncertain"`
}

// openedBy reports whether one of the scopes opens what the extra stands for.
func (e Extra) openedBy(s ScopeSet) bool {
	return slices.Contains(s, e.Scope) || slices.ContainsFunc(e.Alternatives, func(a string) bool { return slices.Contains(s, a) })
}

// An ExtraKind says what an Extra opens.
type ExtraKind string

const (
	// RequestBody extras are required once the body sets one of the fields.
	RequestBody ExtraKind = "request_body"
	// ResponseField extras add the fields to the answer.
	ResponseField ExtraKind = "response_field"
	// QueryParameter extras are required by a query parameter.
	QueryParameter ExtraKind = "query_parameter"
	// RuntimeState extras are required in some states of the tenant.
	RuntimeState ExtraKind = "runtime_state"
	// Effect extras let the operation do more on the server.
	Effect ExtraKind = "effect"
)

// A BodyRule narrows the sufficient sets by what the request body holds.
// Exactly one of FieldsOnly, Fields and Otherwise is set.
type BodyRule struct {
	FieldsOnly []string   `json:"fields_only"` // the body holds these and nothing else
	Fields     []string   `json:"fields"`      // the body holds any of these
	Otherwise  bool       `json:"otherwise"`   // no other rule applies
	AnyOf      []ScopeSet `json:"any_of"`
	// DocsOnlyAnyOf is listed on a documentation page and in no API
	// description: accepted as a request, never counted on.
	DocsOnlyAnyOf []ScopeSet `json:"docs_only_any_of"`
}

// Mentions reports whether the scope opens the operation or more of it, or
// may do so, alone or with others. A granted scope that no call mentions is
// more than the program needs.
func (op *Operation) Mentions(scope string) bool {
	in := func(s ScopeSet) bool { return slices.Contains(s, scope) }
	return slices.ContainsFunc(op.AnyOf, in) || slices.ContainsFunc(op.MaybeAnyOf, in) ||
		slices.ContainsFunc(op.Extra, func(e Extra) bool { return e.openedBy(ScopeSet{scope}) }) ||
		slices.ContainsFunc(op.BodyRules, func(r BodyRule) bool { return slices.ContainsFunc(r.DocsOnlyAnyOf, in) })
}

// scopes calls f for every scope that the record mentions as a fact.
func (op *Operation) scopes(f func(string)) {
	each := func(sets []ScopeSet) {
		for _, set := range sets {
			for _, s := range set {
				f(s)
			}
		}
	}
	each(op.AnyOf)
	each(op.MaybeAnyOf)
	for _, e := range op.Extra {
		f(e.Scope)
		for _, a := range e.Alternatives {
			f(a)
		}
	}
	for _, r := range op.BodyRules {
		each(r.AnyOf)
		each(r.DocsOnlyAnyOf)
	}
	each(op.LegacyAnyOf)
}
