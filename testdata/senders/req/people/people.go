// Package people calls Auth0's Management API with req.
package people

import (
	"context"
	"os"

	"github.com/imroc/req/v3"
)

// A Client is embedded, as the library's documentation proposes.
type Client struct{ *req.Client }

// New returns a client of the Auth0 tenant.
func New() *Client {
	return &Client{req.C().
		SetBaseURL("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2").
		SetCommonBearerAuthToken(os.Getenv("AUTH0_TOKEN"))}
}

// User reads a user.
func (c *Client) User(ctx context.Context, id string, out any) error {
	_, err := c.R().SetContext(ctx).SetSuccessResult(out).SetPathParam("id", id).Get("/users/{id}") // call GET /api/v2/users/{id}
	return err
}

// Search names the URL first and sends last.
func (c *Client) Search(ctx context.Context, q string) error {
	return c.Get("/users"). // call GET /api/v2/users
				SetQueryParam("q", q).
				Do(ctx).Err
}

// Create sets the URL apart from the method.
func (c *Client) Create(ctx context.Context, user any) error {
	r := c.Post()
	r.SetURL("/users").SetBody(user)
	return r.Do(ctx).Err // call POST /api/v2/users
}

// Block names the method as a text.
func (c *Client) Block(id string) error {
	_, err := c.R().SetBodyJsonString(`{"blocked":true}`).Send("PATCH", "/users/"+id) // call PATCH /api/v2/users/{id}
	return err
}

// Plain uses the functions of the package.
func Plain(domain, id string) {
	req.MustDelete("https://" + domain + "/api/v2/users/" + id) // call DELETE /api/v2/users/{id}
	req.R().MustGet("https://" + domain + "/api/v2/roles")      // call GET /api/v2/roles
}

// Default sets the base URL of the package's hidden client.
func Default(domain string) {
	req.SetBaseURL("https://" + domain + "/api/v2")
	req.MustGet("/connections") // miss call GET /api/v2/connections
}
