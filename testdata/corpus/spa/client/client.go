// Package client is Auth0's for all of the program; it has no context itself.
package client

import (
	"io"
	"net/http"
)

// Client has a token.
type Client struct{ Token string }

// Do sends anything.
func (c *Client) Do(method, path string, body io.Reader) error {
	req, err := http.NewRequest(method, "https://club.eu.auth0.com/api/v2"+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.Token)
	_, err = http.DefaultClient.Do(req)
	return err
}

// Members lists the members: who may do that depends on who asks.
func (c *Client) Members(org string) error {
	return c.Do("GET", "/organizations/"+org+"/members", nil) // call GET /api/v2/organizations/{id}/members
}

// Me reads one user.
func (c *Client) Me(id string) error {
	return c.Do("GET", "/users/"+id, nil) // call GET /api/v2/users/{id}
}
