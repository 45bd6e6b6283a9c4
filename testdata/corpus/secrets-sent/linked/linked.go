// Package linked is a part of a desktop program.
//
//scopevet:context spa
package linked

import (
	"net/http"
	"net/url"
	"os"

	"example.com/secretssent/service"
)

// Both are set by the linker.
var (
	clientSecret string
	empty        = ""
)

// Login uses secrets that the user has.
func Login() {
	service.Token("club.eu.auth0.com", "demo-client-id-0150", clientSecret)                                              // want `client secret reaches the form value client_secret in a public program.*\[client-secret-public\]`
	service.Token("club.eu.auth0.com", "demo-client-id-0150", empty)                                                     // want `client-secret-public`
	service.Token("club.eu.auth0.com", "demo-client-id-0150", os.Getenv("AUTH0_CLIENT_SECRET"))                          // want `client-secret-public`
	service.Token("club.eu.auth0.com", "demo-client-id-0150", "")                                                        // quiet
	http.PostForm("https://club.eu.auth0.com/oauth/token", url.Values{"client_secret": {"demo-not-a-real-secret-0151"}}) // want `client secret is a string literal that reaches the form value client_secret; move the call to your backend and rotate the secret.*client-secret-literal` `client-secret-public`
}
