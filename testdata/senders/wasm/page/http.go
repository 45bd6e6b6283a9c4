//go:build js && wasm

package page

import "net/http"

// Standard is fetch in disguise.
func Standard(id string) (*http.Response, error) {
	return http.Get("https://" + domain + "/api/v2/users/" + id) // call GET /api/v2/users/{id}
}
