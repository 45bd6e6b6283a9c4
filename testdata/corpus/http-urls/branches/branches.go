// Package branches decides about URLs at run time.
package branches

import "net/http"

const base = "https://club.eu.auth0.com/api/v2"

func ifs(id string, roles bool) {
	url := base + "/users"
	if id != "" {
		url += "/" + id
		if roles {
			url += "/roles"
		}
	}
	http.Get(url) // call GET /api/v2/users, GET /api/v2/users/{id}, GET /api/v2/users/{id}/roles
}

func switches(kind string) {
	var path string
	switch kind {
	case "rule":
		path = "/flows"
	case "hook":
		path = "/forms"
	default:
		path = "/actions/actions"
	}
	http.Get(base + path) // call GET /api/v2/flows, GET /api/v2/forms, GET /api/v2/actions/actions
}

func query(filter string) {
	u := base + "/clients"
	if filter != "" {
		u = base + "/clients?" + filter
	}
	http.Get(u) // call GET /api/v2/clients
}

func host(eu bool) string {
	if eu {
		return "https://club.eu.auth0.com"
	}
	return "https://club.us.auth0.com"
}

func hosts(eu bool) {
	http.Get(host(eu) + "/api/v2/stats/daily") // call GET /api/v2/stats/daily
}

func early(id string) (err error) {
	url, err := find(id)
	if err != nil {
		return err
	}
	_, err = http.Get(url) // call GET /api/v2/sessions/{id}
	return err
}

func find(id string) (string, error) {
	if id == "" {
		return "", errEmpty
	}
	return base + "/sessions/" + id, nil
}

type textError string

func (e textError) Error() string { return string(e) }

const errEmpty textError = "no id"

// captured hosts are as good as those that the literal names itself.
func captured(eu bool) {
	host := "https://club.us.auth0.com"
	if eu {
		host = "https://club.eu.auth0.com"
	}
	func() { http.Get(host + "/api/v2/forms") }() // call GET /api/v2/forms
	other := "https://api.example.com"
	func() { http.Get(other + "/api/v2/users") }() // quiet
}
