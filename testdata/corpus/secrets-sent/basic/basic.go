// Package basic authenticates at the token endpoint with a password.
package basic

import (
	"encoding/base64"
	"net/http"
	"strings"
)

const secret = "demo-not-a-real-secret-0120"

// Token does so.
func Token(id string) {
	req, _ := http.NewRequest("POST", "https://club.eu.auth0.com/oauth/token", strings.NewReader("grant_type=client_credentials"))
	req.SetBasicAuth(id, secret) // want `client secret is a string literal that reaches the Basic authentication of a token request.*client-secret-literal`
	http.DefaultClient.Do(req)
}

// sign does it for others.
func sign(req *http.Request, id, password string) {
	req.SetBasicAuth(id, password) // quiet
}

// Signed calls it.
func Signed(id string) {
	req, _ := http.NewRequest("POST", "https://club.eu.auth0.com/oauth/token", nil)
	sign(req, id, secret) // want `client-secret-literal`
}

// Report sends a password of its own to somebody else.
func Report(id string) {
	req, _ := http.NewRequest("POST", "https://metrics.example.com/push", nil)
	req.SetBasicAuth(id, "demo-not-a-real-password-0121") // quiet
	sign(req, id, "demo-not-a-real-password-0122")        // quiet
	http.DefaultClient.Do(req)
}

// Header writes the header itself.
func Header() {
	req, _ := http.NewRequest("POST", "https://club.eu.auth0.com/oauth/token", nil)
	req.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("id:"+secret))) // want `client-secret-literal`
	http.DefaultClient.Do(req)
	other, _ := http.NewRequest("POST", "https://metrics.example.com/push", nil)
	other.Header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("id:"+secret))) // quiet
	http.DefaultClient.Do(other)
}
