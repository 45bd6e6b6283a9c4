// Package fields calls the SDK through its own fields.
package fields

import (
	"context"
	"fmt"
	"log"

	auth "github.com/auth0/go-auth0"
	mgmt "github.com/auth0/go-auth0/management"
)

// Sweep reads and deletes, through chains of fields.
func Sweep(ctx context.Context, domain, id, secret string) error {
	api, err := mgmt.New(domain, mgmt.WithClientCredentials(ctx, id, secret)) // quiet
	if err != nil {
		return err
	}
	if _, err := api.User.List(ctx, mgmt.Page(0)); err != nil { // call GET /api/v2/users
		return err
	}
	if err := api.User.Delete(ctx, "auth0|1"); err != nil { // call DELETE /api/v2/users/{id}
		return err
	}
	settings, err := api.Guardian.MultiFactor.DUO.Read(ctx) // call GET /api/v2/guardian/factors/duo/settings
	log.Println(settings, err)
	if err := api.Guardian.Enrollment.Delete(ctx, "dev_1"); err != nil { // call DELETE /api/v2/guardian/enrollments/{id}
		return err
	}
	fmt.Println(api.User.String())              // quiet
	return api.Hook.RemoveAllSecrets(ctx, "h1") // call GET /api/v2/hooks/{id}/secrets, DELETE /api/v2/hooks/{id}/secrets // want "GET /api/v2/hooks/{id}/secrets is retired.*endpoint-retired" "DELETE /api/v2/hooks/{id}/secrets is retired.*endpoint-retired"
}

// Pages goes through all pages.
func Pages(ctx context.Context, api *mgmt.Management) (names []string, err error) {
	for page := 0; ; page++ {
		list, err := api.User.List(ctx, mgmt.Page(page), mgmt.Parameter("q", "email:*@example.com")) // call GET /api/v2/users
		if err != nil {
			return nil, err
		}
		if !list.HasNext() {
			return names, nil
		}
	}
}

// Hoisted keeps a manager in a variable before it uses it.
func Hoisted(ctx context.Context, api *mgmt.Management) error {
	roles := api.Role
	organizations := (*api).Organization
	if err := roles.Create(ctx, &mgmt.Role{Name: auth.String("editor")}); err != nil { // call POST /api/v2/roles
		return err
	}
	_, err := organizations.ReadByName(ctx, "acme") // call GET /api/v2/organizations/name/{name}
	return err
}

// Deferred calls late, and in other goroutines.
func Deferred(ctx context.Context, api *mgmt.Management) {
	defer api.Session.Delete(ctx, "s1")     // call DELETE /api/v2/sessions/{id}
	go api.RefreshToken.Delete(ctx, "rt_1") // call DELETE /api/v2/refresh-tokens/{id}
	go func() {
		_ = api.Grant.Delete(ctx, "g1") // call DELETE /api/v2/grants/{id}
	}()
}

// Broken over lines, as gofmt leaves it.
func Lines(ctx context.Context, api *mgmt.Management) error {
	return api.
		Organization.
		AddMembers( // call POST /api/v2/organizations/{id}/members
			ctx,
			"org_1",
			[]string{"auth0|1"},
		)
}

// clients is a variable of the package.
var clients *mgmt.ClientManager

// Rotate uses it.
func Rotate(ctx context.Context, id string) error {
	_, err := clients.RotateSecret(ctx, id) // call POST /api/v2/clients/{id}/rotate-secret
	return err
}
