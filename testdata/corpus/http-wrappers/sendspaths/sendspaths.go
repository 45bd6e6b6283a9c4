// Package sendspaths sends to what another package joins.
package sendspaths

import (
	"net/http"

	"example.com/httpwrappers/usespaths"
)

func list(a *usespaths.Auth0) {
	http.Get(a.Base() + "/users")  // call GET /api/v2/users
	http.Get(a.Split() + "/roles") // call GET /api/v2/roles
}
