package provider

import (
	"errors"

	"github.com/parnurzeal/gorequest"
)

// Client reads an application.
func (c *Config) Client(id string) (string, error) {
	_, body, errs := gorequest.New().Get(c.apiURI+"clients/"+id).Set("Authorization", c.token).End() // call GET /api/v2/clients/{id}
	return body, errors.Join(errs...)
}

// Create makes an application; the chain is long.
func (c *Config) Create(app any) error {
	_, _, errs := gorequest.New().
		Post(c.apiURI+"clients"). // call POST /api/v2/clients
		Set("Authorization", c.token).
		Send(app).
		End()
	return errors.Join(errs...)
}

// Update changes one with a request that is kept for a while.
func (c *Config) Update(id string, app any) error {
	agent := gorequest.New()
	agent.Set("Authorization", c.token)
	agent.Patch(c.apiURI + "clients/" + id) // call PATCH /api/v2/clients/{id}
	agent.Send(app)
	_, _, errs := agent.EndBytes()
	return errors.Join(errs...)
}

// Any sends a method that gorequest has no function for.
func (c *Config) Any(method, path string) error {
	_, _, errs := gorequest.New().CustomMethod(method, c.apiURI+path).End()
	return errors.Join(errs...)
}

// Remove deletes a grant.
func (c *Config) Remove(id string) error {
	return c.Any("DELETE", "client-grants/"+id) // call DELETE /api/v2/client-grants/{id}
}
