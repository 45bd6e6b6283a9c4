// Package auth0 stands in for Auth0's SDK in the modules of the corpus, so that
// they need no network. The signatures are those of release 1, and nothing is
// sent.
package auth0

// String returns a pointer to v.
func String(v string) *string { return &v }

// Bool returns a pointer to v.
func Bool(v bool) *bool { return &v }
