// Package defaults signs people in with Auth0, and has clients of other products.
package defaults

import "os"

var issuer = os.Getenv("AUTH0_ISSUER")
