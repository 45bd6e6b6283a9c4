// Package components is one program for the browser and for the server.
package components

import (
	"context"

	"github.com/auth0/go-auth0/management"
	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Members is a part of the page.
type Members struct {
	app.Compo
	api *management.Management
}

// OnMount runs in the browser.
func (m *Members) OnMount(app.Context) {
	m.api.Role.List(context.Background()) // call GET /api/v2/roles // want `spa-endpoint`
}

// A Server is on the server.
type Server struct{ api *management.Management }

// Roles lists roles.
func (s *Server) Roles(ctx context.Context) {
	s.api.Role.List(ctx) // call GET /api/v2/roles
}

// Run starts both.
func Run() {
	app.Route("/", func() app.Composer { return &Members{} })
	app.RunWhenOnBrowser()
}
