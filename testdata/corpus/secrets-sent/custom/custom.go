// Package custom asks at domains of its own.
package custom

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
)

// Ours is a domain that the policy file names.
func Ours() {
	http.PostForm("https://login.club.example/oauth/token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0180"}, // want `client-secret-literal`
	})
}

// Unknown is somebody's.
func Unknown() {
	http.PostForm("https://login.somebody.example/oauth/token", url.Values{
		"client_secret": {"demo-not-a-real-secret-0181"}, // quiet
	})
}

type api struct{ base string }

func (a api) post(path string, body any) {
	data, _ := json.Marshal(body)
	http.Post(a.base+path, "application/json", bytes.NewReader(data))
}

// Wrapped sends an object through a method.
func Wrapped() {
	a := api{"https://club.eu.auth0.com"}
	a.post("/oauth/token", map[string]string{
		"client_secret": "demo-not-a-real-secret-0182", // want `client-secret-literal`
	})
	b := api{"https://payments.example.com"}
	b.post("/oauth2/token", map[string]string{
		"client_secret": "demo-not-a-real-secret-0183", // quiet
	})
}
