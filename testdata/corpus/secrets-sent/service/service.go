// Package service asks Auth0 for tokens, for others.
package service

import (
	"net/http"
	"net/url"
)

// Token asks the tenant for a token.
func Token(domain, id, secret string) (*http.Response, error) {
	return http.PostForm("https://"+domain+"/oauth/token", url.Values{ // quiet
		"client_id":     {id},
		"client_secret": {secret},
	})
}
