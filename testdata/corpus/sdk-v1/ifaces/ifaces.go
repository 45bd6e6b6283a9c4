// Package ifaces calls the SDK through interfaces of its own.
package ifaces

import (
	"context"
	"net/http"

	"github.com/auth0/go-auth0/management"
)

// users is what this code needs of users; one manager has all of it.
type users interface {
	Read(ctx context.Context, id string, opts ...management.RequestOption) (*management.User, error)
	Roles(ctx context.Context, id string, opts ...management.RequestOption) (*management.RoleList, error)
}

// deleter is had by 27 managers.
type deleter interface {
	Delete(ctx context.Context, id string, opts ...management.RequestOption) error
}

// remover is had by as many, and nothing flows into it here.
type remover interface {
	Delete(ctx context.Context, id string, opts ...management.RequestOption) error
}

// store is of nobody's SDK.
type store interface {
	Delete(ctx context.Context, id string) error
}

// api mirrors the client.
type api struct {
	users users
	old   deleter
}

func newAPI(m *management.Management) *api {
	return &api{users: m.User, old: m.Connection}
}

func (a *api) load(ctx context.Context, id string) error {
	if _, err := a.users.Read(ctx, id); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	_, err := a.users.Roles(ctx, id) // call GET /api/v2/users/{id}/roles
	return err
}

func (a *api) purge(ctx context.Context) error {
	return a.old.Delete(ctx, "con_1") // call DELETE /api/v2/connections/{id}
}

func clean(ctx context.Context, r remover, s store) error {
	if err := s.Delete(ctx, "x"); err != nil { // quiet
		return err
	}
	return r.Delete(ctx, "x") // unresolved through interface ifaces.remover, which 27 clients of the SDK satisfy
}

// lowlevel is what a command line that sends any request needs.
type lowlevel interface {
	NewRequest(ctx context.Context, method, uri string, payload interface{}, options ...management.RequestOption) (req *httpRequest, err error)
}

type httpRequest struct{}

func odd(ctx context.Context, l lowlevel) {
	_, _ = l.NewRequest(ctx, "GET", "https://x.eu.auth0.com/api/v2/users", nil) // quiet: not the SDK's signature
}

// client is what a wrapper needs of the SDK's client.
type client interface {
	URI(path ...string) string
	NewRequest(ctx context.Context, method, uri string, payload interface{}, options ...management.RequestOption) (*http.Request, error)
	Do(req *http.Request) (*http.Response, error)
}

func export(ctx context.Context, c client) error {
	req, err := c.NewRequest(ctx, "POST", c.URI("jobs", "users-exports"), nil) // call POST /api/v2/jobs/users-exports
	if err != nil {
		return err
	}
	_, err = c.Do(req)
	return err
}

func anything(ctx context.Context, c client, method, uri string) error {
	req, err := c.NewRequest(ctx, method, uri, nil) // unresolved method comes from parameter method of anything
	if err != nil {
		return err
	}
	_, err = c.Do(req)
	return err
}
