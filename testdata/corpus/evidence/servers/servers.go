// Package servers answers requests instead of sending them. Its users log in
// with Auth0.
package servers

import (
	"fmt"
	"log"
	"net/http"
	"strings"
)

// router stands for those of the web frameworks.
type router struct{ prefix string }

func (r *router) GET(path string, h http.HandlerFunc)    {}
func (r *router) Handle(m, path string, h http.Handler)  {}
func (r *router) Group(path string) *router              { return &router{r.prefix + path} }
func (r *router) Get(path string, h http.HandlerFunc)    {}
func (r *router) Delete(path string, hs ...http.Handler) {}

func routes(h http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v2/users", h)          // quiet
	mux.HandleFunc("GET /api/v2/users/{id}", h) // quiet
	mux.Handle("DELETE /api/v2/users/{id}", h)  // quiet
	http.HandleFunc("/api/v2/roles", h)         // quiet
	r := new(router)
	r.GET("/api/v2/users", h)     // quiet
	r.Get("/api/v2/users/:id", h) // quiet
	v2 := r.Group("/api/v2")
	v2.GET("/users", h)                  // quiet
	v2.Delete("/users/:id")              // quiet
	r.Handle("POST", "/api/v2/users", h) // quiet
	return mux
}

func handler(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/api/v2/users": // quiet
		fmt.Fprintln(w, "[]")
	case "/api/v2/roles": // quiet
		fmt.Fprintln(w, "[]")
	}
	if strings.HasPrefix(r.URL.Path, "/api/v2/organizations/") { // quiet
		id := strings.TrimPrefix(r.URL.Path, "/api/v2/organizations/")          // quiet
		log.Println("GET https://club.eu.auth0.com/api/v2/organizations/" + id) // quiet
	}
	http.Redirect(w, r, "https://club.eu.auth0.com/api/v2/users", http.StatusFound) // quiet
}
