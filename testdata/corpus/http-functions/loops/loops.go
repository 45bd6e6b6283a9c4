// Package loops sends requests from loops over iterators, and from functions
// that other functions run.
package loops

import (
	"iter"
	"maps"
	"net/http"
	"slices"
)

const tenant = "https://club.eu.auth0.com"

var paths = map[string]int{"/api/v2/roles": 1, "/api/v2/grants": 2}

func collections(ids []string) {
	for id := range slices.Values(ids) {
		http.Get(tenant + "/api/v2/users/" + id) // call GET /api/v2/users/{id}
	}
	for path := range maps.Keys(map[string]int{"/api/v2/connections": 1}) {
		http.Get(tenant + path) // call GET /api/v2/connections
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		http.Get(tenant + path) // call GET /api/v2/roles, GET /api/v2/grants
	}
	for _, path := range slices.Backward([]string{"/api/v2/prompts"}) {
		http.Get(tenant + path) // call GET /api/v2/prompts
	}
	for _, path := range slices.Concat([]string{"/api/v2/logs"}, slices.Collect(maps.Values(map[int]string{1: "/api/v2/branding"}))) {
		http.Get(tenant + path) // call GET /api/v2/logs, GET /api/v2/branding
	}
}

// captured gets what it sends from outside of the loop.
func captured(tenant, path string, pages iter.Seq[int]) {
	for range pages {
		http.Get(tenant + path)
	}
}

func usesCaptured(pages iter.Seq[int]) { captured(tenant, "/api/v2/clients", pages) } // call GET /api/v2/clients

func walk(prefix string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i, name := range []string{"tenants/settings", "custom-domains"} {
			if !yield(i, prefix+"/"+name) {
				return
			}
		}
	}
}

// through goes on with another iterator.
func through(prefix string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, path := range walk(prefix) {
			if !yield(tenant + path) {
				return
			}
		}
	}
}

func iterates() {
	for url := range through("/api/v2") {
		http.Get(url) // call GET /api/v2/tenants/settings, GET /api/v2/custom-domains
	}
}

type client struct{ base string }

// all asks for a page before it gives anything.
func (c *client) all(yield func(string) bool) {
	resp, err := http.Get(c.base + "/api/v2/device-credentials") // call GET /api/v2/device-credentials
	if err == nil && resp.StatusCode == 200 {
		yield("/api/v2/log-streams")
	}
}

func method() {
	c := &client{tenant}
	for path := range c.all {
		http.Get(c.base + path) // call GET /api/v2/log-streams
	}
}

func each(f func(string, string)) {
	for _, name := range []string{"guardian/factors", "attack-protection/brute-force-protection"} {
		twice(f, name)
	}
}

func twice(f func(string, string), name string) {
	f("GET", name)
	func() { f("GET", name) }()
}

func callback() {
	each(func(method, name string) {
		req, err := http.NewRequest(method, tenant+"/api/v2/"+name, nil) // call GET /api/v2/guardian/factors, GET /api/v2/attack-protection/brute-force-protection
		if err == nil {
			http.DefaultClient.Do(req)
		}
	})
}

func named() {
	one(get) // call GET /api/v2/emails/provider
}

func one(f func(string)) { f("/api/v2/emails/provider") }

func get(path string) { http.Get(tenant + path) }

// elsewhere has nothing to do with the API.
func elsewhere() {
	for url := range slices.Values([]string{"https://example.com/users"}) {
		http.Get(url) // quiet
	}
	one(func(path string) { _ = path }) // quiet
}
