// Package web is public.
//
//scopevet:context spa
package web

import (
	"context"
	"net/http"

	"github.com/auth0/go-auth0/management"
)

const api = "https://club.eu.auth0.com/api/v2"

// Reasons are given.
func Reasons() {
	// quiet+2
	// call+1 GET /api/v2/users
	http.Get(api + "/users") //scopevet:ignore spa-endpoint the page is shown to administrators alone

	//scopevet:ignore spa-endpoint the proxy adds a token of its own
	http.Get(api + "/roles") // call GET /api/v2/roles

	//scopevet:ignore spa-endpoint the directive is for the next line alone
	http.Get(api + "/grants") // call GET /api/v2/grants
	http.Get(api + "/logs")   // call GET /api/v2/logs // want `spa-endpoint`
}

// Missing reasons suppress nothing.
func Missing() {
	// want+1 `ignore directive for spa-endpoint gives no reason; write why it is right here \[ignore\]`
	//scopevet:ignore spa-endpoint
	http.Get(api + "/users") // call GET /api/v2/users // want `spa-endpoint`
}

// Unused directives are findings.
func Unused() {
	// want+1 `ignore directive for spa-endpoint suppresses nothing; remove it \[ignore\]`
	//scopevet:ignore spa-endpoint it was needed once
	http.Get(api + "/users/me") // call GET /api/v2/users/{id}

	// want+1 `ignore directive for client-secret-literal suppresses nothing; remove it \[ignore\]`
	//scopevet:ignore client-secret-literal this is another rule
	http.Get(api + "/clients") // call GET /api/v2/clients // want `spa-endpoint`
}

// Unknown rules are findings.
func Unknown() {
	// want+1 `ignore directive names unknown rule "spa-endpiont"; did you mean spa-endpoint\? \[ignore\]`
	//scopevet:ignore spa-endpiont because
	http.Get(api + "/users") // call GET /api/v2/users // want `spa-endpoint`

	// want+1 `ignore directive names no rule; write //scopevet:ignore RULE reason \[ignore\]`
	//scopevet:ignore
	http.Get(api + "/users/me") // call GET /api/v2/users/{id}

	//scopevet:ignored is another word
	http.Get(api + "/users/me") // call GET /api/v2/users/{id}

	// scopevet:ignore spa-endpoint with a space it is no directive
	http.Get(api + "/users") // call GET /api/v2/users // want `spa-endpoint`
}

// Two findings of one line need two directives.
func Two(ctx context.Context, id string) {
	// want+2 `client-secret-public`
	//scopevet:ignore client-secret-literal a demonstration
	management.WithClientCredentials(ctx, id, "demo-not-a-real-secret-0001")
}

// Dated directives end where a date is given to judge by.
func Dated() {
	//scopevet:ignore spa-endpoint until=2027-01-31 the backend is being built
	http.Get(api + "/roles") // call GET /api/v2/roles

	// want+1 `ignore directive for spa-endpoint ends on "soon", which is no date; write until=2027-01-31 \[ignore\]`
	//scopevet:ignore spa-endpoint until=soon the backend is being built
	http.Get(api + "/roles") // call GET /api/v2/roles // want `spa-endpoint`
}

// Undated has an end that is not given.
func Undated() {
	// want+1 `ignore directive for spa-endpoint ends on "", which is no date; write until=2027-01-31 \[ignore\]`
	//scopevet:ignore spa-endpoint until= the backend is being built
	http.Get(api + "/roles") // call GET /api/v2/roles // want `spa-endpoint`
}
