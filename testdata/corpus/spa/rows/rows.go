// Package rows calls what a public client may call, and what it may not.
package rows

import (
	"net/http"
	"strings"
)

const users = "https://club.eu.auth0.com/api/v2/users/"

func send(method, path string) {
	req, _ := http.NewRequest(method, users+path, strings.NewReader("{}"))
	http.DefaultClient.Do(req)
}

// Allowed are the rows of the allowlist.
func Allowed(id string) {
	send("GET", id)                            // call GET /api/v2/users/{id}
	send("GET", id+"/enrollments")             // call GET /api/v2/users/{id}/enrollments
	send("PATCH", id)                          // call PATCH /api/v2/users/{id} // note `spa-risky`
	send("POST", id+"/identities")             // call POST /api/v2/users/{id}/identities // want `needs link_with in the body, which this one lacks .*\[spa-body\]`
	send("DELETE", id+"/identities/google/g1") // call DELETE /api/v2/users/{id}/identities/{provider}/{user_id} // note `spa-risky`
}

// Refused are not on it.
func Refused(id string) {
	send("DELETE", id)             // call DELETE /api/v2/users/{id} // want `DELETE /api/v2/users/{id} needs delete:users.*\[spa-endpoint\]`
	send("GET", id+"/roles")       // call GET /api/v2/users/{id}/roles // want `GET /api/v2/users/{id}/roles is outside the current-user allowlist.*\[spa-endpoint\]`
	send("GET", id+"/permissions") // call GET /api/v2/users/{id}/permissions // want `\[spa-endpoint\]`
	send("POST", "")               // call POST /api/v2/users // want `POST /api/v2/users needs create:users.*\[spa-endpoint\]`
}

// DeviceCredentials are on it too.
func DeviceCredentials(id string) {
	http.Post("https://club.eu.auth0.com/api/v2/device-credentials", "", nil)                           // call POST /api/v2/device-credentials
	req, _ := http.NewRequest("DELETE", "https://club.eu.auth0.com/api/v2/device-credentials/"+id, nil) // call DELETE /api/v2/device-credentials/{id}
	http.DefaultClient.Do(req)
}
