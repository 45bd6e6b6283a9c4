package handlers

import (
	"encoding/json"
	"io"
	"net/http"

	"example.com/shown/tokens"
)

func own(w http.ResponseWriter, r *http.Request) {
	t, err := tokens.Config().Token(r.Context())
	if err != nil {
		return
	}
	w.Write([]byte(t.AccessToken)) // want `a token of the Management API \(clientcredentials.Config.Token\) is written to a response.*\[management-token-public\]`
}

func other(w http.ResponseWriter, r *http.Request) {
	t, err := tokens.Other().Token(r.Context())
	if err != nil {
		return
	}
	w.Write([]byte(t.AccessToken)) // quiet
}

func asked(w http.ResponseWriter, r *http.Request) {
	resp, err := tokens.Ask()
	if err != nil {
		return
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return
	}
	raw(w, text) // want `a token of the Management API .*\[management-token-public\]`
}

// raw hands bytes on, whatever was made of them.
func raw(w http.ResponseWriter, text []byte) { _, _ = w.Write(text) }

func encoded(w http.ResponseWriter, r *http.Request) {
	t, err := tokens.Config().Token(r.Context())
	if err != nil {
		return
	}
	text, err := json.Marshal(map[string]any{"token": t.AccessToken})
	if err != nil {
		return
	}
	raw(w, text) // want `a token of the Management API .*\[management-token-public\]`
}
