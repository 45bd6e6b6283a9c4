// Package observe finds out which requests an SDK for the Auth0 Management API
// really sends: it calls every method of every client type by reflection
// against a local server, and compares what arrived with the table that
// scopevet generated from the SDK's source.
//
// It must not know how that table is generated, nor any release of the SDK: a
// test package per import path says how to build the client, and everything
// else is discovered.
package observe

import "strings"

// SDK is what the test of one import path says about it.
type SDK struct {
	// Path is the module path, e.g. "github.com/auth0/go-auth0/v2".
	Path string
	// Version is the release, as the SDK itself says it; the "v" is optional.
	Version string
	// Table is the name of the generated table's file.
	Table string
	// New returns the SDK's root client, speaking plain HTTP to address.
	New func(address string) (any, error)
	// Enums gives a valid value for each type whose values the SDK checks, by
	// "package.Type". No fixed segment of a path may be equal to it.
	Enums map[string]string
}

// version returns the release as the go command names it.
func (s SDK) version() string { return "v" + strings.TrimPrefix(s.Version, "v") }
