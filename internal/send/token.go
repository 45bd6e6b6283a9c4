package send

import (
	_ "embed"
	"slices"
)

//go:embed tokens.txt
var tokens string

// The classes of access tokens, by where a token comes from.
const (
	// User: the signed-in user's, out of an authorization-code, PKCE,
	// password or passwordless exchange, a session or a cookie.
	User = "user"
	// Refreshed: got with a refresh token, which users' sessions and devices
	// have alike.
	Refreshed = "refreshed"
	// Forwarded: out of the Authorization header of a request that came in.
	Forwarded = "forwarded"
	// Machine: the program's own, out of a client credentials exchange.
	Machine = "machine"
	// Device: the device flow's. A command line tool's administrator signs in
	// so, and so does the user of a television.
	Device = "device"
)

// ForManagement ends what a token of a class comes from where it was asked for
// with the audience of a Management API.
const ForManagement = " for the Management API"

func knownClass(name string) bool {
	return slices.Contains([]string{User, Refreshed, Forwarded, Machine, Device}, name)
}

// Carrier returns where the token of an object lies in it, by the name of its
// type ("import/path.Type"); ok is false for types that carry none.
func (t *Table) Carrier(typeName string) (path string, ok bool) {
	r := t.Row(typeName)
	if r == nil || r.Carries == "" {
		return "", false
	}
	return r.Carries, true
}
