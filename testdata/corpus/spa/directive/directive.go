// Package directive is public by its own word; one function is not.
//
//scopevet:context spa
package directive

import "net/http"

const api = "https://club.eu.auth0.com/api/v2"

// Public is public.
func Public() {
	http.Get(api + "/roles") // call GET /api/v2/roles // want `GET /api/v2/roles needs .*\[spa-endpoint\]`
}

// Confidential runs on the server.
//
//scopevet:context m2m
func Confidential() {
	http.Get(api + "/roles") // call GET /api/v2/roles
	func() {
		http.Get(api + "/clients") // call GET /api/v2/clients
	}()
}
