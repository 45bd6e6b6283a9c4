// Package identities is a stub of the SDK's package of that name.
package identities

import (
	"context"

	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/option"
)

// Client calls the identities' endpoints.
type Client struct{}

// Link adds one.
func (c *Client) Link(ctx context.Context, id string, request *management.LinkUserIdentityRequestContent, opts ...option.RequestOption) ([]*management.UserIdentity, error) {
	return nil, nil
}
