// Package dispatch builds a request by the method that it is given, and fills
// bodies in through options.
package dispatch

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
)

var api = "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2"

func send(method, path string, body io.Reader) error {
	var req *http.Request
	var err error
	switch method {
	case http.MethodGet:
		req, err = http.NewRequest(http.MethodGet, api+path, nil)
	case http.MethodPost:
		req, err = http.NewRequest(http.MethodPost, api+path, body)
	case http.MethodDelete:
		req, err = http.NewRequest(http.MethodDelete, api+path, nil)
	}
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	_, err = http.DefaultClient.Do(req)
	return err
}

func moved(post bool) {
	req, _ := http.NewRequest("GET", api+"/users", nil) // quiet: it is sent elsewhere
	if post {
		req, _ = http.NewRequest("POST", api+"/users", nil) // quiet: it is sent elsewhere
	}
	req.URL.Path = "/api/v2/roles"
	http.DefaultClient.Do(req) // call GET /api/v2/roles, POST /api/v2/roles
}

// All are one call each.
func All(id string) {
	send(http.MethodGet, "/users/"+id, nil)    // call GET /api/v2/users/{id}
	send(http.MethodDelete, "/users/"+id, nil) // call DELETE /api/v2/users/{id}
	send("POST", "/roles", nil)                // call POST /api/v2/roles
	moved(id != "")
}

type call struct {
	method, url string
	body        any
}

type option func(*call)

func method(m string) option { return func(c *call) { c.method = m } }
func url(u string) option    { return func(c *call) { c.url = u } }
func body(b any) option      { return func(c *call) { c.body = b } }

func do(opts ...option) {
	c := &call{}
	for _, o := range opts {
		o(c)
	}
	text, _ := json.Marshal(c.body)
	req, _ := http.NewRequest(c.method, c.url, bytes.NewReader(text)) // quiet: its callers know
	http.DefaultClient.Do(req)
}

// Options make a request.
func Options(id string) {
	do(method("PATCH"), url(api+"/users/"+id), body(map[string]any{"app_metadata": id})) // call PATCH /api/v2/users/{id}
	do(url(api + "/clients"))                                                            // call GET /api/v2/clients
}

func read(path string) {
	http.Get(api + "/users/" + path) // call GET /api/v2/users/{id}
}

// Either reads the user or the roles of one: the shorter call stays.
func Either(id string, roles bool) {
	path := "auth0|" + id + "-1"
	if roles {
		path += "/roles"
	}
	read(path) // call GET /api/v2/users/{id}/roles
}
