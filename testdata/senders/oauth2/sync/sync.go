// Package sync calls the Management API with a client that gets its own token.
package sync

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"

	"golang.org/x/net/context/ctxhttp"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

// A Client speaks to one Auth0 tenant.
type Client struct {
	http   *http.Client
	domain string
}

// New returns a client with machine-to-machine credentials.
func New(ctx context.Context, domain string) *Client {
	cfg := clientcredentials.Config{
		ClientID:       os.Getenv("AUTH0_CLIENT_ID"),
		ClientSecret:   os.Getenv("AUTH0_CLIENT_SECRET"),
		TokenURL:       "https://" + domain + "/oauth/token",
		EndpointParams: map[string][]string{"audience": {"https://" + domain + "/api/v2/"}},
	}
	return &Client{http: cfg.Client(ctx), domain: domain}
}

// Roles lists a user's roles.
func (c *Client) Roles(id string) (*http.Response, error) {
	return c.http.Get(fmt.Sprintf("https://%s/api/v2/users/%s/roles", c.domain, id)) // call GET /api/v2/users/{id}/roles
}

// Assign gives a user a role.
func (c *Client) Assign(ctx context.Context, id string, body []byte) (*http.Response, error) {
	u := fmt.Sprintf("https://%s/api/v2/users/%s/roles", c.domain, id)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, bytes.NewReader(body)) // call POST /api/v2/users/{id}/roles
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

// Static sends through the transport that carries the token.
func Static(ctx context.Context, token, tenant string) (*http.Response, error) {
	rt := &oauth2.Transport{Source: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})}
	req, err := http.NewRequestWithContext(ctx, "GET", "https://"+tenant+".eu.auth0.com/api/v2/logs", nil) // call GET /api/v2/logs
	if err != nil {
		return nil, err
	}
	return rt.RoundTrip(req)
}

// Old code gives the context to a function.
func Old(ctx context.Context, client *http.Client, tenant string) (*http.Response, error) {
	return ctxhttp.Get(ctx, client, "https://"+tenant+".us.auth0.com/api/v2/branding") // call GET /api/v2/branding
}
