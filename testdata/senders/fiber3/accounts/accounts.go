// Package accounts asks Auth0 with fiber's client.
package accounts

import (
	"os"

	"github.com/gofiber/fiber/v3/client"
)

// An Auth0 keeps the base URL in the client.
type Auth0 struct{ client *client.Client }

// New returns one.
func New() *Auth0 {
	c := client.New()
	c.SetBaseURL("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2")
	return &Auth0{client: c}
}

// User reads a user.
func (a *Auth0) User(id string) error {
	_, err := a.client.Get("/users/" + id) // call GET /api/v2/users/{id}
	return err
}

// Named takes the id as a parameter of the path.
func (a *Auth0) Named(id string) error {
	_, err := a.client.R().SetPathParam("id", id).Get("/users/:id") // call GET /api/v2/users/{id}
	return err
}

// Assign gives a user roles.
func (a *Auth0) Assign(id string, roles []string) error {
	_, err := a.client.R().
		SetJSON(map[string]any{"roles": roles}).
		Post("/users/" + id + "/roles") // call POST /api/v2/users/{id}/roles
	return err
}

// Custom names the method.
func (a *Auth0) Custom(id string) error {
	_, err := a.client.Custom("/users/"+id, "PATCH") // call PATCH /api/v2/users/{id}
	return err
}

// Set puts a request together.
func (a *Auth0) Set(id string) error {
	req := client.AcquireRequest().SetClient(a.client)
	req.SetMethod("DELETE")
	req.SetURL("/users/" + id)
	_, err := req.Send() // call DELETE /api/v2/users/{id}
	return err
}

// Plain uses the functions of the package.
func Plain() error {
	_, err := client.Get("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/roles") // call GET /api/v2/roles
	return err
}
