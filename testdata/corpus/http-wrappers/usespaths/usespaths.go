// Package usespaths joins a constant of another package, and sends nothing.
package usespaths

import "example.com/httpwrappers/paths"

// Auth0 is a tenant.
type Auth0 struct{ Domain string }

// Base is where its API is.
func (a *Auth0) Base() string { return "https://" + a.Domain + paths.API }

// Split is the same, in two parts.
func (a *Auth0) Split() string { return "https://" + a.Domain + "/ap" + "i/v2" }
