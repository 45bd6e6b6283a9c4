//go:build js && wasm

package page

import "syscall/js"

// Old uses an XMLHttpRequest.
func Old(id string) {
	xhr := js.Global().Get("XMLHttpRequest").New()
	xhr.Call("open", "GET", "https://"+domain+"/api/v2/users/"+id, true) // call GET /api/v2/users/{id}
	xhr.Call("setRequestHeader", "Accept", "application/json")
	xhr.Call("send")
}

// A sender keeps one.
type sender struct{ xhr js.Value }

// patch opens it with another method.
func (s sender) patch(id, body string) {
	s.xhr.Call("open", "PATCH", "https://"+domain+"/api/v2/users/"+id) // call PATCH /api/v2/users/{id}
	s.xhr.Call("send", body)
}
