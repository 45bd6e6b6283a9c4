// Package bypolicy is public by the policy file, whatever a directive says.
//
//scopevet:context m2m
package bypolicy

import "net/http"

const api = "https://club.eu.auth0.com/api/v2"

// Users lists the users of Auth0.
func Users() {
	http.Get(api + "/users") // call GET /api/v2/users // want `GET /api/v2/users is outside the current-user allowlist: a browser's token can only read its own user; call GET /api/v2/users/{id} with read:current_user, or proxy it through your backend \[spa-endpoint\]`
}

// Clients lists applications.
func Clients() {
	http.Get(api + "/clients") // call GET /api/v2/clients // want `GET /api/v2/clients needs read:clients.*\[spa-endpoint\]`
}
