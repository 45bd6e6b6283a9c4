// Package usesverbs uses another package's verbs.
package usesverbs

import "example.com/httpwrappers/verbs"

const api = "https://club.eu.auth0.com/api/v2"

// Use sends one request with each verb.
func Use() {
	_, _ = verbs.Send(verbs.Read, api+"/clients", nil)                               // call GET /api/v2/clients
	_, _ = verbs.Send(verbs.Create, api+"/organizations", nil)                       // call POST /api/v2/organizations
	_, _ = verbs.Send(verbs.Replace, api+"/guardian/factors/push-notification", nil) // call PUT /api/v2/guardian/factors/{name}
}
