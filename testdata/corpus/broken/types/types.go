// Package types does not type-check; what is in order is analysed.
package types

import (
	"net/http"
	"os"
)

const api = "https://club.eu.auth0.com/api/v2"

// Fine is fine.
func Fine() {
	http.Get(api + "/users") // only standalone call GET /api/v2/users
	http.Get(api + "/user")  // only standalone call GET /api/v2/user // only standalone want `endpoint-unknown`
}

// Broken is not.
func Broken() int {
	undefined("x")
	http.Get(api + missing)
	var s string = 3
	return s
}

func (t nothing) method() { http.Get(api + "/roles") }
