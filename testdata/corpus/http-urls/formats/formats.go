// Package formats writes URLs with fmt and with plus signs.
package formats

import (
	"fmt"
	"net/http"
	"os"
)

type client struct {
	Domain string
	tenant struct{ issuer string }
}

func (c *client) sprintf(id string) {
	url := fmt.Sprintf("https://%s/api/v2/users/%s/roles", c.Domain, id)
	http.Post(url, "application/json", nil) // call POST /api/v2/users/{id}/roles

	http.Get(fmt.Sprintf("%s/api/v2/jobs/%v", c.tenant.issuer, id))                            // call GET /api/v2/jobs/{id}
	http.Get(fmt.Sprintf("https://%[2]s/api/v2/clients/%[1]s", id, os.Getenv("AUTH0_DOMAIN"))) // call GET /api/v2/clients/{id}
	http.Get(fmt.Sprintf("https://club.auth0.com/api/v2/users?page=%d&per_page=%d", 1, 50))    // call GET /api/v2/users
	http.Get(fmt.Sprint("https://club.auth0.com", "/api/v2/", "forms"))                        // call GET /api/v2/forms
	http.Get(fmt.Sprintf("https://club.auth0.com/%s/v%d/%s", "api", 2, "flows"))               // call GET /api/v2/flows
}

func (c *client) nested(org, member string) {
	path := fmt.Sprintf("/organizations/%s/members", org)
	if member != "" {
		path = fmt.Sprintf("%s/%s/roles", path, member)
	}
	http.Get(fmt.Sprintf("https://%s/api/v2%s", c.Domain, path)) // call GET /api/v2/organizations/{id}/members, GET /api/v2/organizations/{id}/members/{user_id}/roles
}

func concat(id string) {
	url := "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/users/" + id
	http.Get(url)                   // call GET /api/v2/users/{id}
	http.Get(url + "/permissions")  // call GET /api/v2/users/{id}/permissions
	http.Get(url + "?fields=email") // call GET /api/v2/users/{id}

	url += "/enrollments"
	http.Get(url) // call GET /api/v2/users/{id}/enrollments

	var long string
	long = "https://"
	long += "club.eu.auth0.com"
	long += "/api/v2"
	long += "/" + "connections" + "/" + id
	http.Get(long) // call GET /api/v2/connections/{id}
}

// two formats, the second given by the first.
func twoSteps(host string, args ...any) {
	p := fmt.Sprintf("users/%s/logs", args...)
	http.Get(fmt.Sprintf("https://%s.auth0.com/api/v2/%s", host, p)) // call GET /api/v2/users/{id}/logs
}
