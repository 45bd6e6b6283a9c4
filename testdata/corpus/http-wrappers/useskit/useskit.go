// Package useskit calls Auth0 through somebody else's library.
package useskit

import (
	"context"
	"os"

	"example.com/restkit"
)

// Direct makes the client where it uses it.
func Direct(ctx context.Context, id string) error {
	kit := restkit.New("https://club.eu.auth0.com/api/v2")
	var user struct{ Email string }
	if err := kit.Get(ctx, "/users/"+id, &user); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	return kit.Put(ctx, "/guardian/factors/sms/templates", nil) // call PUT /api/v2/guardian/factors/sms/templates
}

// Admin keeps it.
type Admin struct{ auth0 *restkit.Client }

// NewAdmin makes one.
func NewAdmin() *Admin {
	return &Admin{auth0: restkit.New("https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2/")}
}

// Roles reads the roles.
func (a *Admin) Roles(ctx context.Context) error {
	return a.auth0.Get(ctx, "/roles", nil) // call GET /api/v2/roles
}

// Block says the method itself.
func (a *Admin) Block(ctx context.Context, id string) error {
	return a.auth0.Send(ctx, "PATCH", "/users/"+id, map[string]bool{"blocked": true}, nil) // call PATCH /api/v2/users/{id}
}

// Weather is another service, through the same library.
func Weather(ctx context.Context) error {
	return restkit.New("https://weather.example.com/api/v2").Get(ctx, "/users", nil) // quiet
}
