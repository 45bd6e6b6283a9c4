package jsonly

import "net/http"

// Connections is for the browser alone, by its file's name.
func Connections() {
	http.Get("https://club.eu.auth0.com/api/v2/connections") // call GET /api/v2/connections // want `GET /api/v2/connections needs .*\[spa-endpoint\]`
}
