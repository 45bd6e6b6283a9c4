// Package web hands a user's token to a package that calls Auth0.
package web

import (
	"net/http"
	"os"

	"example.com/token/wrapper"
)

func show(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	wrapper.New(c.Value).Users() // want `GET /api/v2/users is outside .* \(via \(\*Client\).Users, do\) \(the token is the signed-in user's: it comes from http.Request.Cookie\) \[spa-endpoint\]`
	wrapper.Roles(c.Value)       // want `GET /api/v2/roles needs read:roles, .* \(via Roles, do\) .* \[spa-endpoint\]`
}

func sync() {
	wrapper.New(os.Getenv("MANAGEMENT_TOKEN")).Users() // quiet
	wrapper.Roles(os.Getenv("MANAGEMENT_TOKEN"))       // quiet
}
