// Package ifaces calls the SDK through interfaces of its own.
package ifaces

import (
	"context"

	"github.com/auth0/go-auth0/v2/management"
	"github.com/auth0/go-auth0/v2/management/client"
	"github.com/auth0/go-auth0/v2/management/option"
)

type users interface {
	Get(ctx context.Context, id string, request *management.GetUserRequestParameters, opts ...option.RequestOption) (*management.User, error)
	Update(ctx context.Context, id string, request *management.UpdateUserRequestContent, opts ...option.RequestOption) (*management.User, error)
}

type service struct{ users users }

func newService(api *client.Management) *service { return &service{api.Users} }

func (s *service) block(ctx context.Context, id string) error {
	if _, err := s.users.Get(ctx, id, nil); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	blocked := true
	_, err := s.users.Update(ctx, id, &management.UpdateUserRequestContent{Blocked: &blocked}) // call PATCH /api/v2/users/{id}
	return err
}

var _ = newService
