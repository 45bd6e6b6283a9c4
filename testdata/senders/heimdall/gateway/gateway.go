// Package gateway calls Auth0's Management API with heimdall.
package gateway

import (
	"bytes"
	"net/http"
	"time"

	"github.com/gojek/heimdall/v7"
	"github.com/gojek/heimdall/v7/httpclient"
	"github.com/gojek/heimdall/v7/hystrix"
)

// A Gateway sends through any of heimdall's clients.
type Gateway struct {
	client heimdall.Client
	auth0  string
}

// New returns one.
func New(domain string) *Gateway {
	return &Gateway{client: httpclient.NewClient(httpclient.WithHTTPTimeout(time.Second)), auth0: "https://" + domain + "/api/v2"}
}

// User reads a user.
func (g *Gateway) User(id string) (*http.Response, error) {
	return g.client.Get(g.auth0+"/users/"+id, nil) // call GET /api/v2/users/{id}
}

// Create makes one.
func (g *Gateway) Create(body []byte) (*http.Response, error) {
	return g.client.Post(g.auth0+"/users", bytes.NewReader(body), http.Header{"Content-Type": {"application/json"}}) // call POST /api/v2/users
}

// Delete builds the request with net/http.
func (g *Gateway) Delete(id string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodDelete, g.auth0+"/users/"+id, nil) // call DELETE /api/v2/users/{id}
	if err != nil {
		return nil, err
	}
	return g.client.Do(req)
}

// Guarded goes through a circuit breaker.
func Guarded(domain, id string, body []byte) (*http.Response, error) {
	c := hystrix.NewClient(hystrix.WithCommandName("auth0"))
	return c.Patch("https://"+domain+"/api/v2/clients/"+id, bytes.NewReader(body), nil) // call PATCH /api/v2/clients/{id}
}
