// Package generic calls the SDK from generic code.
package generic

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// reader is implemented by managers that read a T.
type reader[T any] interface {
	Read(ctx context.Context, id string, opts ...management.RequestOption) (*T, error)
}

// Get reads with any of them.
func Get[T any](ctx context.Context, r reader[T], id string) (*T, error) {
	return r.Read(ctx, id) // call GET /api/v2/users/{id}, GET /api/v2/roles/{id}
}

// Load reads two.
func Load(ctx context.Context, api *management.Management) error {
	if _, err := Get[management.User](ctx, api.User, "u1"); err != nil {
		return err
	}
	_, err := Get[management.Role](ctx, api.Role, "r1")
	return err
}

// deleters are the managers that Purge is for.
type deleters interface {
	*management.RoleManager | *management.ConnectionManager
	Delete(ctx context.Context, id string, opts ...management.RequestOption) error
}

// Purge deletes with a type parameter's method.
func Purge[M deleters](ctx context.Context, m M, ids ...string) error {
	for _, id := range ids {
		if err := m.Delete(ctx, id); err != nil { // call DELETE /api/v2/roles/{id}, DELETE /api/v2/connections/{id}
			return err
		}
	}
	return nil
}

// All purges.
func All(ctx context.Context, api *management.Management) error {
	return Purge(ctx, api.Role, "a", "b")
}

// deleter is had by 27 managers; who calls Drop says which is meant.
type deleter interface {
	Delete(ctx context.Context, id string, opts ...management.RequestOption) error
}

// Drop deletes one.
func Drop[M deleter](ctx context.Context, m M, id string) error {
	return m.Delete(ctx, id) // call DELETE /api/v2/log-streams/{id}
}

// DropStream gives Drop its type.
func DropStream(ctx context.Context, api *management.Management) error {
	return Drop(ctx, api.LogStream, "s1")
}

// Try is generic over something else.
func Try[T any](f func() (T, error)) (T, error) { return f() }

// Settings calls in a literal that generic code runs.
func Settings(ctx context.Context, api *management.Management) (*management.Tenant, error) {
	return Try(func() (*management.Tenant, error) {
		return api.Tenant.Read(ctx) // call GET /api/v2/tenants/settings
	})
}

// box is a generic type around a client.
type box[T any] struct {
	api  *management.Management
	last T
}

func (b *box[T]) fill(ctx context.Context, id string) error {
	_, err := b.api.Role.Read(ctx, id) // call GET /api/v2/roles/{id}
	return err
}

var _ = (&box[int]{}).fill

// Forget leaves the deleting to another generic function.
func Forget[M deleter](ctx context.Context, m M, id string) error { return forget(ctx, m, id) }

func forget[F deleter](ctx context.Context, m F, id string) error {
	return m.Delete(ctx, id) // call DELETE /api/v2/clients/{id}
}

// ForgetClient gives Forget its type.
func ForgetClient(ctx context.Context, api *management.Management) error {
	return Forget(ctx, api.Client, "c1")
}
