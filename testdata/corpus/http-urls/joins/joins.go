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

// captured joins slices that function literals see as variables.
func captured(id string, more ...string) {
	all := []string{"https://club.eu.auth0.com/api/v2/users", id}
	func() { http.Get(strings.Join(all, "/")) }() // call GET /api/v2/users/{id}
	func() {
		http.Post(strings.Join(append(all, "identities"), "/"), "", nil) // call POST /api/v2/users/{id}/identities
	}()
	http.Get(strings.Join(longer(all), "/"))                                             // call GET /api/v2/users/{user_id}/sessions
	http.Post("https://x.auth0.com/api/v2/users/"+strings.Join(more, "/"), "", nil)      // unresolved path comes from parameter more
	http.Post("https://x.auth0.com/api/v2/users/"+strings.Join(more[1:], "/"), "", nil)  // unresolved path comes from joined strings
	http.Post("https://x.auth0.com/api/v2/users/"+strings.Join(filled(3), "/"), "", nil) // unresolved path comes from joined strings
}

func longer(parts []string) []string { return append(parts, "sessions") }

func filled(n int) []string {
	out := make([]string, n)
	out[0] = "a"
	return out
}

// grown is longer in some cases.
func grown(id string, deep bool) {
	parts := []string{"https://club.eu.auth0.com/api/v2/roles", id}
	if deep {
		parts = append(parts, "permissions")
	}
	http.Get(strings.Join(parts, "/")) // call GET /api/v2/roles/{id}, GET /api/v2/roles/{id}/permissions
}
