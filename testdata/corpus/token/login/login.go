// Package login asks Auth0 for tokens of its users.
package login

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	"golang.org/x/oauth2"

	"example.com/token/wire"
)

const (
	tenant   = "https://club.eu.auth0.com"
	audience = tenant + "/api/v2/"
)

var conf = &oauth2.Config{
	ClientID: "club",
	Scopes: []string{
		"openid",
		"read:current_user",
		"read:grants",                 // want `the token request asks for read:grants, which a public client never receives: .* \[spa-scope\]`
		"update:curent_user_metadata", // want `the token request asks for update:curent_user_metadata, which is no scope of the Management API; did you mean update:current_user_metadata\? \[scope-unknown\]`
	},
	Endpoint: oauth2.Endpoint{AuthURL: tenant + "/authorize"},
}

func config(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, conf.AuthCodeURL("", oauth2.AccessTypeOffline, oauth2.SetAuthURLParam("audience", audience)), http.StatusFound)
}

// other asks for a token of another API, and for none at all.
func other(w http.ResponseWriter, r *http.Request) {
	c := &oauth2.Config{Scopes: []string{"openid", "read:users"}, Endpoint: oauth2.Endpoint{AuthURL: tenant + "/authorize"}}
	http.Redirect(w, r, c.AuthCodeURL("", oauth2.SetAuthURLParam("audience", "https://api.club.example/")), http.StatusFound)
	http.Redirect(w, r, c.AuthCodeURL(""), http.StatusFound)
}

func implicit(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, tenant+"/authorize?client_id=club&response_type=token&audience=https://club.eu.auth0.com/api/v2/&scope=openid%20read:clients", http.StatusFound) // want `the implicit grant .* \[implicit-grant\]` `asks for read:clients, .* \[spa-scope\]`
}

func formatted(w http.ResponseWriter, r *http.Request) {
	host := os.Getenv("AUTH0_DOMAIN")
	http.Redirect(w, r, fmt.Sprintf("https://%s/authorize?response_type=code&audience=%s&scope=%s", host,
		url.QueryEscape("https://"+host+"/api/v2/"),
		url.QueryEscape("openid delete:users")), http.StatusFound) // want `asks for delete:users, .* \[spa-scope\]`
}

func values(w http.ResponseWriter, r *http.Request) {
	q := url.Values{}
	q.Set("response_type", "code")
	q.Set("audience", audience)
	q.Set("scope", strings.Join([]string{
		"openid",
		"read:logs", // want `asks for read:logs, .* \[spa-scope\]`
	}, " "))
	http.Redirect(w, r, tenant+"/authorize?"+q.Encode(), http.StatusFound)
}

func object(w http.ResponseWriter, r *http.Request) {
	u := url.URL{Scheme: "https", Host: "club.eu.auth0.com", Path: "/authorize"}
	q := u.Query()
	q.Add("response_type", "code")
	q.Add("audience", audience)
	q.Add("scope", "openid read:stats") // want `asks for read:stats, .* \[spa-scope\]`
	u.RawQuery = q.Encode()
	http.Redirect(w, r, u.String(), http.StatusFound)
}

func address(scope string) string {
	v := url.Values{"response_type": {"code"}, "audience": {audience}, "scope": {scope}}
	return tenant + "/authorize?" + v.Encode()
}

func wrapped() string { return address("openid read:current_user") } // quiet

func wrappedToo() string { return address("openid update:actions") } // want `asks for update:actions, .* \[spa-scope\]`

// The address is another package's.

func elsewhere() string { return wire.Login("openid read:current_user") } // quiet

func elsewhereToo() string { return wire.Login("openid update:clients") } // want `asks for update:clients, .* \[spa-scope\]`

// machines asks for the program's own token, and a device for its
// administrator's: both may hold every scope.
func machines() {
	_, _ = http.PostForm(tenant+"/oauth/token", url.Values{"grant_type": {"client_credentials"}, "audience": {audience}, "scope": {"read:users"}})
	_, _ = http.PostForm(tenant+"/oauth/device/code", url.Values{"client_id": {"club"}, "audience": {audience}, "scope": {"openid read:users"}})
}
