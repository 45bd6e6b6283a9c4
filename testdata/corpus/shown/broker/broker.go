// Package broker gives the program's own tokens to browsers.
package broker

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/auth0/go-auth0/management"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

func credentials(audience string) *clientcredentials.Config {
	return &clientcredentials.Config{
		ClientID: os.Getenv("AUTH0_CLIENT_ID"), ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET"),
		TokenURL:       "https://club.eu.auth0.com/oauth/token",
		EndpointParams: url.Values{"audience": {audience}},
	}
}

func token(w http.ResponseWriter, r *http.Request) {
	t, err := credentials("https://club.eu.auth0.com/api/v2/").Token(r.Context())
	if err != nil {
		http.Error(w, "no token", 502)
		return
	}
	fmt.Fprint(w, t.AccessToken)                                               // want `a token of the Management API \(clientcredentials.Config.Token\) is written to a response: whoever requests it can read it; proxy the calls through your backend \[management-token-public\]`
	json.NewEncoder(w).Encode(map[string]string{"accessToken": t.AccessToken}) // want `a token of the Management API .*\[management-token-public\]`
}

// The program's own API is not the Management API.
func own(w http.ResponseWriter, r *http.Request) {
	t, err := credentials("https://api.example.com/").Token(r.Context())
	if err != nil {
		http.Error(w, "no token", 502)
		return
	}
	fmt.Fprint(w, t.AccessToken) // quiet
}

type answer struct {
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
}

func exchange() (*http.Response, error) {
	payload := strings.NewReader(`{"grant_type":"client_credentials","client_id":"portal","client_secret":"` + os.Getenv("AUTH0_CLIENT_SECRET") + `","audience":"https://club.eu.auth0.com/api/v2/"}`)
	req, err := http.NewRequest("POST", "https://club.eu.auth0.com/oauth/token", payload)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	return http.DefaultClient.Do(req)
}

func decoded(w http.ResponseWriter, r *http.Request) {
	res, err := exchange()
	if err != nil {
		return
	}
	defer res.Body.Close()
	var a answer
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		return
	}
	json.NewEncoder(w).Encode(a) // want `a token of the Management API .*\[management-token-public\]`
}

func piped(w http.ResponseWriter, r *http.Request) {
	res, err := exchange()
	if err != nil {
		return
	}
	defer res.Body.Close()
	io.Copy(w, res.Body) // want `a token of the Management API .*\[management-token-public\]`
}

func read(w http.ResponseWriter, r *http.Request) {
	res, err := exchange()
	if err != nil {
		return
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return
	}
	w.Write(body) // want `a token of the Management API .*\[management-token-public\]`
}

// A token that the Management API's client is made with is one, whatever it is
// called.
func static(w http.ResponseWriter, r *http.Request) {
	t := os.Getenv("PORTAL_ACCESS")
	api, err := management.New("club.eu.auth0.com", management.WithStaticToken(t))
	if err != nil {
		return
	}
	if _, err := api.User.List(r.Context()); err != nil { // call GET /api/v2/users
		return
	}
	fmt.Fprintln(w, t) // want `a token of the Management API \(environment variable PORTAL_ACCESS\).*\[management-token-public\]`
}

// The user's own token is the user's.
func user(config *oauth2.Config) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		t, err := config.Exchange(context.Background(), r.FormValue("code"))
		if err != nil {
			return
		}
		req, err := http.NewRequest("GET", "https://club.eu.auth0.com/api/v2/users/me", nil) // call GET /api/v2/users/{id}
		if err != nil {
			return
		}
		req.Header.Set("Authorization", "Bearer "+t.AccessToken)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return
		}
		io.Copy(w, res.Body)           // quiet
		fmt.Fprintln(w, t.AccessToken) // quiet
	}
}

// Register makes them reachable.
func Register(mux *http.ServeMux, config *oauth2.Config) {
	mux.HandleFunc("/token", token)
	mux.HandleFunc("/own", own)
	mux.HandleFunc("/decoded", decoded)
	mux.HandleFunc("/piped", piped)
	mux.HandleFunc("/read", read)
	mux.HandleFunc("/static", static)
	mux.HandleFunc("/user", user(config))
}
