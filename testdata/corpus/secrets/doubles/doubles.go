// Package doubles is tested against a double of Auth0.
package doubles

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// New connects.
func New(ctx context.Context, domain, secret string) (*management.Management, error) {
	return management.New(domain, management.WithClientCredentials(ctx, "demo-client-id-0017", secret)) // quiet
}
