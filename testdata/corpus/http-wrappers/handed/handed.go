// Package handed has constructors that hand everything to others.
package handed

import "net/http"

// A Client sends requests below one base URL.
type Client struct{ base string }

// New leaves the work to another function, and that to a third.
func New(domain string) *Client { return newClient("https://" + domain + "/api/v2") }

func newClient(base string) *Client { return fill(&Client{}, base) }

func fill(c *Client, base string) *Client {
	c.base = base
	return c
}

// Do sends a request.
func (c *Client) Do(method, path string) error {
	req, err := http.NewRequest(method, c.base+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// An API is all that others see.
type API interface{ Get(path string) error }

type api struct{ domain string }

// Open returns what another function puts into the interface.
func Open(domain string) API { return open(domain) }

func open(domain string) API { return &api{domain} }

func (a *api) Get(path string) error {
	_, err := http.Get("https://" + a.domain + "/api/v2" + path)
	return err
}
