// Package auth0users uses the wrapper of another package.
package auth0users

import (
	"os"

	"example.com/senders/resty2/wrapper"
	"github.com/go-resty/resty/v2"
)

var users = "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/users"

// Get reads a user.
func Get(id string) (*resty.Response, error) {
	return wrapper.Send(resty.New().R(), users+"/"+id, wrapper.Read) // call GET /api/v2/users/{id}
}

// New makes one.
func New(user any) (*resty.Response, error) {
	return wrapper.Send(resty.New().R().SetBody(user), users, wrapper.Create) // call POST /api/v2/users
}

// Drop deletes one.
func Drop(id string) (*resty.Response, error) {
	return wrapper.Send(resty.New().R(), users+"/"+id, wrapper.Delete) // call DELETE /api/v2/users/{id}
}

// Import adds a user who has no id yet.
func Import(user any) (*resty.Response, error) {
	return wrapper.Save(resty.New().R().SetBody(user), users, "") // call POST /api/v2/users
}
