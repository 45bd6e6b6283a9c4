// Package lookalike uses the shop's users beside the tenant's of Auth0.
package lookalike

import (
	"context"

	sdk "github.com/auth0/go-auth0/management"

	"example.com/sdkv1/management"
)

// Both deletes a user of the shop and one of the tenant.
func Both(ctx context.Context, api *management.Management, auth0 *sdk.Management) error {
	if _, err := api.User.List(ctx); err != nil { // quiet
		return err
	}
	if err := api.User.Delete(ctx, "1"); err != nil { // quiet
		return err
	}
	return auth0.User.Delete(ctx, "auth0|1") // call DELETE /api/v2/users/{id}
}

// deleter fits the shop's manager alone.
type deleter interface {
	Delete(ctx context.Context, id string, opts ...management.RequestOption) error
}

// Clear deletes in the shop.
func Clear(ctx context.Context, d deleter) error {
	return d.Delete(ctx, "1") // quiet
}
