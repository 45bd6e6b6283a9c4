// Package useprepare sends what another package has filled in.
package useprepare

import (
	"net/http"
	"net/url"
	"strings"

	"example.com/httpwrappers/prepare"
)

func text(id string) {
	var b strings.Builder
	b.WriteString("https://club.eu.auth0.com")
	prepare.User(&b, id)
	if prepare.Length(&b) > 0 {
		b.WriteString("/roles")
	}
	http.Get(b.String()) // call GET /api/v2/users/{id}, GET /api/v2/users/{id}/roles
}

func address() {
	u := &url.URL{Path: "/api/v2/log-streams"}
	prepare.Tenant(u)
	http.Get(u.String()) // call GET /api/v2/log-streams
}

func request(id string) {
	req, err := http.NewRequest("GET", "https://club.eu.auth0.com", nil) // call GET /api/v2/connections/{id}/clients
	if err != nil {
		return
	}
	prepare.Rules(req, id)
	http.DefaultClient.Do(req)
}

func variable() {
	to := "https://club.eu.auth0.com/api/v2/stats/daily"
	prepare.Settings(&to)
	http.Get(to) // call GET /api/v2/stats/daily, GET /api/v2/tenants/settings
}

// lister is behind an interface what session embeds.
type lister interface {
	Get(url string) (*http.Response, error)
}

type session struct {
	*http.Client
	name string
}

func embedded(s *session) {
	var l lister = s
	l.Get("https://club.eu.auth0.com/api/v2/grants") // call GET /api/v2/grants
}
