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
type Token struct{ AccessToken, RefreshToken string }

// SetAuthHeader sends the token with a request.
func (t *Token) SetAuthHeader(r *http.Request) {}

// A TokenSource hands out tokens.
type TokenSource interface{ Token() (*Token, error) }

// An AuthCodeOption adds a parameter.
type AuthCodeOption interface{ setValue() }

// AccessTypeOffline asks for a refresh token.
var AccessTypeOffline AuthCodeOption

// SetAuthURLParam adds a parameter by its name.
func SetAuthURLParam(key, value string) AuthCodeOption { return nil }

// AuthCodeURL returns where to log in.
func (c *Config) AuthCodeURL(state string, opts ...AuthCodeOption) string { return "" }

// Exchange turns a code into a token.
func (c *Config) Exchange(ctx context.Context, code string, opts ...AuthCodeOption) (*Token, error) {
	return nil, nil
}

// Client returns a client that sends the token.
func (c *Config) Client(ctx context.Context, t *Token) *http.Client { return nil }

// TokenSource returns a source that renews the token.
func (c *Config) TokenSource(ctx context.Context, t *Token) TokenSource { return nil }

// A DeviceAuthResponse is what the device shows.
type DeviceAuthResponse struct{ UserCode string }

// DeviceAuth begins the device flow.
func (c *Config) DeviceAuth(ctx context.Context, opts ...AuthCodeOption) (*DeviceAuthResponse, error) {
	return nil, nil
}

// DeviceAccessToken ends it.
func (c *Config) DeviceAccessToken(ctx context.Context, da *DeviceAuthResponse, opts ...AuthCodeOption) (*Token, error) {
	return nil, nil
}

// NewClient returns a client that sends the source's tokens.
func NewClient(ctx context.Context, src TokenSource) *http.Client { return nil }

// StaticTokenSource always hands out the same token.
func StaticTokenSource(t *Token) TokenSource { return nil }

// ReuseTokenSource hands out the token for as long as it is good.
func ReuseTokenSource(t *Token, src TokenSource) TokenSource { return nil }

// A Transport sends the source's tokens.
type Transport struct {
	Source TokenSource
	Base   http.RoundTripper
}

// RoundTrip sends a request.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) { return nil, nil }
