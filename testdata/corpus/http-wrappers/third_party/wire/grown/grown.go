// Package grown is a client that others are made of.
package grown

import "net/http"

// Client is the one inside.
type Client struct{ Root string }

// Delete removes what is at a path.
func (c *Client) Delete(path string) error {
	req, err := http.NewRequest(http.MethodDelete, c.Root+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// API is one with a name.
type API struct {
	*Client
	Name string
}

// NewAPI makes both.
func NewAPI(root, name string) API { return API{&Client{root}, name} }

// Wrap makes one around another.
func Wrap(c *Client) *API { return &API{Client: c} }

// Tick is a hook that takes hooks.
type Tick func(Tick) Tick
