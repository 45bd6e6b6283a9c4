// Package quiet looks like a leak of Auth0's client secret and is none.
package quiet

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"

	"golang.org/x/oauth2"
)

// Secret does not write itself.
type Secret string

// MarshalJSON writes nothing of it.
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"..."`), nil }

// String writes nothing of it.
func (Secret) String() string { return "..." }

type settings struct {
	Domain       string
	ClientSecret Secret
	SecretName   string
}

func all(w http.ResponseWriter, r *http.Request) {
	secret := os.Getenv("AUTH0_CLIENT_SECRET")
	sum := sha256.Sum256([]byte(secret))
	fmt.Fprintln(w, hex.EncodeToString(sum[:]), len(secret), secret != "")                   // quiet
	fmt.Fprintf(w, "set AUTH0_CLIENT_SECRET to the client secret of %s", os.Getenv("NAME"))  // quiet
	fmt.Fprintln(w, strings.Repeat("*", len(secret))+secret[max(0, len(secret)-4):])         // quiet
	json.NewEncoder(w).Encode(settings{"club.eu.auth0.com", Secret(secret), "AUTH0_SECRET"}) // quiet
	log.Printf("auth0: the secret has %d bytes", len(secret))                                // quiet
	log.Print("auth0: ", secret)                                                             // quiet: what a server prints stays there
}

// GitHub's is another provider's.
func github(w http.ResponseWriter, r *http.Request) {
	config := &oauth2.Config{ClientID: "portal", ClientSecret: os.Getenv("GITHUB_CLIENT_SECRET"), Endpoint: oauth2.Endpoint{TokenURL: "https://github.com/login/oauth/access_token"}}
	t, err := config.Exchange(r.Context(), r.FormValue("code"))
	if err != nil {
		return
	}
	fmt.Fprintln(w, config.ClientSecret, t.AccessToken) // quiet
}

// Stripe's is made for the browser.
func pay(w http.ResponseWriter, r *http.Request) {
	json.NewEncoder(w).Encode(map[string]string{"client_secret": "pi_00000000000000_secret_0000000000000000"}) // quiet
}

// What goes out to Auth0 is no answer to a browser.
func upstream() error {
	pr, pw := io.Pipe()
	go func() {
		json.NewEncoder(pw).Encode(map[string]string{"client_secret": os.Getenv("AUTH0_CLIENT_SECRET")})
	}() // quiet
	_, err := http.Post("https://club.eu.auth0.com/oauth/token", "application/json", pr) // quiet
	return err
}

// Register makes them reachable.
func Register(mux *http.ServeMux) {
	mux.HandleFunc("/all", all)
	mux.HandleFunc("/github", github)
	mux.HandleFunc("/pay", pay)
	_ = upstream()
}
