// Package functions sends with the functions of net/http.
package functions

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
)

const tenant = "https://club.eu.auth0.com"

// All of them.
func All(id string) error {
	resp, err := http.Get(tenant + "/api/v2/clients") // call GET /api/v2/clients
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err = http.Head(tenant + "/api/v2/stats/daily"); err != nil { // want `HEAD /api/v2/stats/daily is no endpoint of the Management API; this path takes GET \[endpoint-unknown\]` // call HEAD /api/v2/stats/daily
		return err
	}
	body, err := json.Marshal(map[string]any{"name": "editor"})
	if err != nil {
		return err
	}
	if _, err = http.Post(tenant+"/api/v2/roles", "application/json", bytes.NewReader(body)); err != nil { // call POST /api/v2/roles
		return err
	}
	_, err = http.PostForm(tenant+"/api/v2/jobs/verification-email", url.Values{"user_id": {id}}) // call POST /api/v2/jobs/verification-email
	return err
}

// Value calls a function through a variable.
func Value() error {
	get := http.Get
	_, err := get(tenant + "/api/v2/branding") // call GET /api/v2/branding
	return err
}

// post is a variable of the package, to be replaced in tests.
var post = http.Post

// Stubbed calls through it.
func Stubbed() error {
	_, err := post(tenant+"/api/v2/device-credentials", "application/json", strings.NewReader("{}")) // call POST /api/v2/device-credentials
	return err
}

// Deferred and concurrent.
func Deferred(done chan<- error) {
	go func() {
		_, err := http.Get(tenant + "/api/v2/logs") // call GET /api/v2/logs
		done <- err
	}()
	go http.Get(tenant + "/api/v2/log-streams")                    // call GET /api/v2/log-streams
	defer http.Post(tenant+"/api/v2/keys/signing/rotate", "", nil) // call POST /api/v2/keys/signing/rotate
}

// Copied writes an answer somewhere else; nothing of that is a request.
func Copied(w io.Writer) error {
	resp, err := http.Get(tenant + "/api/v2/users-by-email?email=jo%40example.com") // call GET /api/v2/users-by-email
	if err != nil {
		return err
	}
	_, err = io.Copy(w, resp.Body) // quiet
	return err
}
