// Package public is a desktop program.
//
//scopevet:context spa
package public

import (
	"context"
	"os"

	"github.com/auth0/go-auth0/authentication"
	"github.com/auth0/go-auth0/management"

	"example.com/secrets/wrapped"
)

// linked is set by the linker.
var linked string

// Login needs no secret, and has several.
func Login(ctx context.Context, domain, id string) {
	management.WithClientCredentials(ctx, id, os.Getenv("AUTH0_CLIENT_SECRET")) // want `client secret reaches management.WithClientCredentials in a public program \(//scopevet:context spa\): every user can read it; move the call to your backend and rotate the secret \[client-secret-public\]`
	authentication.WithClientSecret(linked)                                     // want `client-secret-public`
	wrapped.Connect(ctx, domain, id, os.Args[1])                                // want `client-secret-public`
	management.WithClientCredentials(ctx, id, "demo-not-a-real-secret-0019")    // want `client-secret-literal` `client-secret-public`
	authentication.WithClientID(id)                                             // quiet
	management.WithStaticToken(os.Getenv("AUTH0_TOKEN"))                        // quiet
}
