// Package funcs uses the SDK's methods as values.
package funcs

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

// Value binds a method and calls it.
func Value(ctx context.Context, api *management.Management) error {
	remove := api.User.Delete
	return remove(ctx, "u1") // call DELETE /api/v2/users/{id}
}

// Handed gives a method away: nothing more of the call is ever known.
func Handed(ctx context.Context, api *management.Management) error {
	return retry(ctx, api.Role.Delete) // call DELETE /api/v2/roles/{id}
}

func retry(ctx context.Context, do func(context.Context, string, ...management.RequestOption) error) error {
	for range 3 {
		if err := do(ctx, "r1"); err == nil { // quiet
			return nil
		}
	}
	return nil
}

// Expression names the method by its type.
func Expression(ctx context.Context, users *management.UserManager) error {
	read := (*management.UserManager).Read
	_, err := read(users, ctx, "u1") // call GET /api/v2/users/{id}
	return err
}

// Closures call in function literals.
func Closures(ctx context.Context, api *management.Management) error {
	find := func(id string) error {
		_, err := api.Client.Read(ctx, id) // call GET /api/v2/clients/{id}
		return err
	}
	steps := []func() error{
		func() error { return find("c1") },
		func() error { return api.Ticket.ChangePassword(ctx, &management.Ticket{}) }, // call POST /api/v2/tickets/password-change
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// command is a command line's.
type command struct {
	name string
	run  func(ctx context.Context, args []string) error
}

// Commands are closures in a table.
func Commands(api *management.Management) []command {
	return []command{
		{"list", func(ctx context.Context, _ []string) error {
			_, err := api.Organization.ReadByName(ctx, "acme") // call GET /api/v2/organizations/name/{name}
			return err
		}},
		{"delete", func(ctx context.Context, args []string) error {
			return spin("deleting", func() error {
				return api.Organization.Delete(ctx, args[0]) // call DELETE /api/v2/organizations/{id}
			})
		}},
	}
}

func spin(text string, work func() error) error { return work() }

// handlers is a table of methods.
func handlers(api *management.Management) map[string]func(context.Context, string, ...management.RequestOption) error {
	return map[string]func(context.Context, string, ...management.RequestOption) error{
		"flow": api.Flow.Delete, // call DELETE /api/v2/flows/{id}
		"form": api.Form.Delete, // call DELETE /api/v2/forms/{id}
	}
}
