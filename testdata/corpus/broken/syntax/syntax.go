// Package syntax does not even parse, and speaks of Auth0.
package syntax

import "net/http"

// Half is only half there.
func Half() {
	http.Get("https://club.eu.auth0.com/api/v2/users"

func more( {
