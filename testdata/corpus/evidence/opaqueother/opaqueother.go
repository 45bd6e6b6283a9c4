// Package opaqueother has the same shape, and is the client of the program's
// own directory. People reach it with tokens of Auth0.
package opaqueother

import (
	"net/http"
	"os"
	"strings"
)

// Directory is the client.
type Directory struct{ base string }

// New takes the base.
func New(base string) *Directory { return &Directory{strings.TrimRight(base, "/")} }

func (d *Directory) do(method, path string) error {
	req, err := http.NewRequest(method, d.base+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// User reads one.
func (d *Directory) User(id string) error { return d.do("GET", "/users/"+id) } // quiet

// Main runs it.
func Main() {
	_ = New(os.Getenv("DIRECTORY_URL")).User("u1") // quiet
}
