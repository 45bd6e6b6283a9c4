// Package local has wrappers beside their uses.
package local

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

type client struct {
	domain string
	token  string
}

func (c *client) do(method, path string, body io.Reader) error {
	req, err := http.NewRequest(method, "https://"+c.domain+"/api/v2"+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	_, err = http.DefaultClient.Do(req)
	return err
}

func (c *client) get(path string) error { return c.do("GET", path, nil) }

func (c *client) post(path, body string) error {
	return c.do(http.MethodPost, path, strings.NewReader(body))
}

// auth0 is the tenant.
var auth0 = &client{domain: "club.eu.auth0.com"}

func uses(id string) {
	_ = auth0.get("/users")                                // call GET /api/v2/users
	_ = auth0.get("/users/" + id)                          // call GET /api/v2/users/{id}
	_ = auth0.get(fmt.Sprintf("/users/%s/roles", id))      // call GET /api/v2/users/{id}/roles
	_ = auth0.post("/users/"+id+"/roles", `{"roles": []}`) // call POST /api/v2/users/{id}/roles
	_ = auth0.do("DELETE", "/users/"+id, nil)              // call DELETE /api/v2/users/{id}
}

// typed knows its endpoint: it is one call, however often it is used.
func typed() error { return auth0.get("/clients") } // call GET /api/v2/clients

func usesTyped() {
	_ = typed() // quiet
	_ = typed() // quiet
}

// page is a typed wrapper with a parameter that is only the query's.
func page(n int) error { return auth0.get(fmt.Sprintf("/logs?page=%d", n)) } // call GET /api/v2/logs

func usesPage() {
	for i := range 3 {
		_ = page(i) // quiet
	}
}

// users returns URLs.
func users(segments ...string) string {
	return "https://club.eu.auth0.com/api/v2/users/" + strings.Join(segments, "/")
}

func usesURL(id string) {
	http.Get(users(id))                         // call GET /api/v2/users/{id}
	http.Get(users(id, "organizations"))        // call GET /api/v2/users/{id}/organizations
	http.Post(users(id, "identities"), "", nil) // call POST /api/v2/users/{id}/identities
}

// withQuery returns more than a URL.
func withQuery(kind string) (string, url.Values, error) {
	return "https://club.eu.auth0.com/api/v2/" + kind, url.Values{"per_page": {"100"}}, nil
}

func usesQuery() error {
	u, q, err := withQuery("device-credentials")
	if err != nil {
		return err
	}
	_, err = http.Get(u + "?" + q.Encode()) // call GET /api/v2/device-credentials
	return err
}

// endpoint formats what its callers give it.
func endpoint(format string, args ...any) string {
	ref := &url.URL{Path: fmt.Sprintf(format, args...)}
	base := &url.URL{Scheme: "https", Host: "club.eu.auth0.com"}
	return base.ResolveReference(ref).String()
}

func usesEndpoint(id string) {
	http.Get(endpoint("/api/v2/users/%s/permissions", id)) // call GET /api/v2/users/{id}/permissions
}

// recursive goes through pages by itself.
func recursive(path string, page int) error {
	if page > 3 {
		return nil
	}
	if err := auth0.get(fmt.Sprintf("%s?page=%d", path, page)); err != nil {
		return err
	}
	return recursive(path, page+1)
}

func usesRecursive() error { return recursive("/organizations", 0) } // call GET /api/v2/organizations

// even and odd call each other.
func even(path string, n int) error {
	if n == 0 {
		return auth0.get(path)
	}
	return odd(path, n-1)
}

func odd(path string, n int) error { return even(path, n-1) }

func usesBoth() error { return odd("/connections", 3) } // call GET /api/v2/connections

// first, second and third call each other, and only the last one sends.
func first(path string, n int) error { return second(path, n) }

func second(path string, n int) error {
	if n > 0 {
		return third(path, n-1)
	}
	return nil
}

func third(path string, n int) error {
	if n > 0 {
		return first(path, n-1)
	}
	return auth0.get(path)
}

func usesFirst() error  { return first("/flows", 3) }  // call GET /api/v2/flows
func usesSecond() error { return second("/forms", 3) } // call GET /api/v2/forms
func usesThird() error  { return third("/roles", 3) }  // call GET /api/v2/roles

// before calls itself through another function before it sends.
func before(path string, n int) error {
	if n > 0 {
		return other(path, n-1)
	}
	return auth0.get(path)
}

func other(path string, n int) error { return before(path, n-1) }

func usesOther() error { return other("/grants", 3) } // call GET /api/v2/grants

// deeper makes its path longer by way of another function.
func deeper(path string, n int) error {
	if n > 0 {
		return longer(path, n-1)
	}
	return auth0.get(path)
}

func longer(path string, n int) error { return deeper(path+"/permissions", n) }

func usesLonger(id string) error { return longer("/roles/"+id, 1) } // call GET /api/v2/roles/{id}/permissions

// decorated takes a function of its own kind.
func decorated(f func(path string) error, path string) error { return f("/" + path) }

func usesDecorated() error { return decorated(auth0.get, "stats/daily") } // call GET /api/v2/stats/daily

// literal is a wrapper without a name.
func literal(id string) {
	fetch := func(path string) error { return auth0.get("/organizations/" + path) } // call GET /api/v2/organizations/{id}
	_ = fetch(id)                                                                   // quiet: the literal knows
	_ = fetch(id + "/members")                                                      // call GET /api/v2/organizations/{id}/members
}
