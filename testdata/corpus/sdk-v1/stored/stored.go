// Package stored uses another package's wrappers and interfaces.
package stored

import (
	"context"

	"github.com/auth0/go-auth0/management"

	"example.com/sdkv1/shared"
)

// Report uses a typed wrapper: the call is the wrapper's.
func Report(ctx context.Context, d *shared.Directory) error {
	if _, err := d.Everybody(ctx); err != nil { // quiet
		return err
	}
	if _, err := d.Everybody(ctx); err != nil { // quiet
		return err
	}
	if err := d.API.LogStream.Delete(ctx, "lst_1"); err != nil { // call DELETE /api/v2/log-streams/{id}
		return err
	}
	_, err := d.List(ctx) // call GET /api/v2/roles
	return err
}

// Merge uses another package's interface.
func Merge(ctx context.Context, users shared.Users) error {
	if err := users.Update(ctx, "u1", &management.User{}); err != nil { // call PATCH /api/v2/users/{id}
		return err
	}
	_, err := users.Link(ctx, "u1", &management.UserIdentityLink{}) // call POST /api/v2/users/{id}/identities
	return err
}
