// Package structs asks Auth0 for tokens with objects.
package structs

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type tokenRequest struct {
	GrantType    string `json:"grant_type"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

type client struct {
	domain string
	secret string
}

func newClient(domain, secret string) *client { return &client{domain, secret} }

func (c *client) token() error {
	body, err := json.Marshal(tokenRequest{
		GrantType:    "client_credentials",
		ClientSecret: c.secret, // want `client secret is a string literal that reaches structs.tokenRequest.ClientSecret.*client-secret-literal`
	})
	if err != nil {
		return err
	}
	_, err = http.Post("https://"+c.domain+"/oauth/token", "application/json", bytes.NewReader(body))
	return err
}

// Server keeps a client.
type Server struct{ auth0 *client }

// New makes one.
func New() *Server {
	return &Server{auth0: newClient("club.eu.auth0.com", "demo-not-a-real-secret-0130")}
}

// ServeHTTP asks for a token.
func (s *Server) ServeHTTP(http.ResponseWriter, *http.Request) { s.auth0.token() }

// Health asks, too.
func (s *Server) Health() error { return s.auth0.token() }

// Direct has everything in one place.
func Direct() {
	body, _ := json.Marshal(tokenRequest{ClientSecret: "demo-not-a-real-secret-0131"}) // want `client-secret-literal`
	http.Post("https://club.eu.auth0.com/oauth/token", "application/json", bytes.NewReader(body))
}
