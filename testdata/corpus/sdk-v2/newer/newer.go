// Package newer calls what no known release has.
package newer

import (
	"context"

	"github.com/auth0/go-auth0/v2/management/client"
)

// Summarize asks for a summary.
func Summarize(ctx context.Context, api *client.Management) error {
	return api.Users.Summarize(ctx) // unresolved users.Client.Summarize is not in the table of github.com/auth0/go-auth0/v2
}
