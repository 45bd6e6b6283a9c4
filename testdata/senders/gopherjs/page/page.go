// Package page is compiled to JavaScript; it calls Auth0 from the browser.
package page

import (
	"github.com/gopherjs/gopherjs/js"
	"honnef.co/go/js/xhr"
)

var domain = js.Global.Get("auth0Domain").String()

// Me reads the signed-in user.
func Me(id string) *js.Object {
	return js.Global.Call("fetch", "https://"+domain+"/api/v2/users/"+id) // call GET /api/v2/users/{id}
}

// Rename changes the user.
func Rename(id, body string) *js.Object {
	return js.Global.Get("fetch").Invoke("https://"+domain+"/api/v2/users/"+id, js.M{"method": "PATCH", "body": body}) // call PATCH /api/v2/users/{id}
}

// Request uses a binding of XMLHttpRequest.
func Request(id string) error {
	req := xhr.NewRequest("GET", "https://"+domain+"/api/v2/users/"+id) // call GET /api/v2/users/{id}
	req.SetRequestHeader("Accept", "application/json")
	return req.Send(nil)
}

// Send is the same in one call.
func Send(id string, body []byte) ([]byte, error) {
	return xhr.Send("POST", "https://"+domain+"/api/v2/users/"+id+"/identities", body) // call POST /api/v2/users/{id}/identities
}
