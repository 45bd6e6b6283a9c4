// Package directory reads and writes Auth0 users in every way that net/http
// offers.
package directory

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"strings"
)

var tenant = os.Getenv("AUTH0_DOMAIN")

// Functions of the package.
func Functions() error {
	if _, err := http.Get("https://" + tenant + "/api/v2/roles"); err != nil { // call GET /api/v2/roles
		return err
	}
	if _, err := http.Head("https://" + tenant + "/api/v2/clients"); err != nil { // call HEAD /api/v2/clients
		return err
	}
	if _, err := http.Post("https://"+tenant+"/api/v2/users", "application/json", strings.NewReader("{}")); err != nil { // call POST /api/v2/users
		return err
	}
	_, err := http.PostForm("https://"+tenant+"/api/v2/jobs/users-imports", url.Values{}) // call POST /api/v2/jobs/users-imports
	return err
}

// DefaultClient is a variable of another package.
func DefaultClient(id string) error {
	req, err := http.NewRequest(http.MethodDelete, "https://"+tenant+"/api/v2/users/"+id, nil) // call DELETE /api/v2/users/{id}
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// Literal makes the request without a constructor.
func Literal(ctx context.Context, id string, body any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	u := &url.URL{Scheme: "https", Host: tenant, Path: "/api/v2/clients/" + id}
	req := &http.Request{Method: http.MethodPatch, URL: u, Header: http.Header{}}
	req.Body = http.NoBody
	req.ContentLength = int64(len(b))
	_, err = http.DefaultClient.Do(req.WithContext(ctx)) // call PATCH /api/v2/clients/{id}
	return err
}

// Later changes the request after it was made.
func Later(client *http.Client, id string) error {
	req, err := http.NewRequest("", "https://"+tenant, nil) // call PUT /api/v2/rules-configs/{key}
	if err != nil {
		return err
	}
	req.Method = http.MethodPut
	req.URL.Path = "/api/v2/rules-configs/" + id
	_, err = client.Do(req)
	return err
}

// Cloned sends a request and a copy of it.
func Cloned(ctx context.Context, client *http.Client, id string) error {
	req, err := http.NewRequestWithContext(ctx, "GET", "https://"+tenant+"/api/v2/users/"+id, nil) // call GET /api/v2/users/{id}
	if err != nil {
		return err
	}
	again := req.Clone(ctx)
	again.Header.Set("X-Attempt", "2")
	if _, err := client.Do(req); err != nil {
		_, err = client.Do(again)
		return err
	}
	return nil
}

// A doer is what tests put in the place of the client.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Interface sends through it.
func Interface(d doer, body []byte) error {
	req, err := http.NewRequest("POST", "https://"+tenant+"/api/v2/organizations", bytes.NewReader(body)) // call POST /api/v2/organizations
	if err != nil {
		return err
	}
	_, err = d.Do(req)
	return err
}

// Transport goes below the client.
func Transport(rt http.RoundTripper) error {
	u, err := url.Parse("https://" + tenant + "/api/v2/connections")
	if err != nil {
		return err
	}
	_, err = rt.RoundTrip(&http.Request{Method: "GET", URL: u}) // call GET /api/v2/connections
	return err
}
