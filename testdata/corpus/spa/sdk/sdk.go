// Package sdk is public and uses the SDK.
package sdk

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// Profile reads the user, and more than it may.
func Profile(ctx context.Context, api *management.Management, id string) error {
	if _, err := api.User.Read(ctx, id); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	_, err := api.User.Roles(ctx, id) // call GET /api/v2/users/{id}/roles // want `GET /api/v2/users/{id}/roles is outside the current-user allowlist.*\[spa-endpoint\]`
	return err
}
