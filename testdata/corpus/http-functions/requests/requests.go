// Package requests makes requests first and sends them later.
package requests

import (
	"context"
	"net/http"
	"net/http/httputil"
	"strings"
	"time"
)

const api = "https://club.eu.auth0.com/api/v2"

// Plain is what most code does.
func Plain(id string) error {
	req, err := http.NewRequest("GET", api+"/users/"+id, nil) // call GET /api/v2/users/{id}
	if err != nil {
		return err
	}
	req.Header.Add("authorization", "Bearer x")
	_, err = http.DefaultClient.Do(req)
	return err
}

// WithContext names the method by its constant.
func WithContext(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, api+"/users/"+id, http.NoBody) // call DELETE /api/v2/users/{id}
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 10 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Postman is what code generators write.
func Postman() error {

	url := "https://club.eu.auth0.com/api/v2/clients"
	method := "POST"

	payload := strings.NewReader(`{"name": "x"}`)

	client := &http.Client{}
	req, err := http.NewRequest(method, url, payload) // call POST /api/v2/clients

	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return nil
}

// Empty has no method: that is GET.
func Empty() (*http.Response, error) {
	req, _ := http.NewRequest("", api+"/flows", nil) // call GET /api/v2/flows
	return http.DefaultClient.Do(req)
}

// Changed decides on the method and the path after the request is made.
func Changed(id string, enable bool) error {
	req, err := http.NewRequest("GET", api+"/connections", nil) // call PATCH /api/v2/connections/{id}
	if err != nil {
		return err
	}
	req.Method = http.MethodPatch
	req.URL.Path += "/" + id
	_, err = http.DefaultClient.Do(req)
	return err
}

// Query adds a query, which changes nothing.
func Query(page string) error {
	req, err := http.NewRequest("GET", api+"/users", nil) // call GET /api/v2/users
	if err != nil {
		return err
	}
	q := req.URL.Query()
	q.Set("page", page)
	req.URL.RawQuery = q.Encode()
	_, err = http.DefaultClient.Do(req)
	return err
}

// Cloned sends a copy.
func Cloned(ctx context.Context) error {
	req, err := http.NewRequest("GET", api+"/tenants/settings", nil) // call GET /api/v2/tenants/settings
	if err != nil {
		return err
	}
	for range 3 {
		if _, err = http.DefaultClient.Do(req.Clone(ctx)); err == nil {
			break
		}
		if _, err = http.DefaultClient.Do(req.WithContext(ctx)); err == nil {
			break
		}
	}
	return err
}

// Trip goes below the client.
func Trip() error {
	req, err := http.NewRequest("GET", api+"/grants", nil) // call GET /api/v2/grants
	if err != nil {
		return err
	}
	_, err = http.DefaultTransport.RoundTrip(req)
	return err
}

// Built only makes a request: the caller sends it.
func Built(id string) (*http.Request, error) {
	return http.NewRequest("POST", api+"/users/"+id+"/identities", nil) // call POST /api/v2/users/{id}/identities
}

// Sends sends what Built made.
func Sends() error {
	req, err := Built("u1")
	if err != nil {
		return err
	}
	dump, _ := httputil.DumpRequest(req, false)
	_ = dump
	_, err = http.DefaultClient.Do(req) // quiet
	return err
}

// Switched has several methods.
func Switched(id string, create, remove bool) error {
	method := http.MethodPatch
	url := api + "/organizations/" + id
	switch {
	case create:
		method, url = http.MethodPost, api+"/organizations"
	case remove:
		method = http.MethodDelete
	}
	req, err := http.NewRequest(method, url, nil) // call POST /api/v2/organizations, PATCH /api/v2/organizations/{id}, DELETE /api/v2/organizations/{id}
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// Lower writes the method as some do.
func Lower() error {
	req, err := http.NewRequest(strings.ToUpper("patch"), api+"/branding", nil) // call PATCH /api/v2/branding
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
