// Package grants asks any server for tokens.
package grants

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
)

// A Grant is what is sent.
type Grant struct {
	ID       string `json:"client_id"`
	Key      string `json:"client_secret"`
	Audience string `json:"audience"`
}

// New returns one.
func New(id, key, audience string) Grant { return Grant{id, key, audience} }

// Exchange sends one.
func Exchange(url string, g Grant) error {
	_, err := http.Post(url, "application/json", body(g))
	return err
}

func body(v any) io.Reader {
	b, _ := json.Marshal(v)
	return bytes.NewReader(b)
}
