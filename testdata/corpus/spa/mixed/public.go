package mixed

//scopevet:context spa

import "net/http"

// Logs is in the public file.
func Logs() {
	http.Get("https://club.eu.auth0.com/api/v2/logs") // call GET /api/v2/logs // want `GET /api/v2/logs needs .*\[spa-endpoint\]`
}
