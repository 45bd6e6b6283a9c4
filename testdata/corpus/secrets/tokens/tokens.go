// Package tokens holds texts that have the form of an access token. None was ever
// signed: the third part says so.
package tokens

import (
	"net/http"
	"os"
	"strings"
)

const api = "https://club.eu.auth0.com/api/v2/"

const (
	unsigned = "eyJhbGciOiJub25lIn0." // what each begins with
	end      = ".bm90LWEtc2lnbmF0dXJl"
)

// A constant, and one of several parts.
const (
	whole = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2NsdWIuZXUuYXV0aDAuY29tL2FwaS92Mi8iLCJzY29wZSI6InJlYWQ6dXNlcnMifQ.bm90LWEtc2lnbmF0dXJl" // want `a token of the Management API .*\[management-token-literal\]`
	parts = unsigned + "eyJhdWQiOiJodHRwczovL2NsdWIuZXUuYXV0aDAuY29tL2FwaS92Mi8iLCJzY29wZSI6InJlYWQ6dXNlcnMifQ" + end                         // want `\[management-token-literal\]`
)

// A variable, for two audiences.
var both = "eyJhbGciOiJub25lIn0.eyJhdWQiOlsiaHR0cHM6Ly9jbHViLmV1LmF1dGgwLmNvbS9hcGkvdjIvIiwiaHR0cHM6Ly9jbHViLmV1LmF1dGgwLmNvbS91c2VyaW5mbyJdLCJzY29wZSI6InJlYWQ6dXNlcnMgdXBkYXRlOnVzZXJzIn0.bm90LWEtc2lnbmF0dXJl" // want `for club.eu.auth0.com with the scopes read:users, update:users.*\[management-token-literal\]`

// For others.
const (
	orders   = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL29yZGVycy5jbHViLmV4YW1wbGUiLCJzY29wZSI6InJlYWQ6b3JkZXJzIn0.bm90LWEtc2lnbmF0dXJl"                // quiet: for another API
	identity = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2NsdWIuZXUuYXV0aDAuY29tLyIsImF1ZCI6ImNsdWJob3VzZSIsInN1YiI6ImF1dGgwfDEifQ.bm90LWEtc2lnbmF0dXJl" // quiet: an ID token
	pages    = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL3dpa2kuY2x1Yi5leGFtcGxlL2FwaS92Mi9wYWdlcyJ9.bm90LWEtc2lnbmF0dXJl"                               // quiet: for another API with a version
	noToken  = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2NsdWIuZXUuYXV0aDAuY29tL2FwaS92Mi8iLCJzY29wZSI6InJlYWQ6dXNlcnMifQ"                              // quiet: half of one
)

type settings struct{ token string }

func get(path, token string) {
	req, err := http.NewRequest("GET", api+path, nil) // quiet: its callers say what is read
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

// All sends them.
func All() {
	get("users", whole)  // call GET /api/v2/users
	get("users", parts)  // call GET /api/v2/users
	get("roles", both)   // call GET /api/v2/roles
	get("users", orders) // call GET /api/v2/users

	s := settings{token: strings.TrimSpace("\neyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2NsdWIuZXUuYXV0aDAuY29tL2FwaS92Mi8iLCJzY29wZSI6InJlYWQ6dXNlcnMifQ.bm90LWEtc2lnbmF0dXJl\n")} // want `\[management-token-literal\]`
	get("users", s.token)                                                                                                                                                          // call GET /api/v2/users
	get("users", os.Getenv("TOKEN"))                                                                                                                                               // call GET /api/v2/users
	println(identity, pages, noToken)
}
