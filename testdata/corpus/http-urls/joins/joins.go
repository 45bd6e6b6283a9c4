// Package joins joins URLs out of parts.
package joins

import (
	"net/http"
	"net/url"
	"path"
	"strings"
)

func joinPath(id string) error {
	u, err := url.JoinPath("https://club.eu.auth0.com", "api", "v2", "users", id)
	if err != nil {
		return err
	}
	_, err = http.Get(u) // call GET /api/v2/users/{id}
	return err
}

func method(id string) error {
	base, err := url.Parse("https://club.eu.auth0.com/api/v2/")
	if err != nil {
		return err
	}
	http.Get(base.JoinPath("organizations", id, "invitations").String()) // call GET /api/v2/organizations/{id}/invitations
	ref, err := base.Parse("clients/" + id)
	if err != nil {
		return err
	}
	http.Get(ref.String()) // call GET /api/v2/clients/{id}
	rel := &url.URL{Path: "/api/v2/roles"}
	_, err = http.Get(base.ResolveReference(rel).String()) // call GET /api/v2/roles
	return err
}

func fields(id string) {
	u := url.URL{Scheme: "https", Host: "club.eu.auth0.com", Path: "/api/v2/users"}
	q := url.Values{}
	q.Set("q", `email:"jo@example.com"`)
	u.RawQuery = q.Encode()
	http.Get(u.String()) // call GET /api/v2/users

	u.Path = path.Join("api", "v2", "users", id, "organizations")
	u.RawQuery = ""
	http.Get(u.String()) // call GET /api/v2/users/{id}/organizations

	other := u
	other.Path = path.Join("/api/v2", "clients")
	http.Get(other.String()) // call GET /api/v2/clients
	http.Get(u.String())     // call GET /api/v2/users/{id}/organizations
}

func slices(parts []string, id string) {
	all := []string{"https://club.eu.auth0.com", "api/v2", "users", id}
	http.Get(strings.Join(all, "/"))                                   // call GET /api/v2/users/{id}
	http.Get(strings.Join(append(all, "sessions"), "/"))               // call GET /api/v2/users/{user_id}/sessions
	http.Get("https://" + path.Join("x.auth0.com", "api/v2/flows"))    // call GET /api/v2/flows
	http.Get("https://x.auth0.com/api/v2/" + strings.Join(parts, "/")) // unresolved path comes from parameter parts
}
