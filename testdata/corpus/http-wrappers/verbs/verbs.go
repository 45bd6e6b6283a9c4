// Package verbs has an enumeration of its own for methods.
package verbs

import (
	"io"
	"net/http"
)

// A Verb is a method.
type Verb int

// The verbs.
const (
	Read Verb = iota
	Create
	Replace
)

// Send sends by verb.
func Send(verb Verb, url string, body io.Reader) (*http.Response, error) {
	switch verb {
	case Create:
		return http.Post(url, "application/json", body)
	case Replace:
		req, err := http.NewRequest(http.MethodPut, url, body)
		if err != nil {
			return nil, err
		}
		return http.DefaultClient.Do(req)
	}
	return http.Get(url)
}

const api = "https://club.eu.auth0.com/api/v2"

// Use sends one request with each verb.
func Use() {
	_, _ = Send(Read, api+"/roles", nil)                   // call GET /api/v2/roles
	_, _ = Send(Create, api+"/jobs/users-exports", nil)    // call POST /api/v2/jobs/users-exports
	_, _ = Send(Replace, api+"/guardian/factors/otp", nil) // call PUT /api/v2/guardian/factors/{name}
}

// text is an enumeration of strings.
type text string

const patch text = "PATCH"

func send(m text, path string) error {
	req, err := http.NewRequest(string(m), api+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

func useText() error { return send(patch, "/branding") } // call PATCH /api/v2/branding
