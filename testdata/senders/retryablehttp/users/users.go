// Package users calls the Management API with retries.
package users

import (
	"context"
	"net/http"
	"os"

	"github.com/hashicorp/go-retryablehttp"
)

// Auth0 is a client for a tenant.
type Auth0 struct {
	client *retryablehttp.Client
	url    string
}

// New returns one.
func New() *Auth0 {
	c := retryablehttp.NewClient()
	c.RetryMax = 3
	return &Auth0{client: c, url: "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2"}
}

// List lists users.
func (a *Auth0) List() (*http.Response, error) {
	return a.client.Get(a.url + "/users?per_page=50") // call GET /api/v2/users
}

// Block blocks a user.
func (a *Auth0) Block(ctx context.Context, id string) (*http.Response, error) {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodPatch, a.url+"/users/"+id, []byte(`{"blocked":true}`)) // call PATCH /api/v2/users/{id}
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	return a.client.Do(req)
}

// Delete wraps a request of net/http.
func (a *Auth0) Delete(id string) (*http.Response, error) {
	plain, err := http.NewRequest(http.MethodDelete, a.url+"/users/"+id, nil) // call DELETE /api/v2/users/{id}
	if err != nil {
		return nil, err
	}
	req, err := retryablehttp.FromRequest(plain)
	if err != nil {
		return nil, err
	}
	return a.client.Do(req.WithContext(context.Background()))
}

// Clients reads applications through the standard client.
func (a *Auth0) Clients() (*http.Response, error) {
	return a.client.StandardClient().Get(a.url + "/clients") // call GET /api/v2/clients
}

// Import uses the functions of the package.
func (a *Auth0) Import() (*http.Response, error) {
	return retryablehttp.Post(a.url+"/jobs/users-imports", "application/json", nil) // call POST /api/v2/jobs/users-imports
}
