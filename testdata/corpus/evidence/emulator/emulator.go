// Package emulator is a small Auth0 for tests: it answers, and asks itself.
package emulator

import (
	"net/http"
	"net/http/httptest"
)

// Start starts it.
func Start() *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v2/users", func(w http.ResponseWriter, r *http.Request) {}) // quiet
	return httptest.NewServer(mux)
}

// Ping asks whether it runs.
func Ping(s *httptest.Server) error {
	_, err := http.Get(s.URL + "/api/v2/users") // quiet
	return err
}
