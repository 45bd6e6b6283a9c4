// Package cli is a command line tool whose administrator logs in to Auth0 with
// the device flow.
package cli

import (
	"context"

	"github.com/auth0/go-auth0/management"
	"golang.org/x/oauth2"
)

func login(ctx context.Context, conf *oauth2.Config) error {
	code, err := conf.DeviceAuth(ctx, oauth2.SetAuthURLParam("audience", "https://club.eu.auth0.com/api/v2/"))
	if err != nil {
		return err
	}
	token, err := conf.DeviceAccessToken(ctx, code)
	if err != nil {
		return err
	}
	return administer(ctx, token)
}

func again(ctx context.Context, conf *oauth2.Config, refresh string) error {
	token, err := conf.TokenSource(ctx, &oauth2.Token{RefreshToken: refresh}).Token()
	if err != nil {
		return err
	}
	return administer(ctx, token)
}

func administer(ctx context.Context, token *oauth2.Token) error {
	api, err := management.New("club.eu.auth0.com", management.WithStaticToken(token.AccessToken))
	if err != nil {
		return err
	}
	_, err = api.User.List(ctx) // call GET /api/v2/users
	return err
}
