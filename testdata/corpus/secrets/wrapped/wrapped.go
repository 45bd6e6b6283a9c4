// Package wrapped hides the SDK from the rest of the program.
package wrapped

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// Config is what the rest fills in.
type Config struct{ Domain, ID, Secret string }

// Connect takes the secret as an argument.
func Connect(ctx context.Context, domain, id, secret string) (*management.Management, error) {
	return management.New(domain, management.WithClientCredentials(ctx, id, secret)) // quiet
}

// Open takes it in a struct.
func Open(ctx context.Context, c Config) (*management.Management, error) {
	return Connect(ctx, c.Domain, c.ID, c.Secret) // quiet
}
