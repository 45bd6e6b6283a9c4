package policy

// A danger is a record of data/dangerous.jsonl.
type danger struct {
	Scope  string `json:"scope"`
	Why    string `json:"why"`
	Source string `json:"source"`
}

// Dangerous reports whether the scope, in the wrong hands, leads to taking
// over accounts or the tenant: in one line how, and the address of the Auth0
// page that documents the ability. The column is a review by people, not
// something that Auth0 publishes.
func (t *Table) Dangerous(scope string) (why, source string, ok bool) {
	d, ok := t.danger[scope]
	return d.Why, d.Source, ok
}
