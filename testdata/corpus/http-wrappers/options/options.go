// Package options configures its client with functions.
package options

import (
	"context"
	"io"
	"net/http"
	"time"
)

// A Client sends requests to Auth0.
type Client struct {
	baseURL string
	timeout time.Duration
}

// An Option changes a client.
type Option func(*Client)

// WithBaseURL says where the API is.
func WithBaseURL(u string) Option { return func(c *Client) { c.baseURL = u } }

// WithTimeout says how long to wait.
func WithTimeout(d time.Duration) Option { return func(c *Client) { c.timeout = d } }

// New makes a client.
func New(opts ...Option) *Client {
	c := &Client{timeout: time.Minute}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Users reads the users of a client that options made.
func Users() error {
	c := New(WithTimeout(time.Second), WithBaseURL("https://club.eu.auth0.com/api/v2"))
	_, err := http.Get(c.baseURL + "/users") // call GET /api/v2/users
	return err
}

// request is what the call options fill in.
type request struct {
	method, url string
	body        io.Reader
}

// CallOption changes a request.
type CallOption func(*request)

// Method sets the method.
func Method(m string) CallOption { return func(r *request) { r.method = m } }

// URL sets the URL.
func URL(u string) CallOption { return func(r *request) { r.url = u } }

// Call sends what the options say.
func Call(ctx context.Context, opts ...CallOption) error {
	r := request{method: http.MethodGet}
	for _, o := range opts {
		o(&r)
	}
	req, err := http.NewRequestWithContext(ctx, r.method, r.url, r.body)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

const api = "https://club.eu.auth0.com/api/v2"

// Unlink calls with options.
func Unlink(ctx context.Context, id string) error {
	if err := Call(ctx, URL(api+"/users/"+id)); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	return Call(ctx, Method(http.MethodDelete), URL(api+"/users/"+id+"/identities/google/1")) // call DELETE /api/v2/users/{id}/identities/{provider}/{user_id}
}
