// Package mixed has one public file.
package mixed

import "net/http"

// Stats is in the other file.
func Stats() {
	http.Get("https://club.eu.auth0.com/api/v2/stats/daily") // call GET /api/v2/stats/daily
}
