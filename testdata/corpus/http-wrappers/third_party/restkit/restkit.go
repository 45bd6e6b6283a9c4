// Package restkit is a small client for JSON over HTTP, of nobody's API.
package restkit

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
)

// Client talks to one base URL.
type Client struct {
	base   string
	client *http.Client
	header http.Header
}

// New returns a client.
func New(base string) *Client {
	return &Client{base: strings.TrimRight(base, "/"), client: http.DefaultClient, header: http.Header{}}
}

// Get reads.
func (c *Client) Get(ctx context.Context, path string, out any) error {
	return c.do(ctx, http.MethodGet, path, nil, out)
}

// Put writes.
func (c *Client) Put(ctx context.Context, path string, in any) error {
	return c.do(ctx, http.MethodPut, path, in, nil)
}

// Send does anything.
func (c *Client) Send(ctx context.Context, method, path string, in, out any) error {
	return c.do(ctx, method, path, in, out)
}

func (c *Client) do(ctx context.Context, method, path string, in, out any) error {
	var body bytes.Buffer
	if in != nil {
		if err := json.NewEncoder(&body).Encode(in); err != nil {
			return err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, &body)
	if err != nil {
		return err
	}
	req.Header = c.header.Clone()
	resp, err := c.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(out)
}
