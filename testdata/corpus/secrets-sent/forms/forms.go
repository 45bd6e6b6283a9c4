// Package forms asks for tokens with encoded forms.
package forms

import (
	"net/http"
	"net/url"
	"strings"
)

const tokenURL = "https://club.eu.auth0.com/oauth/token"

// Literal has the secret in the form's own text.
func Literal() (*http.Response, error) {
	return http.PostForm(tokenURL, url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {"demo-client-id-0100"},
		"client_secret": {"demo-not-a-real-secret-0101"}, // want `client secret is a string literal that reaches the form value client_secret; read it from the environment or a secret store and rotate it \[client-secret-literal\]`
	})
}

// Set fills the form in later.
func Set() (*http.Response, error) {
	form := url.Values{}
	form.Set("grant_type", "client_credentials")
	form.Set("client_secret", "demo-not-a-real-"+"secret-0102") // want `client-secret-literal`
	req, err := http.NewRequest(http.MethodPost, tokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(req)
}

// Add does so, too.
func Add() string {
	form := make(url.Values)
	form.Add("client_secret", "demo-not-a-real-secret-0103") // want `client-secret-literal`
	return form.Encode()
}

// post sends a form for others.
func post(secret string) (*http.Response, error) {
	return http.PostForm(tokenURL, url.Values{"client_secret": {secret}}) // quiet
}

// Wrapped hands the secret to it.
func Wrapped() {
	post("demo-not-a-real-secret-0104") // want `client secret is a string literal that reaches the form value client_secret \(via post\).*\[client-secret-literal\]`
}
