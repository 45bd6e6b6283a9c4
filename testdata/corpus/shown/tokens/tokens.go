// Package tokens is where the program's own token comes from.
package tokens

import (
	"net/http"
	"net/url"
	"os"
	"strings"

	"golang.org/x/oauth2/clientcredentials"
)

// Config asks for a token of the Management API.
func Config() *clientcredentials.Config {
	return &clientcredentials.Config{
		ClientID: os.Getenv("AUTH0_CLIENT_ID"), ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET"),
		TokenURL:       "https://club.eu.auth0.com/oauth/token",
		EndpointParams: url.Values{"audience": {"https://club.eu.auth0.com/api/v2/"}},
	}
}

// Other asks for a token of an API of the club's own.
func Other() *clientcredentials.Config {
	return &clientcredentials.Config{
		ClientID: os.Getenv("AUTH0_CLIENT_ID"), ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET"),
		TokenURL:       "https://club.eu.auth0.com/oauth/token",
		EndpointParams: url.Values{"audience": {"https://members.example.com/"}},
	}
}

// Ask does it by hand.
func Ask() (*http.Response, error) {
	return http.Post("https://club.eu.auth0.com/oauth/token", "application/json", strings.NewReader(`{"grant_type":"client_credentials","client_id":"portal","client_secret":"`+
		os.Getenv("AUTH0_CLIENT_SECRET")+`","audience":"https://club.eu.auth0.com/api/v2/"}`))
}
