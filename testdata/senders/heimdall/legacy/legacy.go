// Package legacy is the same with the library's former home.
package legacy

import (
	"net/http"

	"github.com/gojektech/heimdall/v6/httpclient"
)

// Auth0Roles lists roles.
func Auth0Roles(domain string) (*http.Response, error) {
	return httpclient.NewClient().Get("https://"+domain+"/api/v2/roles", nil) // call GET /api/v2/roles
}
