// Package newer calls what no known release has.
package newer

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// Summarize asks for a summary.
func Summarize(ctx context.Context, api *management.Management) error {
	_, err := api.User.Summarize(ctx, "u1") // unresolved UserManager.Summarize is not in the table of github.com/auth0/go-auth0
	return err
}
