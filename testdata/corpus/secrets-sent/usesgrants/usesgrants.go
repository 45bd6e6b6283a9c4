// Package usesgrants hands client secrets to somebody else's general library.
package usesgrants

import (
	"context"

	"example.com/grants"
	"example.com/grants/forms"
	"example.com/grants/settings"
)

const tokenURL = "https://club.eu.auth0.com/oauth/token"

const audience = "https://club.eu.auth0.com/api/v2/"

// Formed is sent as a form.
func Formed(id string) error {
	return forms.Token(tokenURL, id, "demo-not-a-real-secret-0431") // want `client secret is a string literal that reaches the form value client_secret.*client-secret-literal`
}

// Configured goes into the configuration of a client.
func Configured(ctx context.Context, id string) {
	_ = forms.Config(id, "demo-not-a-real-secret-0432", tokenURL).Client(ctx) // want `client-secret-literal`
}

// Exchanged is part of a body.
func Exchanged(id string) error {
	return grants.Exchange(tokenURL, grants.New(id, "demo-not-a-real-secret-0433", audience)) // want `client secret is a string literal that reaches grants.Grant.Key.*client-secret-literal`
}

// Otherwise is what stands for a variable.
func Otherwise(id string) error {
	return grants.Exchange(tokenURL, grants.Grant{ID: id, Key: settings.Or("AUTH0_CLIENT_SECRET", "demo-not-a-real-secret-0434"), Audience: audience}) // want `client-secret-literal`
}

// Read is from where it belongs.
func Read(id string) error {
	return grants.Exchange(tokenURL, grants.New(id, settings.Or("AUTH0_CLIENT_SECRET", ""), audience))
}
