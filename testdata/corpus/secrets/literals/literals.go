// Package literals writes its secrets down.
package literals

import (
	"context"
	"os"

	"github.com/auth0/go-auth0/authentication"
	"github.com/auth0/go-auth0/management"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

const secret = "demo-not-a-real-secret-0001"

var other = "demo-not-a-real-" + "secret-0002"

// SDK hands secrets to the SDK.
func SDK(ctx context.Context, domain, id string) {
	management.New(domain, management.WithClientCredentials(ctx, id, "demo-not-a-real-secret-0003"))                    // want `client secret is a string literal that reaches management.WithClientCredentials; read it from the environment or a secret store and rotate it \[client-secret-literal\]`
	management.New(domain, management.WithClientCredentials(ctx, id, secret))                                           // want `client-secret-literal`
	management.New(domain, management.WithClientCredentialsAndAudience(ctx, id, other, "aud"))                          // want `client-secret-literal`
	management.New(domain, management.WithClientCredentialsPrivateKeyJwt(ctx, id, "demo-not-a-real-key-0004", "RS256")) // want `client-secret-literal`
	authentication.New(ctx, domain, authentication.WithClientID(id), authentication.WithClientSecret(secret))           // want `client-secret-literal`
	authentication.New(ctx, domain, authentication.WithClientAssertion("demo-not-a-real-key-0005", "RS256"))            // want `client-secret-literal`
}

// OAuth hands them to oauth2.
func OAuth(ctx context.Context) {
	_ = &oauth2.Config{
		ClientID:     "demo-client-id-0006",
		ClientSecret: "demo-not-a-real-secret-0007", // want `client secret is a string literal that reaches oauth2.Config.ClientSecret.*client-secret-literal`
	}
	cfg := clientcredentials.Config{ClientID: "demo-client-id-0008"}
	cfg.ClientSecret = secret // want `client-secret-literal`
	_ = cfg.Client(ctx)
}

// Branch has a default.
func Branch(ctx context.Context, domain, id string) {
	s := os.Getenv("AUTH0_CLIENT_SECRET")
	if s == "" {
		s = "demo-not-a-real-secret-0009"
	}
	management.New(domain, management.WithClientCredentials(ctx, id, s)) // want `client-secret-literal`
}

// env reads a variable that has a default.
func env(name, def string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return def
}

// Default uses it.
func Default(ctx context.Context, domain, id string) {
	management.New(domain, management.WithClientCredentials(ctx, id, env("AUTH0_CLIENT_SECRET", "demo-not-a-real-secret-0010"))) // want `client-secret-literal`
}
