// Package wire holds what all of the program's requests need.
package wire

import (
	"encoding/json"
	"net/http"
)

// Decode reads an answer.
func Decode(resp *http.Response, into any) error {
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

// Authorize gives a request its token.
func Authorize(req *http.Request, token string) { req.Header.Set("Authorization", "Bearer "+token) }

// Get makes a request to the tenant.
func Get(path string) (*http.Request, error) {
	return http.NewRequest("GET", "https://club.eu.auth0.com"+path, nil)
}
