// Package shared exports what other packages call.
package shared

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// Directory wraps the client.
type Directory struct {
	API *management.Management
	*management.RoleManager
}

// Everybody is one call, however often it is used.
func (d *Directory) Everybody(ctx context.Context) (*management.UserList, error) {
	return d.API.User.List(ctx) // call GET /api/v2/users
}

// Users is an interface that other packages use.
type Users interface {
	Update(ctx context.Context, id string, u *management.User, opts ...management.RequestOption) error
	Link(ctx context.Context, id string, il *management.UserIdentityLink, opts ...management.RequestOption) ([]management.User, error)
}
