// Package report uses the tenant's client from another package.
package report

import (
	"context"
	"net/http"
	"os"

	"example.com/httpwrappers/tenant"
)

// Run calls in every way.
func Run(ctx context.Context, id string) error {
	c := tenant.New(os.Getenv("AUTH0_DOMAIN"), os.Getenv("AUTH0_TOKEN"))
	if err := c.Everybody(ctx); err != nil { // quiet
		return err
	}
	if err := c.Get(ctx, "/users/"+id); err != nil { // call GET /api/v2/users/{id}
		return err
	}
	if err := c.Do(ctx, http.MethodPatch, "/users/"+id); err != nil { // call PATCH /api/v2/users/{id}
		return err
	}
	if err := c.Remove(ctx, "organizations", id); err != nil { // call DELETE /api/v2/organizations/{id}
		return err
	}
	_, err := http.Get(tenant.URL(os.Getenv("AUTH0_DOMAIN"), "users", id, "logs")) // call GET /api/v2/users/{id}/logs
	return err
}

// Exporter holds the client.
type Exporter struct{ tenant *tenant.Client }

// Export is a wrapper around the wrapper.
func (e *Exporter) Export(ctx context.Context, kinds ...string) error {
	for _, kind := range kinds {
		if err := e.tenant.Get(ctx, "/"+kind); err != nil { // quiet: callers know
			return err
		}
	}
	return e.one(ctx, "roles") // call GET /api/v2/roles
}

func (e *Exporter) one(ctx context.Context, kind string) error { return e.tenant.Get(ctx, "/"+kind) }

// All exports two kinds.
func All(ctx context.Context, e *Exporter) error { return e.Export(ctx, "clients", "connections") } // call GET /api/v2/clients, GET /api/v2/connections
