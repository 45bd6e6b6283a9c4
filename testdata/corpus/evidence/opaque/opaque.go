// Package opaque reads where the API is from outside: the text /api/v2 stands
// nowhere in it.
package opaque

import (
	"net/http"
	"os"
	"strings"
)

// Auth0Client manages a tenant.
type Auth0Client struct {
	audience string
	client   *http.Client
}

// NewAuth0Client takes the audience, which ends in the API's path.
func NewAuth0Client(audience string) *Auth0Client {
	return &Auth0Client{audience: strings.TrimRight(audience, "/"), client: http.DefaultClient}
}

func (c *Auth0Client) do(method, path string) error {
	req, err := http.NewRequest(method, c.audience+path, nil)
	if err != nil {
		return err
	}
	_, err = c.client.Do(req)
	return err
}

// User reads one.
func (c *Auth0Client) User(id string) error { return c.do("GET", "/users/"+id) } // call GET /api/v2/users/{id}

// Block blocks one.
func (c *Auth0Client) Block(id string) error { return c.do(http.MethodPatch, "/users/"+id) } // call PATCH /api/v2/users/{id}

// Health is no endpoint of the API.
func (c *Auth0Client) Health() error { return c.do("GET", "/healthz") } // quiet

// Roles uses an environment variable.
func Roles(user string) {
	http.Get(os.Getenv("AUTH0_MANAGEMENT_AUDIENCE") + "users/" + user + "/roles") // call GET /api/v2/users/{id}/roles
	http.Get(os.Getenv("DIRECTORY_URL") + "/users/" + user)                       // quiet
}
