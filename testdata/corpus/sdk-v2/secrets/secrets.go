// Package secrets hands client secrets to the SDK.
package secrets

import (
	"context"
	"os"

	"github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/core"
	"github.com/auth0/go-auth0/v2/management/option"
)

const secret = "demo-not-a-real-secret-0101"

// Options gives them as options.
func Options(ctx context.Context) {
	client.New("t.eu.auth0.com", option.WithClientCredentials(ctx, "id", secret))                            // want "client secret .*WithClientCredentials.*client-secret-literal"
	client.New("t.eu.auth0.com", option.WithClientCredentialsAndAudience(ctx, "id", secret, "https://aud/")) // want "client secret .*WithClientCredentialsAndAudience.*client-secret-literal"
	client.New("t.eu.auth0.com", option.WithClientCredentialsPrivateKeyJwt(ctx, "id", secret, "RS256"))      // want "client secret .*WithClientCredentialsPrivateKeyJwt.*client-secret-literal"
	client.New("t.eu.auth0.com", &core.ClientCredentialsOption{ClientID: "id", ClientSecret: secret})        // want "client secret .*ClientCredentialsOption.ClientSecret.*client-secret-literal"
	client.New("t.eu.auth0.com", option.WithClientCredentials(ctx, "id", os.Getenv("AUTH0_CLIENT_SECRET")))  // quiet: from the environment
}
