// Package single has one public function, and others of unknown context.
package single

import "net/http"

// Public is public.
//
//scopevet:context spa
func Public() {
	http.Get("https://club.eu.auth0.com/api/v2/grants") // call GET /api/v2/grants // want `GET /api/v2/grants needs .*\[spa-endpoint\]`
	helper()                                            // quiet
}

func helper() {
	http.Get("https://club.eu.auth0.com/api/v2/branding") // call GET /api/v2/branding
}

// Unknown says nothing: no rule for public programs applies.
func Unknown() {
	http.Get("https://club.eu.auth0.com/api/v2/users") // call GET /api/v2/users
}
