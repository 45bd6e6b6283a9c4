// Package iface hides its client behind interfaces.
package iface

import (
	"fmt"
	"net/http"
)

// API is all that importers see of the client.
type API interface {
	Get(path string) error
	Delete(path string) error
}

type auth0Client struct{ domain string }

// New returns the client.
func New(domain string) API { return &auth0Client{domain} }

func (c *auth0Client) Get(path string) error    { return c.do("GET", path) }
func (c *auth0Client) Delete(path string) error { return c.do("DELETE", path) }

func (c *auth0Client) do(method, path string) error {
	req, err := http.NewRequest(method, fmt.Sprintf("https://%s/api/v2%s", c.domain, path), nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

func here(api API) error { return api.Get("/tenants/settings") } // call GET /api/v2/tenants/settings

// resource says where it lives.
type resource interface{ path() string }

type userResource struct{ id string }

func (u userResource) path() string { return "/users/" + u.id }

type roleResource struct{ id string }

func (r roleResource) path() string { return "/roles/" + r.id }

func drop(api API, r resource) error {
	return api.Delete(r.path()) // call DELETE /api/v2/users/{id}, DELETE /api/v2/roles/{id}
}
