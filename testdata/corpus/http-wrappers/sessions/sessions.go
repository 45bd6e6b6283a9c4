// Package sessions uses another package's interface, whose type it cannot see.
package sessions

import "example.com/httpwrappers/iface"

// End ends one.
func End(api iface.API, id string) error {
	return api.Delete("/sessions/" + id) // call DELETE /api/v2/sessions/{id}
}

// Open makes the client as well.
func Open() error {
	api := iface.New("club.eu.auth0.com")
	return api.Get("/branding") // call GET /api/v2/branding
}
