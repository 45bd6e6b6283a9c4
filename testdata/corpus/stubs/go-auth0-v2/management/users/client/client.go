// Package client is a stub of the SDK's package of that name.
package client

import (
	"context"

	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/core"
	"github.com/auth0/go-auth0/v2/management/option"
	"github.com/auth0/go-auth0/v2/management/users/identities"
)

// Client calls the users' endpoints.
type Client struct {
	WithRawResponse *RawClient
	Identities      *identities.Client
}

// List returns a page.
func (c *Client) List(ctx context.Context, request *management.ListUsersRequestParameters, opts ...option.RequestOption) (*core.Page[*management.User], error) {
	return nil, nil
}

// Get returns one.
func (c *Client) Get(ctx context.Context, id string, request *management.GetUserRequestParameters, opts ...option.RequestOption) (*management.User, error) {
	return nil, nil
}

// Update changes one.
func (c *Client) Update(ctx context.Context, id string, request *management.UpdateUserRequestContent, opts ...option.RequestOption) (*management.User, error) {
	return nil, nil
}

// Delete removes one.
func (c *Client) Delete(ctx context.Context, id string, opts ...option.RequestOption) error {
	return nil
}

// Summarize is in no release.
func (c *Client) Summarize(ctx context.Context, opts ...option.RequestOption) error { return nil }

// RawClient answers with the headers.
type RawClient struct{}

// Get returns one.
func (r *RawClient) Get(ctx context.Context, id string, request *management.GetUserRequestParameters, opts ...option.RequestOption) (*core.Response[*management.User], error) {
	return nil, nil
}
