// Package generic has generic wrappers.
package generic

import (
	"encoding/json"
	"net/http"
)

const api = "https://club.eu.auth0.com/api/v2"

// Fetch reads a T.
func Fetch[T any](path string) (out T, err error) {
	resp, err := http.Get(api + path)
	if err != nil {
		return out, err
	}
	defer resp.Body.Close()
	return out, json.NewDecoder(resp.Body).Decode(&out)
}

type user struct{ Email string }

// Collection is a typed resource.
type Collection[T any] struct{ path string }

// Get reads one.
func (c Collection[T]) Get(id string) (T, error) { return Fetch[T](c.path + "/" + id) } // quiet

// Roles and Clients are collections.
var (
	Roles   = Collection[user]{"/roles"}
	Clients = Collection[struct{ Name string }]{path: "/clients"}
)

// Use uses them.
func Use(id string) error {
	if _, err := Fetch[user]("/users/" + id); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	if _, err := Fetch[[]user]("/users"); err != nil { // call GET /api/v2/users
		return err
	}
	_, err := Roles.Get(id) // call GET /api/v2/roles/{id}
	return err
}
