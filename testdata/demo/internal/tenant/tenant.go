// Package tenant is the part of Auth0's Management API that the club needs. The
// nightly synchronisation and the members' page share it.
package tenant

import (
	"context"
	"net/http"
	"net/url"

	"example.com/boathouse/internal/config"
	"example.com/boathouse/internal/rest"
)

// A Member is a user of the tenant.
type Member struct {
	ID       string         `json:"user_id,omitempty"`
	Name     string         `json:"name,omitempty"`
	Email    string         `json:"email,omitempty"`
	Metadata map[string]any `json:"user_metadata,omitempty"`
}

// A Client talks to the club's tenant.
type Client struct {
	api *rest.Client
}

// New returns a client that sends its requests with c.
func New(cfg *config.Config, c *http.Client) *Client {
	return &Client{api: rest.New(cfg.API(), c)}
}

// Member reads one member.
func (c *Client) Member(ctx context.Context, id string) (*Member, error) {
	var m Member
	if err := c.get(ctx, "/users/"+url.PathEscape(id), &m); err != nil {
		return nil, err
	}
	return &m, nil
}

// Grant gives a role to a member.
func (c *Client) Grant(ctx context.Context, id, role string) error {
	return c.post(ctx, "/users/"+url.PathEscape(id)+"/roles", map[string][]string{"roles": {role}})
}

// Remove deletes a member's account.
func (c *Client) Remove(ctx context.Context, id string) error {
	return c.api.Do(ctx, http.MethodDelete, "/users/"+url.PathEscape(id), nil, nil)
}

// Welcome has Auth0 send the mail that asks a new member to confirm the
// address.
func (c *Client) Welcome(ctx context.Context, id string) error {
	return c.post(ctx, "/job/verification-email", map[string]string{"user_id": id})
}

func (c *Client) get(ctx context.Context, path string, out any) error {
	return c.api.Do(ctx, http.MethodGet, path, nil, out)
}

func (c *Client) post(ctx context.Context, path string, in any) error {
	return c.api.Do(ctx, http.MethodPost, path, in, nil)
}
