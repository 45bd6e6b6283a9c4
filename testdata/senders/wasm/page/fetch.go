//go:build js && wasm

// Package page is Go in the browser: it calls Auth0 with what the browser
// offers.
package page

import "syscall/js"

var (
	domain = js.Global().Get("auth0Domain").String()
	fetch  = js.Global().Get("fetch")
)

// Me reads the signed-in user.
func Me(id, token string) js.Value {
	return js.Global().Call("fetch", "https://"+domain+"/api/v2/users/"+id, map[string]any{ // call GET /api/v2/users/{id}
		"headers": map[string]any{"Authorization": "Bearer " + token},
	})
}

// Everybody leaves the options out.
func Everybody() js.Value {
	return js.Global().Call("fetch", "https://"+domain+"/api/v2/users") // call GET /api/v2/users // want "outside the current-user allowlist.*spa-endpoint"
}

// Rename keeps the options in a variable.
func Rename(id, body string) js.Value {
	options := map[string]any{"method": "PATCH", "body": body}
	return fetch.Invoke("https://"+domain+"/api/v2/users/"+id, options) // call PATCH /api/v2/users/{id}
}

// Link fills in an object of the browser's.
func Link(id, body string) js.Value {
	options := js.Global().Get("Object").New()
	options.Set("method", "POST")
	options.Set("body", body)
	url := "https://" + domain + "/api/v2/users/" + id + "/identities"
	return js.Global().Get("window").Call("fetch", js.ValueOf(url), options) // call POST /api/v2/users/{id}/identities
}

// Unlink makes a Request first.
func Unlink(id, provider, other string) js.Value {
	url := "https://" + domain + "/api/v2/users/" + id + "/identities/" + provider + "/" + other
	request := js.Global().Get("Request").New(url, js.ValueOf(map[string]any{"method": "DELETE"})) // call DELETE /api/v2/users/{id}/identities/{provider}/{user_id}
	return js.Global().Call("fetch", request)
}

// send is what the calls below share.
func send(method, path string) js.Value {
	return js.Global().Call("fetch", "https://"+domain+"/api/v2"+path, map[string]any{"method": method})
}

// Devices lists the user's devices.
func Devices() js.Value { return send("GET", "/device-credentials") } // call GET /api/v2/device-credentials // want "needs read:device_credentials.*spa-endpoint"

// Forget deletes one.
func Forget(id string) js.Value { return send("DELETE", "/device-credentials/"+id) } // call DELETE /api/v2/device-credentials/{id}
