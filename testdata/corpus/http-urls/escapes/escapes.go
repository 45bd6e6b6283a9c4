// Package escapes has odd bytes in its paths.
package escapes

import (
	"fmt"
	"net/http"
	"net/url"
)

const base = "https://club.eu.auth0.com/api/v2"

func escapes(id, mail string) {
	http.Get(base + "/users/" + url.PathEscape(id))                      // call GET /api/v2/users/{id}
	http.Get(base + "/users/" + url.QueryEscape("auth0|"+id) + "/roles") // call GET /api/v2/users/{id}/roles
	http.Get(base + "/users/auth0|" + id)                                // call GET /api/v2/users/{id}
	http.Get(fmt.Sprintf(base+"/users/auth0%%7C%s", id))                 // call GET /api/v2/users/{id}
	http.Get(base + "/users-by-email?email=" + url.QueryEscape(mail))    // call GET /api/v2/users-by-email
	http.Get(base + "/users/")                                           // call GET /api/v2/users
	http.Get(base + "//clients")                                         // call GET /api/v2/clients
	http.Get(base + "/users?q=" + url.QueryEscape("a/b") + "#top")       // call GET /api/v2/users
	http.Get("HTTPS://Club.EU.Auth0.com/api/v2/flows")                   // call GET /api/v2/flows
	http.Get("https://club.eu.auth0.com:443/api/v2/forms")               // call GET /api/v2/forms
}

// words come before parameters.
func words(name string) {
	http.Get(base + "/guardian/factors/duo/settings")  // call GET /api/v2/guardian/factors/duo/settings
	http.Get(base + "/organizations/name/" + name)     // call GET /api/v2/organizations/name/{name}
	http.Get(base + "/users/u1/multifactor/duo/extra") // call GET /api/v2/users/u1/multifactor/duo/extra // want `GET /api/v2/users/u1/multifactor/duo/extra is no endpoint.*endpoint-unknown`
}
