// Package option is a stub of the SDK's package of that name.
package option

import (
	"context"

	"github.com/auth0/go-auth0/v2/management/core"
)

// RequestOption adapts a request.
type RequestOption = core.RequestOption

// WithToken gives a static token.
func WithToken(token string) *core.Option { return nil }

// WithBaseURL gives another base URL.
func WithBaseURL(baseURL string) *core.Option { return nil }

// WithClientCredentials gives a client's secret.
func WithClientCredentials(ctx context.Context, clientID, clientSecret string) *core.Option {
	return nil
}

// WithClientCredentialsAndAudience gives a client's secret.
func WithClientCredentialsAndAudience(ctx context.Context, clientID, clientSecret, audience string) *core.Option {
	return nil
}

// WithClientCredentialsPrivateKeyJwt gives a client's private key.
func WithClientCredentialsPrivateKeyJwt(ctx context.Context, clientID string, privateKey string, algorithm string) *core.Option {
	return nil
}
