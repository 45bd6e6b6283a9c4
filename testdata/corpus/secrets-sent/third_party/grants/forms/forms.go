// Package forms asks with a form, or makes the configuration of who does.
package forms

import (
	"net/http"
	"net/url"

	"golang.org/x/oauth2/clientcredentials"
)

// Token sends the form.
func Token(at, id, key string) error {
	_, err := http.PostForm(at, values(id, key))
	return err
}

func values(id, key string) url.Values {
	return url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {key}}
}

// Config is that of somebody else's client.
func Config(id, key, at string) *clientcredentials.Config {
	return &clientcredentials.Config{ClientID: id, ClientSecret: key, TokenURL: at}
}
