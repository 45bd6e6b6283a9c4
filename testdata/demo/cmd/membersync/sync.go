package main

import (
	"context"

	"github.com/auth0/go-auth0/management"

	"example.com/boathouse/internal/tenant"
)

// users is what of the SDK the synchronisation needs; tests bring their own.
type users interface {
	List(ctx context.Context, opts ...management.RequestOption) (*management.UserList, error)
	Create(ctx context.Context, u *management.User, opts ...management.RequestOption) error
}

type syncer struct {
	users  users
	tenant *tenant.Client
	role   string
}

func (s *syncer) sync(ctx context.Context, roll []tenant.Member) error {
	accounts, err := s.accounts(ctx)
	if err != nil {
		return err
	}
	for _, m := range roll {
		if _, ok := accounts[m.Email]; !ok {
			if err := s.join(ctx, m); err != nil {
				return err
			}
		}
		delete(accounts, m.Email)
	}
	for _, id := range accounts {
		if err := s.tenant.Remove(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// accounts returns the ids of all accounts by address.
func (s *syncer) accounts(ctx context.Context) (map[string]string, error) {
	ids := map[string]string{}
	for page := 0; ; page++ {
		list, err := s.users.List(ctx, management.Page(page), management.IncludeFields("user_id", "email"))
		if err != nil {
			return nil, err
		}
		for _, u := range list.Users {
			ids[u.GetEmail()] = u.GetID()
		}
		if !list.HasNext() {
			return ids, nil
		}
	}
}

func (s *syncer) join(ctx context.Context, m tenant.Member) error {
	u := &management.User{
		Connection: new("Username-Password-Authentication"),
		Email:      &m.Email,
		Name:       &m.Name,
	}
	if err := s.users.Create(ctx, u); err != nil {
		return err
	}
	if err := s.tenant.Grant(ctx, u.GetID(), s.role); err != nil {
		return err
	}
	return s.tenant.Welcome(ctx, u.GetID())
}
