// Package quiet has much that looks like a secret of Auth0 and is none.
package quiet

import (
	"context"
	"flag"
	"os"
	"strings"

	"github.com/auth0/go-auth0/authentication"
	"github.com/auth0/go-auth0/management"
	"golang.org/x/oauth2"
)

// Names of variables, scopes and documents.
const (
	clientSecretEnv = "AUTH0_CLIENT_SECRET"                          // quiet
	method          = "client_secret_basic"                          // quiet
	scopeSecrets    = "read:client_keys update:client_keys"          // quiet
	clientSecretURL = "https://auth0.com/docs/secure/client-secret"  // quiet
	clientID        = "demo-client-id-0014"                          // quiet
	clientSecretSum = "sha256:0000000000000000000000000000000000"    // quiet
	secretARN       = "arn:aws:secretsmanager:eu-west-1:0:secret:x"  // quiet
	example         = `client_secret: "demo-not-a-real-secret-0015"` // quiet
)

var clientSecretFlag = flag.String("client-secret", "", "client secret") // quiet

type settings struct {
	Secret string `env:"CLIENT_SECRET" json:"client_secret"` // quiet
}

// Use reads secrets from where they belong.
func Use(ctx context.Context, domain string, s settings) error {
	data, err := os.ReadFile("/run/secrets/client_secret")
	if err != nil {
		return err
	}
	for _, v := range []string{os.Getenv(clientSecretEnv), *clientSecretFlag, s.Secret, strings.TrimSpace(string(data))} {
		_ = authentication.WithClientSecret(v) // quiet
	}
	_ = management.WithClientCredentials(ctx, clientID, os.Getenv("AUTH0_CLIENT_SECRET")) // quiet
	_ = management.WithClientCredentials(ctx, clientID, "YOUR_CLIENT_SECRET")             // quiet
	_ = management.WithClientCredentials(ctx, clientID, "EXAMPLE_demo-0016")              // quiet
	_ = management.WithClientCredentials(ctx, clientID, "<client secret>")                // quiet
	_ = management.WithClientCredentials(ctx, clientID, "${CLIENT_SECRET}")               // quiet
	_ = management.WithClientCredentials(ctx, clientID, "xxxxxxxx")                       // quiet
	_ = management.WithClientCredentials(ctx, clientID, "changeme")                       // quiet
	_ = management.WithClientCredentials(ctx, clientID, "")                               // quiet
	_ = &oauth2.Config{ClientID: clientID, ClientSecret: os.Getenv("SECRET")}             // quiet
	return nil
}
