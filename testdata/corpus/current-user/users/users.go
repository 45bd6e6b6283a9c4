// Package users reads accounts: that of whoever is signed in, and others that
// are named in the code.
package users

import (
	"fmt"
	"net/http"
	"net/url"
)

const (
	api     = "https://club.eu.auth0.com/api/v2"
	founder = "auth0|5f7c8ec7c33c6c004bbafe82"
)

func read(id string) {
	http.Get(api + "/users/" + url.PathEscape(id)) // call GET /api/v2/users/{id}
}

// SignedIn reads the account of the token.
func SignedIn(claims map[string]string) {
	read(claims["sub"])                                           // quiet: counted above
	http.Get(fmt.Sprintf("%s/users/%s", api, claims["sub"]))      // call GET /api/v2/users/{id}
	http.Get(api + "/users/auth0|" + claims["id"])                // call GET /api/v2/users/{id}
	http.Get(fmt.Sprintf("%s/users/auth0|%s", api, claims["id"])) // call GET /api/v2/users/{id}
}

// Named read accounts that the code names.
func Named() {
	read(founder)                                                               // quiet: counted above // miss want `\[spa-other-user\]`
	http.Get(api + "/users/google-oauth2|117")                                  // call GET /api/v2/users/{id} // want `\[spa-other-user\]`
	http.Get(fmt.Sprintf("%s/users/%s/enrollments", api, "auth0|2"))            // call GET /api/v2/users/{id}/enrollments // want `GET /api/v2/users/{id}/enrollments names a user .*\[spa-other-user\]`
	http.Get(api + "/users/" + url.QueryEscape(founder) + "?fields=email,name") // call GET /api/v2/users/{id} // want `\[spa-other-user\]`
}

// Others are refused for another reason, which is said alone.
func Others() {
	http.Get(api + "/users/" + founder + "/roles") // call GET /api/v2/users/{id}/roles // want `GET /api/v2/users/{id}/roles is outside the current-user allowlist.*\[spa-endpoint\]`
	http.Get(api + "/users")                       // call GET /api/v2/users // want `\[spa-endpoint\]`
}
