// Package returns gets parts of addresses from functions that come back in more
// than one way.
package returns

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
)

const api = "https://club.eu.auth0.com/api/v2/"

type profile struct{ Sub string }

// A panic leads out of it, too, with nothing.
func me() *profile {
	f, err := os.Open("profile.json")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	p := &profile{}
	json.NewDecoder(f).Decode(p)
	return p
}

// The literal reads a file into what it captures.
func captured() *profile {
	f, err := os.Open("profile.json")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	p := &profile{}
	func() { json.NewDecoder(f).Decode(p) }()
	return p
}

func decode(f *os.File) *profile {
	p := &profile{}
	json.NewDecoder(f).Decode(p)
	return p
}

func fill(f *os.File, p *profile) { json.NewDecoder(f).Decode(p) }

func text() string {
	f, err := os.Open("id")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	b, _ := io.ReadAll(f)
	return string(b)
}

func section() string {
	defer println("done")
	return "users/"
}

func named() (s string, err error) {
	f, err := os.Open("id")
	if err != nil {
		return
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		return
	}
	s = string(b)
	return s, nil
}

func failing() (string, error) {
	b, err := os.ReadFile("id")
	if err != nil {
		return "", errors.New("no id")
	}
	return string(b), nil
}

func silent() string {
	b, err := os.ReadFile("id")
	if err != nil {
		return ""
	}
	return string(b)
}

func request() *http.Request {
	defer println("built")
	req, _ := http.NewRequest("GET", api+"clients", nil) // call GET /api/v2/clients
	q := req.URL.Query()
	q.Set("fields", "name")
	req.URL.RawQuery = q.Encode()
	return req
}

// All reads one thing each.
func All() {
	http.Get(api + "users/" + me().Sub)           // call GET /api/v2/users/{id}
	http.Get(api + "roles/" + text() + "/users")  // call GET /api/v2/roles/{id}/users
	http.Get(api + section() + text() + "/roles") // call GET /api/v2/users/{id}/roles
	n, _ := named()
	http.Get(api + "organizations/" + n + "/members") // call GET /api/v2/organizations/{id}/members
	f, _ := failing()
	http.Get(api + "clients/" + f) // call GET /api/v2/clients/{id}
	if id := silent(); id != "" {
		http.Get(api + "users/" + id + "/permissions") // call GET /api/v2/users/{id}/permissions
		http.Get(api + "roles/" + id)                  // call GET /api/v2/roles/{id}
	}
	http.DefaultClient.Do(request()) // quiet: found where it is built
}

// Files hold who it is about.
func Files(f *os.File) {
	http.Get(api + "client-grants/" + captured().Sub) // call GET /api/v2/client-grants/{id}
	http.Get(api + "connections/" + decode(f).Sub)    // call GET /api/v2/connections/{id}
	var p profile
	fill(f, &p)
	http.Get(api + "log-streams/" + p.Sub) // call GET /api/v2/log-streams/{id}
}

// List has an id or none.
func List(id string) {
	path := api + "logs"
	if id != "" {
		path += "/" + strings.TrimSpace(id)
	}
	http.Get(path) // call GET /api/v2/logs, GET /api/v2/logs/{id}
}
