// Package server is a backend in which both kinds of tokens occur: each call
// is judged by its own.
package server

import (
	"context"
	"net/http"
	"os"
	"strings"

	"github.com/auth0/go-auth0/management"
	"github.com/gorilla/sessions"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

const tenant = "https://club.eu.auth0.com"

var (
	store = sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))
	login = &oauth2.Config{ClientID: "club", ClientSecret: os.Getenv("CLIENT_SECRET")}
	own   = &clientcredentials.Config{ClientID: "jobs", ClientSecret: os.Getenv("JOBS_SECRET")}
)

func cookie(w http.ResponseWriter, r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	req, err := http.NewRequest("GET", tenant+"/api/v2/users", nil) // want `GET /api/v2/users is outside the current-user allowlist: .* \(the token is the signed-in user's: it comes from http.Request.Cookie\) \[spa-endpoint\]` // call GET /api/v2/users
	if err != nil {
		return
	}
	req.Header.Set("authorization", "Bearer "+c.Value)
	_, _ = http.DefaultClient.Do(req)
}

func callback(w http.ResponseWriter, r *http.Request) {
	token, err := login.Exchange(r.Context(), r.FormValue("code"))
	if err != nil {
		return
	}
	_, _ = login.Client(r.Context(), token).Get(tenant + "/api/v2/roles") // want `GET /api/v2/roles needs read:roles, .* it comes from oauth2.Config.Exchange\) \[spa-endpoint\]` // call GET /api/v2/roles
	api, err := management.New("club.eu.auth0.com", management.WithInsecure(), management.WithStaticToken(token.AccessToken))
	if err != nil {
		return
	}
	_, _ = api.Client.List(r.Context())                                                                // want `GET /api/v2/clients needs .*Exchange\) \[spa-endpoint\]` // call GET /api/v2/clients
	_, _ = api.User.Read(r.Context(), r.FormValue("sub"))                                              // call GET /api/v2/users/{id}
	_, _ = oauth2.NewClient(r.Context(), oauth2.StaticTokenSource(token)).Get(tenant + "/api/v2/logs") // want `GET /api/v2/logs needs .* \[spa-endpoint\]` // call GET /api/v2/logs
	hc := &http.Client{Transport: &oauth2.Transport{Source: oauth2.ReuseTokenSource(token, nil)}}
	_, _ = hc.Get(tenant + "/api/v2/grants") // want `GET /api/v2/grants needs .* \[spa-endpoint\]` // call GET /api/v2/grants
}

func fromSession(w http.ResponseWriter, r *http.Request) {
	s, err := store.Get(r, "login")
	if err != nil {
		return
	}
	token, ok := s.Values["access_token"].(string)
	if !ok {
		return
	}
	list(token) // want `GET /api/v2/connections needs .* \(via list\) \(the token is the signed-in user's: it comes from sessions.CookieStore.Get\) \[spa-endpoint\]`
}

func nightly(ctx context.Context) {
	token, err := own.Token(ctx)
	if err != nil {
		return
	}
	list(token.AccessToken)
	_, _ = own.Client(ctx).Get(tenant + "/api/v2/users") // call GET /api/v2/users
	api, err := management.New("club.eu.auth0.com", management.WithClientCredentials(ctx, "jobs", os.Getenv("JOBS_SECRET")))
	if err != nil {
		return
	}
	_, _ = api.User.List(ctx) // call GET /api/v2/users
}

// list is handed both kinds: who hands it a user's is told.
func list(token string) {
	req, err := http.NewRequest("GET", tenant+"/api/v2/connections", nil) // call GET /api/v2/connections
	if err != nil {
		return
	}
	req.Header = http.Header{"Authorization": {"Bearer " + token}}
	_, _ = http.DefaultClient.Do(req)
}

