// Package flags reads feature flags from LaunchDarkly.
package flags

import "github.com/imroc/req/v3"

// Members lists the account's members.
func Members() (*req.Response, error) {
	return req.C().SetBaseURL("https://app.launchdarkly.com/api/v2").R().Get("/members")
}

// Roles lists roles there.
func Roles() (*req.Response, error) {
	return req.C().SetBaseURL("https://app.launchdarkly.com/api/v2").R().Get("/roles")
}
