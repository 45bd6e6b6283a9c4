// Package imports imports what is not there.
package imports

import (
	"net/http"

	"example.com/broken/absent"
)

// Users calls Auth0 nevertheless.
func Users() {
	http.Get("https://club.eu.auth0.com/api/v2/users") // only standalone call GET /api/v2/users
}

// Roles is a function that is not in order, and lost as a whole.
func Roles() {
	absent.Do()
	http.Get("https://club.eu.auth0.com/api/v2/roles") // miss call GET /api/v2/roles
}
