// Package products keeps clients of several products: what their base URLs say
// decides.
package products

import "resty.dev/v3"

// Clients are the products in use.
type Clients struct {
	auth0   *resty.Client
	support *resty.Client
}

// New sets both up.
func New(tenant, account string) *Clients {
	support := resty.New()
	support.SetBaseURL("https://" + account + ".zendesk.com/api/v2")
	c := &Clients{auth0: resty.New(), support: support}
	c.auth0.SetBaseURL("https://" + tenant + ".eu.auth0.com/api/v2")
	return c
}

// Person reads one person from both.
func (c *Clients) Person(id string) error {
	if _, err := c.support.R().Get("/users/" + id); err != nil {
		return err
	}
	_, err := c.auth0.R().Get("/users/" + id) // call GET /api/v2/users/{id}
	return err
}

// Organization is the support's only.
func (c *Clients) Organization(id string) error {
	_, err := c.support.R().Get("/organizations/" + id)
	return err
}
