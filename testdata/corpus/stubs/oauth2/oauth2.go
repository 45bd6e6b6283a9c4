// Package oauth2 stands in for the library of the same name in the modules of
// the corpus, so that they need no network.
package oauth2

import (
	"context"
	"net/http"
)

// Endpoint says where the server is.
type Endpoint struct{ AuthURL, TokenURL string }

// Config is an application's.
type Config struct {
	ClientID     string
	ClientSecret string
	Endpoint     Endpoint
	RedirectURL  string
	Scopes       []string
}

// Token is a token.
type Token struct{ AccessToken string }

// Exchange turns a code into a token.
func (c *Config) Exchange(ctx context.Context, code string) (*Token, error) { return nil, nil }

// Client returns a client that sends the token.
func (c *Config) Client(ctx context.Context, t *Token) *http.Client { return nil }
