//go:build js && wasm

// Command wasm is a page's.
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"syscall/js"

	"github.com/auth0/go-auth0/authentication"
)

var clientSecret string // set by the linker

func main() {
	authentication.New(context.Background(), "club.eu.auth0.com", authentication.WithClientSecret(clientSecret)) // want `client secret reaches authentication.WithClientSecret.*\[client-secret-public\]`
	js.Global().Set("secret", clientSecret)                                                                      // want `client secret \(variable wasm.clientSecret\) is handed to JavaScript in a public program \(import of syscall/js: it runs in a browser\): every user can read it; leave it out.*\[client-secret-public\]`
	js.Global().Get("auth").Call("login", "portal", clientSecret)                                                // want `is handed to JavaScript.*\[client-secret-public\]`
	js.Global().Set("env", js.ValueOf(os.Getenv("AUTH0_CLIENT_SECRET")))                                         // want `is handed to JavaScript.*\[client-secret-public\]`
	fmt.Println("signing in with", clientSecret)                                                                 // want `client secret .* is logged to the console of a public program.*\[client-secret-public\]`
	log.Printf("secret %q", os.Getenv("AUTH0_CLIENT_SECRET"))                                                    // want `is logged to the console.*\[client-secret-public\]`
	log.Printf("domain %q", os.Getenv("AUTH0_DOMAIN"))                                                           // quiet
}
