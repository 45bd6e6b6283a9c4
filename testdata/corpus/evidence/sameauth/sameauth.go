// Package sameauth calls Auth0's other APIs on the tenant's host.
package sameauth

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

type auth0 struct{ domain string }

func (a *auth0) get(path string) error {
	_, err := http.Get("https://" + a.domain + path)
	return err
}

func (a *auth0) all(id string) {
	_ = a.get("/userinfo")                                                        // quiet
	_ = a.get("/.well-known/jwks.json")                                           // quiet
	_ = a.get("/v2/logout?returnTo=x")                                            // quiet
	_ = a.get("/authorize?audience=https%3A%2F%2F" + a.domain + "%2Fapi%2Fv2%2F") // quiet
	_ = a.get("/me/v1/authentication-methods")                                    // quiet: the My Account API
	_ = a.get("/api/v2/clients")                                                  // call GET /api/v2/clients

	http.Post("https://"+a.domain+"/dbconnections/change_password", "application/json", nil) // quiet
	http.Post("https://"+a.domain+"/mfa/challenge", "application/json", nil)                 // quiet
	http.Post("https://"+a.domain+"/passwordless/start", "application/json", nil)            // quiet
	http.Post("https://"+a.domain+"/oauth/revoke", "application/json", nil)                  // quiet

	payload := strings.NewReader(fmt.Sprintf(`{"grant_type":"client_credentials","audience":"https://%s/api/v2/"}`, a.domain)) // quiet
	http.Post("https://"+a.domain+"/oauth/token", "application/json", payload)                                                 // quiet
	form := url.Values{"audience": {"https://" + a.domain + "/api/v2/"}}                                                       // quiet
	http.PostForm(fmt.Sprintf("https://%s/oauth/token", a.domain), form)                                                       // quiet
}
