// Package maps keeps paths in tables.
package maps

import (
	"fmt"
	"net/http"
)

const base = "https://club.eu.auth0.com/api/v2/"

var paths = map[string]string{
	"email": "users-by-email?email=%s",
	"id":    "users/%s",
	"roles": "users/%s/roles",
}

func key(id string) {
	http.Get(base + fmt.Sprintf(paths["email"], id)) // call GET /api/v2/users-by-email
	http.Get(base + fmt.Sprintf(paths["roles"], id)) // call GET /api/v2/users/{id}/roles
}

func any(kind, id string) {
	http.Get(base + fmt.Sprintf(paths[kind], id)) // call GET /api/v2/users-by-email, GET /api/v2/users/{id}, GET /api/v2/users/{id}/roles
}

func checked(kind, id string) {
	format, ok := paths[kind]
	if !ok {
		return
	}
	http.Get(base + fmt.Sprintf(format, id)) // call GET /api/v2/users-by-email, GET /api/v2/users/{id}, GET /api/v2/users/{id}/roles
}

func ranged() {
	resources := map[string]bool{"clients": true, "connections": true}
	for name := range resources {
		http.Get(base + name) // call GET /api/v2/clients, GET /api/v2/connections
	}
}

var verbs = [...]string{"flows", "forms"}

func arrays(i int) {
	http.Get(base + verbs[0]) // call GET /api/v2/flows
	http.Get(base + verbs[i]) // call GET /api/v2/flows, GET /api/v2/forms
}

type route struct{ method, path string }

var routes = map[string]route{
	"list":   {http.MethodGet, "organizations"},
	"create": {http.MethodPost, "organizations"},
}

func table(name string) {
	r := routes[name]
	req, _ := http.NewRequest(r.method, base+r.path, nil) // call GET /api/v2/organizations, POST /api/v2/organizations
	http.DefaultClient.Do(req)
}

var flows, forms = "flows", "forms"

// named has keys that are variables.
func named() {
	resources := map[string]bool{flows: true, forms: true}
	for name := range resources {
		http.Get(base + name) // call GET /api/v2/flows, GET /api/v2/forms
	}
}
