// Package tenant calls the Management API of Auth0 with sling.
package tenant

import (
	"net/http"

	"github.com/dghubble/sling"
)

// A Client starts every request from the same sling.
type Client struct{ sling *sling.Sling }

// New returns a client; the base ends in a slash, or sling would drop v2.
func New(domain string, hc *http.Client) *Client {
	return &Client{sling: sling.New().Client(hc).Base("https://"+domain+"/api/v2/").Set("Accept", "application/json")}
}

// User reads a user.
func (c *Client) User(id string, out any) error {
	_, err := c.sling.New().Get("users/" + id).ReceiveSuccess(out) // call GET /api/v2/users/{id}
	return err
}

// Update changes one.
func (c *Client) Update(id string, body any) error {
	_, err := c.sling.New().
		Patch("users/"+id). // call PATCH /api/v2/users/{id}
		BodyJSON(body).
		Receive(nil, nil)
	return err
}

// Clients goes below a path of its own.
func (c *Client) Clients(id string) error {
	clients := c.sling.New().Path("clients/")
	if _, err := clients.New().Get(id).ReceiveSuccess(nil); err != nil { // call GET /api/v2/clients/{id}
		return err
	}
	_, err := clients.New().Delete(id).ReceiveSuccess(nil) // call DELETE /api/v2/clients/{id}
	return err
}

// Rooted begins at the host, whatever the base is.
func (c *Client) Rooted() error {
	_, err := c.sling.New().Get("/api/v2/roles").ReceiveSuccess(nil) // call GET /api/v2/roles
	return err
}

// Request hands the request to somebody else.
func Request(domain string) (*http.Response, error) {
	req, err := sling.New().Base("https://" + domain).Post("/api/v2/users").Request() // call POST /api/v2/users
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}
