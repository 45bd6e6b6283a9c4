// Package fields hands secrets to wrappers in another package.
package fields

import (
	"context"
	"os"

	"example.com/secrets/wrapped"
)

const fixed = "demo-not-a-real-secret-0011"

// Use does so, to reach Auth0.
func Use(ctx context.Context) {
	wrapped.Connect(ctx, "club.eu.auth0.com", "demo-client-id-0012", fixed)              // want `client secret is a string literal that reaches management.WithClientCredentials \(via .*Connect\).*\[client-secret-literal\]`
	wrapped.Open(ctx, wrapped.Config{ID: "demo-client-id-0013", Secret: fixed})          // want `client-secret-literal`
	wrapped.Open(ctx, wrapped.Config{ID: "x", Secret: os.Getenv("AUTH0_CLIENT_SECRET")}) // quiet
}
