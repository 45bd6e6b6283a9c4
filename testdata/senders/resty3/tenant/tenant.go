// Package tenant is a client of Auth0's Management API on resty.
package tenant

import (
	"os"

	"resty.dev/v3"
)

// A Client keeps the base URL in resty's client.
type Client struct {
	http *resty.Client
}

// New returns a client.
func New(domain string) *Client {
	return &Client{http: resty.New().
		SetBaseURL("https://" + domain + "/api/v2").
		SetAuthToken(os.Getenv("AUTH0_TOKEN")).
		SetRetryCount(2)}
}

// request is what all calls begin with.
func (c *Client) request() *resty.Request {
	return c.http.R().SetHeader("Accept", "application/json")
}

// User reads a user.
func (c *Client) User(id string, out any) error {
	_, err := c.http.R().SetResult(out).Get("/users/" + id) // call GET /api/v2/users/{id}
	return err
}

// Rename changes a user; the id is a parameter of the path.
func (c *Client) Rename(id, name string) error {
	_, err := c.request().
		SetPathParam("user", id).
		SetBody(map[string]any{"name": name}).
		Patch("/users/{user}") // call PATCH /api/v2/users/{id}
	return err
}

// Members lists who belongs to an organization.
func (c *Client) Members(org string) error {
	_, err := c.request().SetQueryParam("per_page", "100").Get("organizations/" + org + "/members") // call GET /api/v2/organizations/{id}/members
	return err
}

// Do sends any method.
func (c *Client) do(method, path string, body any) error {
	_, err := c.request().SetBody(body).Execute(method, path)
	return err
}

// Remove deletes a user.
func (c *Client) Remove(id string) error {
	return c.do(resty.MethodDelete, "/users/"+id, nil) // call DELETE /api/v2/users/{id}
}

// Ticket asks for a new password.
func (c *Client) Ticket(user string) error {
	return c.do("POST", "/tickets/password-change", map[string]string{"user_id": user}) // call POST /api/v2/tickets/password-change
}

// Fields sets method and URL field by field.
func (c *Client) Fields(id string) error {
	r := c.request()
	r.Method = "GET"
	r.URL = "/jobs/" + id
	_, err := r.Send() // call GET /api/v2/jobs/{id}
	return err
}
