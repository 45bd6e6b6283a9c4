// Package client is a stub of the SDK's package of that name.
package client

import (
	"github.com/auth0/go-auth0/v2/management/option"
	users "github.com/auth0/go-auth0/v2/management/users/client"
)

// Management holds the clients.
type Management struct {
	Users *users.Client
}

// New returns a client.
func New(domain string, options ...option.RequestOption) (*Management, error) { return nil, nil }
