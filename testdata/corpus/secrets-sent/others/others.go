// Package others signs users in at other places than Auth0.
package others

import (
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
)

// Elsewhere speaks of no tenant.
func Elsewhere() {
	http.PostForm("https://github.com/login/oauth/access_token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0160"}, // quiet
	})
	_ = &oauth2.Config{
		ClientSecret: "demo-not-a-real-secret-0161", // quiet
		Endpoint:     oauth2.Endpoint{TokenURL: "https://oauth2.googleapis.com/token"},
	}
	http.PostForm("http://localhost:8080/oauth/token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0162"}, // quiet
	})
}

func githubToken(tokenURL string) {
	http.PostForm(tokenURL, url.Values{"client_secret": {"demo-not-a-real-secret-0163"}}) // quiet
}

// Both shows a tenant beside somebody else.
func Both() {
	http.PostForm("https://club.eu.auth0.com/oauth/token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0164"}, // want `client-secret-literal`
	})
	http.PostForm("https://login.example.com/oauth/access_token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0165"}, // quiet
	})
}
