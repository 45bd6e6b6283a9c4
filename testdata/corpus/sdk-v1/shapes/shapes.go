// Package shapes wraps the SDK's types in its own.
package shapes

import (
	"context"
	"errors"

	"github.com/auth0/go-auth0/management"
)

// meta is what a plugin framework hands around.
type meta = any

// fromMeta gets the client back out of a value without a type.
func fromMeta(ctx context.Context, m meta) error {
	api := m.(*management.Management)
	_, err := api.Tenant.Read(ctx) // call GET /api/v2/tenants/settings
	return err
}

// fromSwitch does so for several types.
func fromSwitch(ctx context.Context, v any) error {
	switch v := v.(type) {
	case *management.RoleManager:
		return v.Delete(ctx, "r1") // call DELETE /api/v2/roles/{id}
	case *management.UserManager:
		return v.Delete(ctx, "u1") // call DELETE /api/v2/users/{id}
	case interface{ Delete(string) error }:
		return v.Delete("x") // quiet
	}
	return errors.New("no manager")
}

// commaOK tests before it uses.
func commaOK(ctx context.Context, v any) error {
	if users, ok := v.(*management.UserManager); ok {
		_, err := users.Read(ctx, "u1") // call GET /api/v2/users/{id}
		return err
	}
	return nil
}

// directory is a defined type; it has the fields of the SDK's, not its methods.
type directory management.Management

func (d *directory) find(ctx context.Context, id string) (*management.User, error) {
	return d.User.Read(ctx, id) // call GET /api/v2/users/{id}
}

// people has the methods of a manager, embedded.
type people struct {
	*management.UserManager
	tenant string
}

func (p *people) drop(ctx context.Context, id string) error {
	return p.Delete(ctx, id) // call DELETE /api/v2/users/{id}
}

// staff embeds what embeds a manager.
type staff struct{ people }

func (s staff) fire(ctx context.Context, id string) error {
	if err := s.UserManager.AssignRoles(ctx, id, nil); err != nil { // call POST /api/v2/users/{id}/roles
		return err
	}
	return s.Delete(ctx, id) // call DELETE /api/v2/users/{id}
}

// gateway embeds the client, and adds a method of its own.
type gateway struct {
	*management.Management
	retries int
}

func (g *gateway) jobs(ctx context.Context) error {
	for range g.retries {
		if err := g.Job.ExportUsers(ctx, &management.Job{}); err == nil { // call POST /api/v2/jobs/users-exports
			return nil
		}
	}
	return errors.New("gave up")
}

// service keeps the client in a field.
type service struct {
	api   *management.Management
	roles *management.RoleManager
}

func newService(api *management.Management) *service {
	return &service{api: api, roles: api.Role}
}

func (s *service) audit(ctx context.Context) error {
	_, err := s.roles.Users(ctx, "r1") // call GET /api/v2/roles/{id}/users
	if err != nil {
		return err
	}
	_, err = s.api.Job.Read(ctx, "job_1") // call GET /api/v2/jobs/{id}
	return err
}

// tenants keeps a client for each name.
type tenants map[string]*management.Management

func (t tenants) each(ctx context.Context) (err error) {
	for _, api := range t {
		_, e := api.Connection.List(ctx) // call GET /api/v2/connections
		err = errors.Join(err, e)
	}
	if api, ok := t["eu"]; ok {
		err = errors.Join(err, api.CustomDomain.Delete(ctx, "cd_1")) // call DELETE /api/v2/custom-domains/{id}
	}
	return err
}

// pool hands out clients.
func pool(n int) chan *management.Management { return make(chan *management.Management, n) }

func drain(ctx context.Context) {
	for api := range pool(3) {
		_, _ = api.Role.List(ctx) // call GET /api/v2/roles
	}
}
