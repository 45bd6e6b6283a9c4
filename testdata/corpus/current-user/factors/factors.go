// Package factors removes second factors as older documents let a browser do.
package factors

import (
	"fmt"
	"net/http"
	"net/url"
)

const users = "https://club.eu.auth0.com/api/v2/users/"

func remove(path string) error {
	req, err := http.NewRequest(http.MethodDelete, users+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// Withdrawn were allowed once.
func Withdrawn(id, provider string) {
	remove(id + "/multifactor/duo")                                      // call DELETE /api/v2/users/{id}/multifactor/{provider} // want `DELETE /api/v2/users/{id}/multifactor/{provider} is no longer on the current-user allowlist \(edition current\): the operation needs update:users today.*\[spa-withdrawn\]`
	remove(url.PathEscape(id) + "/multifactor/" + provider)              // call DELETE /api/v2/users/{id}/multifactor/{provider} // want `\[spa-withdrawn\]`
	remove(fmt.Sprintf("%s/multifactor/%s", id, "google-authenticator")) // call DELETE /api/v2/users/{id}/multifactor/{provider} // want `\[spa-withdrawn\]`
}

// Never were not.
func Never(id, method string) {
	remove(id + "/authentication-methods/" + method) // call DELETE /api/v2/users/{id}/authentication-methods/{authentication_method_id} // want `\[spa-endpoint\]`
	remove(id + "/authenticators")                   // call DELETE /api/v2/users/{id}/authenticators // want `\[spa-endpoint\]`
}

// Kept is still allowed.
func Kept(id string) {
	remove(id + "/identities/auth0/2") // call DELETE /api/v2/users/{id}/identities/{provider}/{user_id} // note `spa-risky`
}
