// Package authentication stands in for the SDK's package of the same name.
package authentication

import "context"

// Authentication is a client of the Authentication API.
type Authentication struct{}

// Option configures one.
type Option func(*Authentication)

// WithClientID says which application it is.
func WithClientID(clientID string) Option { return nil }

// WithClientSecret authenticates the application with its secret.
func WithClientSecret(clientSecret string) Option { return nil }

// WithClientAssertion authenticates the application with its private key.
func WithClientAssertion(signingKey, signingAlg string) Option { return nil }

// New returns a client.
func New(ctx context.Context, domain string, options ...Option) (*Authentication, error) {
	return nil, nil
}
