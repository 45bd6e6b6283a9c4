// Package logins asks for tokens of the signed-in user.
package logins

import (
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

const tenant = "https://club.eu.auth0.com"

func config(scopes ...string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: "clubhouse",
		Scopes:   scopes,
		Endpoint: oauth2.Endpoint{AuthURL: tenant + "/authorize", TokenURL: tenant + "/oauth/token"},
	}
}

// Implicit have the token put into the address.
func Implicit(w http.ResponseWriter, r *http.Request, state string) {
	http.Redirect(w, r, tenant+"/authorize?client_id=clubhouse&response_type=token", http.StatusFound) // want `the token request uses the implicit grant.*\[implicit-grant\]`

	http.Redirect(w, r, tenant+"/authorize?client_id=clubhouse&response_type=id_token%20token&nonce="+state, http.StatusFound) // want `\[implicit-grant\]`

	q := url.Values{"client_id": {"clubhouse"}}
	q.Set("response_type", "token id_token")
	http.Redirect(w, r, tenant+"/authorize?"+q.Encode(), http.StatusFound) // want `response_type token id_token.*\[implicit-grant\]`

	login := oauth2.Config{ClientID: "clubhouse", Endpoint: oauth2.Endpoint{AuthURL: tenant + "/authorize"}}
	http.Redirect(w, r, login.AuthCodeURL(state, oauth2.SetAuthURLParam("response_type", "token")), http.StatusFound) // want `\[implicit-grant\]`
}

// Code is what Auth0 advises; an ID token alone opens nothing; other words
// only look alike.
func Code(w http.ResponseWriter, r *http.Request, state string) {
	http.Redirect(w, r, tenant+"/authorize?client_id=clubhouse&response_type=code", http.StatusFound)                     // quiet
	http.Redirect(w, r, tenant+"/authorize?client_id=clubhouse&response_type=id_token&nonce="+state, http.StatusFound)    // quiet
	http.Redirect(w, r, tenant+"/authorize?client_id=clubhouse&response_type=code&state=token", http.StatusFound)         // quiet
	http.Redirect(w, r, "https://accounts.google.com/o/oauth2/v2/auth?client_id=c&response_type=token", http.StatusFound) // quiet: not Auth0's
}

// Scopes that no current-user token holds, and some that do not exist.
func Scopes(w http.ResponseWriter, r *http.Request, state string) {
	audience := oauth2.SetAuthURLParam("audience", tenant+"/api/v2/")

	all := config("openid", "read:current_user", "read:users") // want `the token request asks for read:users, which a public client never receives.*\[spa-scope\]`
	http.Redirect(w, r, all.AuthCodeURL(state, audience), http.StatusFound)

	slip := config("openid", "read:curent_user") // want `the token request asks for read:curent_user, which is no scope of the Management API; did you mean read:current_user\? \[scope-unknown\]`
	http.Redirect(w, r, slip.AuthCodeURL(state, audience), http.StatusFound)

	http.Redirect(w, r, tenant+"/authorize?response_type=code&client_id=c&audience="+url.QueryEscape(tenant+"/api/v2/")+"&scope=openid+update:current_user_metdata", http.StatusFound) // want `did you mean update:current_user_metadata\? \[scope-unknown\]`

	other := config("openid", "read:orders", "read:usrs") // quiet: for another API
	http.Redirect(w, r, other.AuthCodeURL(state, oauth2.SetAuthURLParam("audience", "https://orders.club.example")), http.StatusFound)

	own := config("openid", "email", "read:current_user", "offline_access") // quiet
	http.Redirect(w, r, own.AuthCodeURL(state, audience), http.StatusFound)
}

// Nobody signs in for the program's own token.
var own = clientcredentials.Config{
	ClientID:       "sync",
	TokenURL:       tenant + "/oauth/token",
	EndpointParams: url.Values{"audience": {tenant + "/api/v2/"}, "scope": {"read:users"}}, // quiet
}
