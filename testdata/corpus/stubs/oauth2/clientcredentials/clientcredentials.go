// Package clientcredentials stands in for the library's package of that name.
package clientcredentials

import (
	"context"
	"net/http"
	"net/url"
)

// Config is an application's.
type Config struct {
	ClientID       string
	ClientSecret   string
	TokenURL       string
	Scopes         []string
	EndpointParams url.Values
}

// Client returns a client that fetches tokens.
func (c *Config) Client(ctx context.Context) *http.Client { return nil }
