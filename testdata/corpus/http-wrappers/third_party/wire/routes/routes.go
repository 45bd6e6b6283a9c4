// Package routes writes URLs, and fetches what is there.
package routes

import (
	"fmt"
	"net/http"
)

// Paths are those below a base.
type Paths struct{ Base string }

// User is that of a user.
func (p Paths) User(id string) string { return p.Base + "/users/" + id }

// Clients is that of all clients.
func (p Paths) Clients() string { return p.Base + "/clients" }

// Role is that of a role.
func (p Paths) Role(n int) string { return fmt.Sprintf("%s/roles/%d", p.Base, n) }

// Under is one below another.
func Under(base, name string) string { return base + "/" + name }

// Fetch reads what is there.
func Fetch(url string) error {
	_, err := http.Get(url)
	return err
}
