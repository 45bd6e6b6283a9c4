// Package useswire calls Auth0 through somebody else's general library, which
// has the parts of a request in different places.
package useswire

import (
	"net/http"

	"example.com/wire"
	"example.com/wire/grown"
	"example.com/wire/routes"
)

const api = "https://club.eu.auth0.com/api/v2"

// Sent are put together first.
func Sent(token string) error {
	if err := wire.Send(wire.Request{Method: "PATCH", URL: api + "/tenants/settings"}); err != nil { // call PATCH /api/v2/tenants/settings
		return err
	}
	return wire.Send(wire.Get(api + "/roles").With(token)) // call GET /api/v2/roles
}

// Called go through clients.
func Called(id string) error {
	if err := wire.New(http.DefaultClient, api).Call("DELETE", "/users/"+id); err != nil { // call DELETE /api/v2/users/{id}
		return err
	}
	return wire.Default(api).Call("GET", "/connections") // call GET /api/v2/connections
}

// Routed have paths that the library writes.
func Routed(id string) error {
	p := routes.Paths{Base: api}
	for _, err := range []error{
		routes.Fetch(p.User(id)),                  // call GET /api/v2/users/{id}
		routes.Fetch(p.Clients()),                 // call GET /api/v2/clients
		routes.Fetch(p.Role(3)),                   // call GET /api/v2/roles/{id}
		routes.Fetch(routes.Under(api, "grants")), // call GET /api/v2/grants
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Grown go through methods of what is inside.
func Grown(id string) error {
	a := grown.NewAPI(api, "club")
	if err := a.Delete("/roles/" + id); err != nil { // call DELETE /api/v2/roles/{id}
		return err
	}
	return grown.Wrap(&grown.Client{Root: api}).Delete("/connections/" + id) // call DELETE /api/v2/connections/{id}
}
