// Package reply writes answers for all handlers.
package reply

import (
	"encoding/json"
	"net/http"
)

// JSON writes an object.
func JSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// Wrapped writes one under a name.
func Wrapped(w http.ResponseWriter, name string, v any) { JSON(w, 200, map[string]any{name: v}) }

// Text writes a text.
func Text(w http.ResponseWriter, text string) { _, _ = w.Write([]byte(text)) }
