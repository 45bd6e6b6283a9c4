// Package harmless speaks of Auth0's client secrets and has none.
package harmless

import (
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// Settings are read from a file.
type Settings struct {
	ClientSecret string `json:"client_secret" yaml:"client_secret"` // quiet
	AuthMethod   string `json:"token_endpoint_auth_method"`
}

const (
	envSecret = "AUTH0_CLIENT_SECRET" // quiet
	example   = `
resource "auth0_client_credentials" "api" {
  client_secret = "demo-not-a-real-secret-0170"
}` // quiet
	yamlExample = "auth0:\n  client_secret: demo-not-a-real-secret-0171\n"               // quiet
	readme      = `{"client_id": "...", "client_secret": "demo-not-a-real-secret-0172"}` // quiet
)

// Defaults has nothing to hide.
func Defaults() Settings {
	return Settings{
		ClientSecret: "", // quiet
		AuthMethod:   "client_secret_basic",
	}
}

// Usage prints examples.
func Usage() {
	fmt.Println(example, yamlExample, readme)                             // quiet
	log.Printf("client_secret=%s client_id=%s", "hidden-on-purpose", "x") // quiet
}

// Token has its secret from where it belongs.
func Token() {
	http.PostForm("https://club.eu.auth0.com/oauth/token", url.Values{
		"client_id":     {"demo-public-client-id-0173"},
		"client_secret": {os.Getenv(envSecret)}, // quiet
	})
	for _, placeholder := range []string{"YOUR_CLIENT_SECRET", "<client secret>", "${CLIENT_SECRET}", "xxxxxxxx", "changeme", "EXAMPLE_16L9d34h0qe4NVE6SaHxZEid"} {
		form := url.Values{}
		form.Set("client_secret", placeholder) // quiet
		http.Post("https://club.eu.auth0.com/oauth/token", "", strings.NewReader(form.Encode()))
	}
	form := url.Values{}
	form.Set("client_secret", "arn:aws:secretsmanager:eu-west-1:0:secret:auth0") // quiet
	form.Set("client_secret", "op://vault/auth0/credential")                     // quiet
	form.Set("scope", "read:client_keys")                                        // quiet
	_ = fmt.Sprintf(`{"client_secret":%q}`, os.Getenv(envSecret))                // quiet
}

type keycloakConfig struct {
	ClientSecret string `json:"client_secret"`
}

type paymentIntent struct {
	ClientSecret string `json:"client_secret"`
}

// Others has the secrets of other products.
func Others() (keycloakConfig, paymentIntent) {
	return keycloakConfig{ClientSecret: "demo-not-a-real-secret-0173"}, // quiet
		paymentIntent{ClientSecret: "pi_demonotareal0174_secret_0174"} // quiet
}
