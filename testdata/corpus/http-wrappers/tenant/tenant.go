// Package tenant talks to the Auth0 tenant.
package tenant

import (
	"context"
	"net/http"
	"strings"
)

// Do sends a request and throws the answer away.
func (c *Client) Do(ctx context.Context, method, path string) error {
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Get reads.
func (c *Client) Get(ctx context.Context, path string) error {
	return c.Do(ctx, http.MethodGet, path)
}

// Remove deletes one of several things.
func (c *Client) Remove(ctx context.Context, kind, id string) error {
	return c.Do(ctx, http.MethodDelete, "/"+kind+"/"+id)
}

// Everybody lists the users: one call, whoever uses it.
func (c *Client) Everybody(ctx context.Context) error {
	return c.Get(ctx, "/users") // call GET /api/v2/users
}

// URL is a helper without a request.
func URL(domain string, segments ...string) string {
	return "https://" + domain + "/api/v2/" + strings.Join(segments, "/")
}
