//go:build js && wasm

// Command browser runs in a browser.
package main

import (
	"context"
	"syscall/js"

	"github.com/auth0/go-auth0/authentication"
)

func main() {
	secret := js.Global().Get("config").Get("secret").String()
	authentication.New(context.Background(), "club.eu.auth0.com", authentication.WithClientSecret(secret)) // want `client secret reaches authentication.WithClientSecret in a public program \(import of syscall/js: it runs in a browser\).*\[client-secret-public\]`
}
