// Package configs uses configurations and helpers of other packages.
package configs

import (
	"cmp"
	"context"
	_ "embed"
	"os"
	"strings"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/secretssent/env"
	"example.com/secretssent/service"
)

//go:embed secret.txt
var embedded string

// Use uses them.
func Use(domain string) {
	service.Token(domain, "demo-client-id-0140", "demo-not-a-real-secret-0141")                                      // want `client secret is a string literal that reaches the form value client_secret \(via Token\).*client-secret-literal`
	service.Token(domain, "demo-client-id-0140", env.Or("AUTH0_CLIENT_SECRET", "demo-not-a-real-secret-0142"))       // want `client-secret-literal`
	service.Token(domain, "demo-client-id-0140", cmp.Or(os.Getenv("AUTH0_CLIENT_SECRET"), "demo-not-a-secret-0143")) // want `client-secret-literal`
	service.Token(domain, "demo-client-id-0140", strings.TrimSpace(embedded))                                        // want `client secret is in an embedded file and reaches the form value client_secret \(via Token\).*client-secret-literal`
	service.Token(domain, "demo-client-id-0140", env.Or("AUTH0_CLIENT_SECRET", ""))                                  // quiet
	service.Token(domain, "demo-client-id-0140", env.Or("AUTH0_CLIENT_SECRET", "changeme"))                          // quiet
}

// OAuth says where its secrets go.
func OAuth() {
	_ = &oauth2.Config{
		ClientSecret: "demo-not-a-real-secret-0144", // want `client-secret-literal`
		Endpoint:     oauth2.Endpoint{TokenURL: "https://club.eu.auth0.com/oauth/token"},
	}
	cc := clientcredentials.Config{TokenURL: "https://club.eu.auth0.com/oauth/token"}
	cc.ClientSecret = "demo-not-a-real-secret-0145" // want `client-secret-literal`
	_ = cc
}

// Parameter adds the secret to the request by hand.
func Parameter(ctx context.Context, code string) {
	c := &oauth2.Config{Endpoint: oauth2.Endpoint{TokenURL: "https://club.eu.auth0.com/oauth/token"}}
	c.Exchange(ctx, code, oauth2.SetAuthURLParam("client_secret", "demo-not-a-real-secret-0149")) // want `client secret is a string literal that reaches the parameter client_secret of a request.*client-secret-literal`
}
