// Package lowlevel sends requests that the SDK has no method for.
package lowlevel

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/auth0/go-auth0/management"
)

// Client wraps the SDK's client.
type Client struct{ api *management.Management }

// New wraps one.
func New(api *management.Management) *Client { return &Client{api} }

// Fixed knows everything.
func (c *Client) Fixed(ctx context.Context) error {
	return c.api.Request(ctx, http.MethodGet, c.api.URI("users"), nil) // call GET /api/v2/users
}

// Segments puts an id between words.
func (c *Client) Segments(ctx context.Context, user string) error {
	return c.api.Request(ctx, "DELETE", c.api.URI("users", user, "roles"), nil) // call DELETE /api/v2/users/{id}/roles
}

// Written does without URI.
func (c *Client) Written(ctx context.Context, domain, id string) error {
	uri := fmt.Sprintf("https://%s/api/v2/organizations/%s", domain, id)
	return c.api.Request(ctx, "PATCH", uri, nil) // call PATCH /api/v2/organizations/{id}
}

// TwoSteps makes the request first.
func (c *Client) TwoSteps(ctx context.Context) error {
	req, err := c.api.NewRequest(ctx, http.MethodPost, c.api.URI("jobs", "users-exports"), nil) // call POST /api/v2/jobs/users-exports
	if err != nil {
		return err
	}
	req.Header.Set("X-Trace", "1")
	resp, err := c.api.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Branches decides between two endpoints.
func (c *Client) Branches(ctx context.Context, id string) error {
	path := c.api.URI("roles")
	if id != "" {
		path = c.api.URI("roles", id)
	}
	return c.api.Request(ctx, "GET", path, nil) // call GET /api/v2/roles, GET /api/v2/roles/{id}
}

// request is the package's own shorthand.
func (c *Client) request(ctx context.Context, method string, segments ...string) error {
	return c.api.Request(ctx, method, c.api.URI(segments...), nil)
}

// Short uses it.
func (c *Client) Short(ctx context.Context, id string) error {
	if err := c.request(ctx, "GET", "clients", id); err != nil { // call GET /api/v2/clients/{id}
		return err
	}
	return c.request(ctx, "GET", "grants") // call GET /api/v2/grants
}

// Raw sends what the user asks for.
func (c *Client) Raw(ctx context.Context) error {
	return c.api.Request(ctx, os.Args[1], c.api.URI(os.Args[2]), nil) // unresolved os.Args
}

// Unknown is an endpoint that does not exist.
func (c *Client) Unknown(ctx context.Context) error {
	return c.api.Request(ctx, "GET", c.api.URI("user"), nil) // call GET /api/v2/user // want `GET /api/v2/user is no endpoint of the Management API; did you mean GET /api/v2/users\? \[endpoint-unknown\]`
}

// Get sends what another package asks for.
func Get(ctx context.Context, api *management.Management, path string) error {
	return api.Request(ctx, http.MethodGet, api.URI(path), nil)
}