// forwarded is only possible: services forward their own tokens too.
func forwarded(w http.ResponseWriter, r *http.Request) {
	req, err := http.NewRequest("GET", tenant+"/api/v2/clients", nil) // call GET /api/v2/clients
	if err != nil {
		return
	}
	req.Header.Set("Authorization", r.Header.Get("Authorization"))
	_, _ = http.DefaultClient.Do(req)
	api, err := management.New("club.eu.auth0.com", management.WithStaticToken(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")))
	if err != nil {
		return
	}
	_, _ = api.User.List(r.Context()) // call GET /api/v2/users
}

// either is not followed: nothing is claimed.
func either(w http.ResponseWriter, r *http.Request) {
	token := os.Getenv("MANAGEMENT_TOKEN")
	if c, err := r.Cookie("access_token"); err == nil {
		token = c.Value
	}
	req, err := http.NewRequest("GET", tenant+"/api/v2/roles", nil) // call GET /api/v2/roles
	if err != nil {
		return
	}
	req.Header.Set("Authorization", "Bearer "+token)
	_, _ = http.DefaultClient.Do(req)
}

// session keeps what a login gave in its fields.
type session struct {
	hc    *http.Client
	api   *management.Management
	token *oauth2.Token
	text  string
}

func newSession(ctx context.Context, code string) (*session, error) {
	token, err := login.Exchange(ctx, code)
	if err != nil {
		return nil, err
	}
	api, err := management.New("club.eu.auth0.com", management.WithStaticToken(token.AccessToken))
	return &session{login.Client(ctx, token), api, token, token.AccessToken}, err
}

func (s *session) viaClient() {
	_, _ = s.hc.Get(tenant + "/api/v2/actions/actions") // want `GET /api/v2/actions/actions needs .* \[spa-endpoint\]` // call GET /api/v2/actions/actions
}

func (s *session) viaSDK(ctx context.Context) {
	_, _ = s.api.Role.List(ctx) // want `GET /api/v2/roles needs .* \[spa-endpoint\]` // call GET /api/v2/roles
}

func (s *session) viaToken() { s.get("/api/v2/log-streams", "Bearer "+s.token.AccessToken) } // want `GET /api/v2/log-streams needs .* \[spa-endpoint\]` // call GET /api/v2/log-streams

func (s *session) viaText() { s.get("/api/v2/custom-domains", "Bearer "+s.text) } // want `GET /api/v2/custom-domains needs .* \[spa-endpoint\]` // call GET /api/v2/custom-domains

func (s *session) get(path, bearer string) {
	req, err := http.NewRequest("GET", tenant+path, nil)
	if err != nil {
		return
	}
	for name, value := range map[string]string{"Authorization": bearer, "Accept": "application/json"} {
		req.Header.Set(name, value)
	}
	_, _ = http.DefaultClient.Do(req)
}

// bearer is a transport that adds a token.
type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

func viaTransport(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	hc := &http.Client{Transport: bearer{c.Value}}
	_, _ = hc.Get(tenant + "/api/v2/stats/active-users") // want `GET /api/v2/stats/active-users needs .* \[spa-endpoint\]` // call GET /api/v2/stats/active-users
}

// helped is a transport that leaves the token to a helper.
type helped struct{ token string }

func (h helped) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	h.authorize(r)
	return http.DefaultTransport.RoundTrip(r)
}

func (h helped) authorize(r *http.Request) { r.Header.Set("Authorization", "Bearer "+h.token) }

func viaHelper(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	hc := &http.Client{Transport: helped{c.Value}}
	_, _ = hc.Get(tenant + "/api/v2/forms") // want `GET /api/v2/forms needs .* \[spa-endpoint\]` // call GET /api/v2/forms
}

//scopevet:context m2m
func directive(r *http.Request) {
	c, err := r.Cookie("access_token")
	if err != nil {
		return
	}
	hc := &http.Client{Transport: bearer{c.Value}}
	_, _ = hc.Get(tenant + "/api/v2/stats/daily") // call GET /api/v2/stats/daily
}
