// Package profile reads and writes Auth0 profiles with fasthttp.
package profile

import (
	"time"

	"github.com/valyala/fasthttp"
)

// An Auth0 client.
type Auth0 struct {
	http   fasthttp.Client
	domain string
}

// Get asks with the shortest function.
func (a *Auth0) Get(id string) ([]byte, error) {
	_, body, err := fasthttp.Get(nil, "https://"+a.domain+"/api/v2/users/"+id) // call GET /api/v2/users/{id}
	return body, err
}

// Roles waits no longer than a second.
func (a *Auth0) Roles() ([]byte, error) {
	_, body, err := a.http.GetTimeout(nil, "https://"+a.domain+"/api/v2/roles", time.Second) // call GET /api/v2/roles
	return body, err
}

// Update fills in a request.
func (a *Auth0) Update(id string, body []byte) error {
	req := fasthttp.AcquireRequest()
	defer fasthttp.ReleaseRequest(req)
	res := fasthttp.AcquireResponse()
	defer fasthttp.ReleaseResponse(res)
	req.SetRequestURI("https://" + a.domain + "/api/v2/users/" + id)
	req.Header.SetMethod(fasthttp.MethodPatch)
	req.Header.SetContentType("application/json")
	req.SetBody(body)
	return a.http.Do(req, res) // call PATCH /api/v2/users/{id}
}

// List leaves the method to its default.
func (a *Auth0) List() error {
	var req fasthttp.Request
	var res fasthttp.Response
	req.SetRequestURI("https://" + a.domain)
	req.URI().Update("/api/v2/users")
	req.URI().QueryArgs().Add("page", "0")
	return fasthttp.DoTimeout(&req, &res, time.Second) // call GET /api/v2/users
}

// send is what the methods below have in common.
func (a *Auth0) send(method, path string, body []byte) error {
	req, res := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	req.Header.SetMethodBytes([]byte(method))
	req.SetRequestURI("https://" + a.domain + "/api/v2" + path)
	req.SetBodyRaw(body)
	return fasthttp.Do(req, res)
}

// Link links two accounts.
func (a *Auth0) Link(id string, body []byte) error {
	return a.send("POST", "/users/"+id+"/identities", body) // call POST /api/v2/users/{id}/identities
}

// Forget ends a user's sessions.
func (a *Auth0) Forget(id string) error {
	return a.send("DELETE", "/users/"+id+"/sessions", nil) // call DELETE /api/v2/users/{user_id}/sessions
}
