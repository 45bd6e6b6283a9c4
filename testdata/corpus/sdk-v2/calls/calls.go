// Package calls calls the SDK's nested clients in all the ways that code does.
package calls

import (
	"context"

	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/client"
	users "github.com/auth0/go-auth0/v2/management/users/client"
	"github.com/auth0/go-auth0/v2/management/users/identities"
)

// Chain goes through the fields.
func Chain(ctx context.Context, api *client.Management) error {
	if _, err := api.Users.Get(ctx, "u1", nil); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	if _, err := api.Users.Identities.Link(ctx, "u1", &management.LinkUserIdentityRequestContent{}); err != nil { // call POST /api/v2/users/{id}/identities
		return err
	}
	raw, err := api.Users.WithRawResponse.Get(ctx, "u1", nil) // call GET /api/v2/users/{id}
	if err != nil {
		return err
	}
	_ = raw.Body
	return nil
}

// Pages calls once; the pages after the first come from the same endpoint.
func Pages(ctx context.Context, api *client.Management) error {
	page, err := api.Users.List(ctx, &management.ListUsersRequestParameters{}) // call GET /api/v2/users
	if err != nil {
		return err
	}
	for it := page.Iterator(); it.Next(ctx); { // quiet: no other endpoint
	}
	_, err = page.GetNextPage(ctx) // quiet: no other endpoint
	return err
}

// Hoisted keeps a client.
func Hoisted(ctx context.Context, api *client.Management) error {
	ids := api.Users.Identities
	_, err := ids.Link(ctx, "u1", nil) // call POST /api/v2/users/{id}/identities
	return err
}

// store embeds a client.
type store struct {
	*users.Client
	links *identities.Client
}

func (s store) drop(ctx context.Context) error {
	return s.Delete(ctx, "u1") // call DELETE /api/v2/users/{id}
}

func (s store) join(ctx context.Context) error {
	_, err := s.links.Link(ctx, "u1", nil) // call POST /api/v2/users/{id}/identities
	return err
}

// Values uses methods as values.
func Values(ctx context.Context, api *client.Management) error {
	remove := api.Users.Delete // call DELETE /api/v2/users/{id}
	for _, id := range []string{"a", "b"} {
		defer func() { go run(ctx, id, remove) }()
	}
	get := (*users.Client).Get
	_, err := get(api.Users, ctx, "u1", nil) // call GET /api/v2/users/{id}
	return err
}

func run(ctx context.Context, id string, f any) {}

var _ = store{}
