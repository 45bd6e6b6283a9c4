// Package loops sends in loops.
package loops

import (
	"fmt"
	"net/http"
	"strconv"
)

const base = "https://club.eu.auth0.com/api/v2/"

func pages() {
	for page := 0; page < 10; page++ {
		url := base + "users?per_page=100&page=" + strconv.Itoa(page)
		http.Get(url) // call GET /api/v2/users
	}
}

func ids(users []string) {
	for i, id := range users {
		http.Get(fmt.Sprintf("%susers/%s/roles?page=%d", base, id, i)) // call GET /api/v2/users/{id}/roles
	}
}

func literals() {
	for _, name := range []string{"flows", "forms", "clients"} {
		http.Get(base + name) // call GET /api/v2/flows, GET /api/v2/forms, GET /api/v2/clients
	}
	for _, job := range []struct{ method, path string }{
		{"GET", "roles"},
		{"POST", "organizations"},
	} {
		req, _ := http.NewRequest(job.method, base+job.path, nil) // call GET /api/v2/roles, POST /api/v2/organizations // wrong call POST /api/v2/roles, GET /api/v2/organizations
		http.DefaultClient.Do(req)
	}
}

func next() {
	url := base + "logs"
	for url != "" {
		resp, err := http.Get(url) // call GET /api/v2/logs
		if err != nil {
			return
		}
		url = resp.Header.Get("Link")
	}
}

func grown(segments []string) {
	url := "https://club.eu.auth0.com/api/v2"
	for _, s := range segments {
		url += "/" + s
	}
	http.Get(url) // unresolved path comes from a loop
}

func workers(n int) {
	urls := make(chan string)
	for range n {
		go func() {
			for url := range urls {
				http.Get(url) // quiet: nobody follows channels
			}
		}()
	}
	http.Get(base + "users?page=0") // call GET /api/v2/users
	for i := 1; i < n; i++ {
		urls <- fmt.Sprintf("%susers?page=%d", base, i) // quiet
	}
}
