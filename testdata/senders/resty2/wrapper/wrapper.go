// Package wrapper hides resty behind an enumeration of its own.
package wrapper

import (
	"errors"

	"github.com/go-resty/resty/v2"
)

// A Verb is what a request does.
type Verb int

// The verbs.
const (
	Read Verb = iota
	Create
	Change
	Delete
)

// Send sends one request; the verb decides which.
func Send(r *resty.Request, url string, verb Verb) (*resty.Response, error) {
	switch verb {
	case Read:
		return r.Get(url)
	case Create:
		return r.Post(url)
	case Change:
		return r.Patch(url)
	case Delete:
		return r.Delete(url)
	}
	return nil, errors.New("unknown verb")
}

// Save creates what has no id and changes the rest.
func Save(r *resty.Request, url, id string) (*resty.Response, error) {
	if id != "" {
		return r.Patch(url + "/" + id)
	}
	return r.Post(url)
}
