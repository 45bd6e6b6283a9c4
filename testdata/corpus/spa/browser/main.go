//go:build js && wasm

// Command browser runs in a browser.
package main

import (
	"net/http"
	"syscall/js"

	"example.com/spa/client"
)

func main() {
	js.Global().Set("members", js.FuncOf(func(this js.Value, args []js.Value) any {
		go func() {
			c := &client.Client{Token: args[0].String()}
			_ = c.Members("org_1") // want `GET /api/v2/organizations/{id}/members needs .*\(via \(\*Client\).Members, \(\*Client\).Do\) \[spa-endpoint\]`
			_ = c.Me("auth0|1")    // quiet
		}()
		return nil
	}))
	http.Get("https://club.eu.auth0.com/api/v2/users") // call GET /api/v2/users // want `GET /api/v2/users is outside the current-user allowlist.*\[spa-endpoint\]`
	select {}
}
