// Package names keeps the parts of URLs in constants and variables.
package names

import (
	"fmt"
	"net/http"
	"os"
)

const (
	host     = "club.eu.auth0.com"
	base     = "https://" + host + "/api/v2"
	userPath = "/users/%s"
	version  = 2
)

// Parts of the package.
var (
	users   = `users`
	ver     = "/api/v2/"
	domain  = os.Getenv("AUTH0_DOMAIN")
	apiURL  = "https://" + domain + ver
	rolesAt = fmt.Sprintf("%s/%s", base, "roles")
	baseURL string
)

func init() { baseURL = "https://club.eu.auth0.com" + ver }

func constants(id string) {
	http.Get(base + "/clients")                                     // call GET /api/v2/clients
	http.Get(fmt.Sprintf(base+userPath, id))                        // call GET /api/v2/users/{id}
	http.Get(fmt.Sprintf("https://%s/api/v%d/logs", host, version)) // call GET /api/v2/logs
}

func variables(id string) {
	http.Get(apiURL + users + `/` + id) // call GET /api/v2/users/{id}
	http.Get(rolesAt)                   // call GET /api/v2/roles
	http.Get(baseURL + "forms")         // call GET /api/v2/forms
}

func reassigned(id string) {
	url := base
	http.Get(url + "/grants") // call GET /api/v2/grants
	url = url + "/users"
	http.Get(url) // call GET /api/v2/users
	url = fmt.Sprintf("%s/%s", url, id)
	http.Get(url) // call GET /api/v2/users/{id}
	url = "https://example.com/"
	http.Get(url) // quiet
}

// pointers to strings.
func pointers() {
	p := new(string)
	*p = base + "/emails/provider"
	http.Get(*p) // call GET /api/v2/emails/provider
	set(p)
	http.Get(*p) // call GET /api/v2/emails/provider, GET /api/v2/tenants/settings
}

func set(p *string) { *p = base + "/tenants/settings" }

type endpoint string

const signing endpoint = "/keys/signing"

func (e endpoint) url() string { return base + string(e) }

func typed() {
	http.Get(signing.url())                   // call GET /api/v2/keys/signing
	http.Get(base + string([]byte("/flows"))) // call GET /api/v2/flows
}

// the name url is not the package of that name.
func shadow() {
	url := struct{ Path string }{"/api/v2/connections"}
	http.Get("https://" + host + url.Path) // call GET /api/v2/connections
}
