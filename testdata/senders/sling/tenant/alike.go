package tenant

import "github.com/dghubble/sling"

// userinfo is on the same host, and not of the Management API.
func (c *Client) userinfo() error {
	_, err := c.sling.New().Get("/userinfo").ReceiveSuccess(nil)
	return err
}

// lost has a base without a slash at its end: sling asks for /api/users, which
// nobody serves.
func lost(domain, id string) error {
	_, err := sling.New().Base("https://" + domain + "/api/v2").Get("users/" + id).ReceiveSuccess(nil)
	return err
}
