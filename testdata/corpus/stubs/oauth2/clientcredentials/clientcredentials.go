// Package clientcredentials stands in for the library's package of that name.
package clientcredentials

import (
	"context"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
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

// Token returns a token of the application's own.
func (c *Config) Token(ctx context.Context) (*oauth2.Token, error) { return nil, nil }
