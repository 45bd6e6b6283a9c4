// Package wire sends requests that are put together before, of nobody's API.
package wire

import "net/http"

// A Request is one to be sent.
type Request struct {
	Method, URL string
	Token       string
}

// Get returns one that reads.
func Get(url string) Request { return Request{"GET", url, ""} }

// With returns it with a token.
func (r Request) With(token string) Request {
	r.Token = token
	return r
}

// Send sends it.
func Send(r Request) error {
	req, err := http.NewRequest(r.Method, r.URL, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+r.Token)
	_, err = http.DefaultClient.Do(req)
	return err
}

// A Doer sends requests.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// A Client sends through a Doer.
type Client struct {
	doer Doer
	root string
}

// New returns one.
func New(d Doer, root string) *Client { return &Client{d, root} }

// A Caller is what Default returns.
type Caller interface {
	Call(method, path string) error
}

// Default returns a client of the usual kind.
func Default(root string) Caller { return New(http.DefaultClient, root) }

// Call sends a request.
func (c *Client) Call(method, path string) error {
	req, err := http.NewRequest(method, c.root+path, nil)
	if err != nil {
		return err
	}
	_, err = c.doer.Do(req)
	return err
}
