// Package wire holds what all of the program's requests need.
package wire

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
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

// Form is the body of a request for a token.
func Form(grant, code string) *strings.Reader {
	return strings.NewReader(Values(grant, code).Encode())
}

// Values are the parameters of a request for a token.
func Values(grant, code string) url.Values {
	v := url.Values{"grant_type": {grant}}
	if code != "" {
		v.Set("code", code)
	}
	return v
}

// Login is the address where users sign in.
func Login(scope string) string {
	v := url.Values{"response_type": {"code"}, "audience": {"https://club.eu.auth0.com/api/v2/"}, "scope": {scope}}
	return "https://club.eu.auth0.com/authorize?" + v.Encode()
}
