package tenant

import "net/http"

// A Client is one tenant's. Its fields are set here and used in another file.
type Client struct {
	base  string
	token string
	http  *http.Client
}

// New returns a client.
func New(domain, token string) *Client {
	c := &Client{token: token, http: http.DefaultClient}
	c.base = "https://" + domain + "/api/v2"
	return c
}
