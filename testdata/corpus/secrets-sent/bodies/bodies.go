// Package bodies asks Auth0 for tokens with JSON.
package bodies

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

const (
	tokenURL = "https://club.eu.auth0.com/oauth/token"
	secret   = "demo-not-a-real-secret-0110"
)

// Template puts it into a template.
func Template(id string) {
	body := fmt.Sprintf(`{"grant_type":"client_credentials","client_id":"%s","client_secret":"%s"}`, id, secret) // want `client secret is a string literal that reaches the client_secret of a request's body.*client-secret-literal`
	http.Post(tokenURL, "application/json", strings.NewReader(body))
}

// Quoted lets the format write the quotes.
func Quoted(id string) {
	body := fmt.Sprintf(`{"client_id": %q, "client_secret": %q}`, id, secret) // want `client-secret-literal`
	http.Post(tokenURL, "application/json", strings.NewReader(body))
}

// Sum adds texts.
func Sum(id string) {
	body := `{"client_id":"` + id + `","client_secret":"` + secret + `"}` // want `client-secret-literal`
	http.Post(tokenURL, "application/json", bytes.NewBufferString(body))
}

// Text is all there is.
func Text() {
	http.Post(tokenURL, "application/json", strings.NewReader(`{"client_id":"demo-client-id-0111","client_secret":"demo-not-a-real-secret-0112"}`)) // want `client-secret-literal`
}

// Form is an encoded form.
func Form(id string) {
	body := "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret // want `client-secret-literal`
	http.Post(tokenURL, "application/x-www-form-urlencoded", strings.NewReader(body))
}

// Map marshals a map.
func Map(id string) {
	body, _ := json.Marshal(map[string]string{"client_id": id, "client_secret": secret}) // want `client secret is a string literal that reaches the map key client_secret.*client-secret-literal`
	http.Post(tokenURL, "application/json", bytes.NewReader(body))
}

// Any marshals one of anything.
func Any(id string) {
	var buf bytes.Buffer
	json.NewEncoder(&buf).Encode(map[string]any{
		"client_id":     id,
		"client_secret": secret, // want `client-secret-literal`
	})
	http.Post(tokenURL, "application/json", &buf)
}

// Written puts the body together piece by piece.
func Written() {
	var b strings.Builder
	b.WriteString("grant_type=client_credentials&client_id=demo-client-id-0150&client_secret=")
	b.WriteString("demo-not-a-real-secret-0151")
	http.Post(tokenURL, "application/x-www-form-urlencoded", strings.NewReader(b.String())) // want `client-secret-literal`
}

var (
	secretKey   = "client_secret"
	secretField = "&client_secret="
)

// Variables has the names in variables.
func Variables(id string) {
	form := "grant_type=client_credentials&client_id=" + id + secretField + secret // want `client-secret-literal`
	http.Post(tokenURL, "application/x-www-form-urlencoded", strings.NewReader(form))
}

// VariableKey has it in a map.
func VariableKey(id string) {
	body, _ := json.Marshal(map[string]string{"client_id": id, secretKey: secret}) // want `client-secret-literal`
	http.Post(tokenURL, "application/json", bytes.NewReader(body))
}

// Helped has them in functions.
func Helped(id string) {
	form := "grant_type=client_credentials&client_id=" + id + field() + secret // want `client-secret-literal`
	http.Post(tokenURL, "application/x-www-form-urlencoded", strings.NewReader(form))
}

func field() string { return "&client_secret=" }
