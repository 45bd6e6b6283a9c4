// Package several syncs people between Auth0, Zendesk and the program's own
// service, with one client type; the host decides.
package several

import (
	"net/http"
	"os"
)

// Client is of any of them.
type Client struct{ base string }

func (c *Client) get(path string) error {
	_, err := http.Get(c.base + path)
	return err
}

func (c *Client) own(path string) error { return c.get(path) }

// Sync calls all.
func Sync(id string) {
	auth0 := &Client{"https://club.eu.auth0.com/api/v2"}
	desk := &Client{"https://club.zendesk.com/api/v2"}
	own := &Client{base: "https://api.example.com/api/v2"}
	_ = auth0.get("/users/" + id) // call GET /api/v2/users/{id}
	_ = desk.get("/users/" + id)  // quiet
	_ = own.get("/users/" + id)   // quiet

	http.Get(os.Getenv("AUTH0_BASE_URL") + "/api/v2/users")   // call GET /api/v2/users
	http.Get(os.Getenv("ZENDESK_BASE_URL") + "/api/v2/users") // quiet
	http.Get("https://login.club.example/api/v2/users")       // call GET /api/v2/users // quiet: the policy names the host
	http.Get("https://shop.club.example/api/v2/users")        // quiet
}
