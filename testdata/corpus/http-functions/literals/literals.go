// Package literals writes requests as struct literals.
package literals

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Whole has everything in one place.
func Whole(id string) error {
	_, err := http.DefaultClient.Do(&http.Request{ // call PATCH /api/v2/users/{id}
		Method: http.MethodPatch,
		URL:    &url.URL{Scheme: "https", Host: "club.eu.auth0.com", Path: "/api/v2/users/" + id},
		Header: http.Header{"Authorization": {"Bearer x"}},
		Body:   io.NopCloser(strings.NewReader("{}")),
	})
	return err
}

// Parsed takes the URL from a string.
func Parsed() error {
	u, err := url.Parse("https://club.eu.auth0.com/api/v2/resource-servers")
	if err != nil {
		return err
	}
	req := &http.Request{Method: "GET", URL: u}
	_, err = http.DefaultClient.Do(req) // call GET /api/v2/resource-servers
	return err
}

// Later sets the fields one by one.
func Later() error {
	var req http.Request
	req.Method = "DELETE"
	req.URL = new(url.URL)
	req.URL.Scheme = "https"
	req.URL.Host = "club.eu.auth0.com"
	req.URL.Path = "/api/v2/emails/provider"
	_, err := http.DefaultClient.Do(&req) // call DELETE /api/v2/emails/provider
	return err
}

// NoMethod leaves the method out: that is GET.
func NoMethod() error {
	u, _ := url.Parse("https://club.eu.auth0.com/api/v2/custom-domains")
	_, err := http.DefaultClient.Do(&http.Request{URL: u}) // call GET /api/v2/custom-domains
	return err
}
