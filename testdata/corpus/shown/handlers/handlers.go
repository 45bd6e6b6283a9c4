// Package handlers answers through the functions of another package.
package handlers

import (
	"context"
	"net/http"
	"os"

	stored "github.com/acme/settings"
	"github.com/auth0/go-auth0/management"

	"example.com/shown/reply"
)

type settings struct{ Domain, ClientID, ClientSecret string }

func connect(ctx context.Context, s settings) (*management.Management, error) {
	return management.New(s.Domain, management.WithClientCredentials(ctx, s.ClientID, s.ClientSecret))
}

func config(w http.ResponseWriter, r *http.Request) {
	s := settings{Domain: os.Getenv("DOMAIN"), ClientSecret: os.Getenv("PORTAL_CREDENTIAL")}
	if _, err := connect(r.Context(), s); err != nil {
		reply.Text(w, err.Error()) // quiet
	}
	reply.JSON(w, 200, s)                                     // want `client secret \(environment variable PORTAL_CREDENTIAL\) is written to a response: whoever requests it can read it \(via JSON\); keep it.*\[client-secret-public\]`
	reply.JSON(w, 200, map[string]string{"domain": s.Domain}) // quiet
	reply.Wrapped(w, "settings", s)                           // want `client secret .* \(via Wrapped, JSON\).*\[client-secret-public\]`
	reply.Text(w, "secret: "+s.ClientSecret)                  // want `client secret .*\[client-secret-public\]`
	reply.Text(w, "domain: "+s.Domain)                        // quiet
}

// The settings come from a file, whose secret nothing else uses here.
func kept(w http.ResponseWriter, r *http.Request) {
	s, err := stored.Read("auth0.toml")
	if err != nil {
		return
	}
	reply.JSON(w, 200, s)        // want `client secret \(field settings.Settings.ClientSecret\) is written to a response.*\[client-secret-public\]`
	reply.JSON(w, 200, s.Domain) // quiet
}

// Register makes it reachable.
func Register(mux *http.ServeMux) { mux.HandleFunc("/config", config); mux.HandleFunc("/kept", kept) }
