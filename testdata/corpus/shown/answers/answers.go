// Package answers writes client secrets into its answers. It is a server's:
// nothing of it runs in a browser.
package answers

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/auth0/go-auth0/management"
)

// Config is the program's.
type Config struct {
	Domain       string `json:"domain"`
	ClientID     string `json:"clientId"`
	ClientSecret string `json:"clientSecret"`
	hidden       string
}

// Safe is for the browser.
type Safe struct {
	Domain       string `json:"domain"`
	ClientSecret string `json:"-"`
}

// Server answers.
type Server struct {
	config *Config
	api    *management.Management
	safe   Safe
}

// New connects.
func New(ctx context.Context) (*Server, error) {
	c := &Config{Domain: os.Getenv("AUTH0_DOMAIN"), ClientID: os.Getenv("AUTH0_CLIENT_ID"), ClientSecret: os.Getenv("AUTH0_CLIENT_SECRET")}
	api, err := management.New(c.Domain, management.WithClientCredentials(ctx, c.ClientID, c.ClientSecret))
	return &Server{config: c, api: api, safe: Safe{Domain: c.Domain, ClientSecret: c.ClientSecret}}, err
}

func (s *Server) text(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "secret=%s", os.Getenv("AUTH0_CLIENT_SECRET"))                  // want `client secret \(environment variable AUTH0_CLIENT_SECRET\) is written to a response: whoever requests it can read it; keep it on the server and rotate it \[client-secret-public\]`
	io.WriteString(w, "window.secret='"+s.config.ClientSecret+"'")                 // want `client secret \(.*\) is written to a response.*\[client-secret-public\]`
	w.Write([]byte(os.Getenv("AUTH0_CLIENT_SECRET")))                              // want `client secret .*\[client-secret-public\]`
	http.Error(w, "bad secret "+s.config.ClientSecret, 400)                        // want `client secret .*\[client-secret-public\]`
	w.Header().Set("X-Domain", s.config.Domain)                                    // quiet
	fmt.Fprintln(os.Stderr, "connecting with", s.config.ClientID)                  // quiet
	fmt.Fprintf(w, "%s has %d bytes", s.config.Domain, len(s.config.ClientSecret)) // quiet
}

func (s *Server) object(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(s.config) // want `client secret .*\[client-secret-public\]`
	json.NewEncoder(w).Encode(s.safe)   // quiet
}

func (s *Server) composed(w http.ResponseWriter, r *http.Request) {
	settings := map[string]any{
		"domain": s.config.Domain,
		"client": map[string]string{"id": s.config.ClientID, "secret": s.config.ClientSecret},
	}
	if err := json.NewEncoder(w).Encode(settings); err != nil { // want `client secret .*\[client-secret-public\]`
		return
	}
}

func (s *Server) marshalled(w http.ResponseWriter, r *http.Request) {
	type setup struct {
		Domain string
		Keys   []string
	}
	body, err := json.Marshal(setup{s.config.Domain, []string{s.config.ClientID, s.config.ClientSecret}})
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	w.Write(body) // want `client secret .*\[client-secret-public\]`
}

func (s *Server) script(w http.ResponseWriter, r *http.Request) {
	script := "const config = {secret: \"" + os.Getenv("AUTH0_CLIENT_SECRET") + "\"}"
	s.send(w, script) // want `client secret .* \(via \(\*Server\)\.send\).*\[client-secret-public\]`
}

func (s *Server) send(w io.Writer, text string) { io.WriteString(w, text) } // quiet

func (s *Server) file() error {
	f, err := os.Create("secret.txt")
	if err != nil {
		return err
	}
	s.send(f, s.config.ClientSecret) // quiet
	return json.NewEncoder(f).Encode(s.config)
}

func (s *Server) cookie(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: "config", Value: s.config.ClientSecret}) // want `client secret .*\[client-secret-public\]`
}

// The secret of a client that the Management API returns is one as well.
func (s *Server) client(w http.ResponseWriter, r *http.Request) {
	client, err := s.api.Client.Read(r.Context(), "portal") // call GET /api/v2/clients/{id}
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	fmt.Fprint(w, client.GetClientSecret())                               // want `client secret .*\[client-secret-public\]`
	json.NewEncoder(w).Encode(client)                                     // want `client secret .*\[client-secret-public\]`
	json.NewEncoder(w).Encode(map[string]any{"id": client.GetClientID()}) // quiet
}

// Routes makes them reachable.
func (s *Server) Routes(mux *http.ServeMux) {
	mux.HandleFunc("/text", s.text)
	mux.HandleFunc("/object", s.object)
	mux.HandleFunc("/composed", s.composed)
	mux.HandleFunc("/marshalled", s.marshalled)
	mux.HandleFunc("/script", s.script)
	mux.HandleFunc("/cookie", s.cookie)
	mux.HandleFunc("/client", s.client)
	mux.HandleFunc("/literal", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, s.config.ClientSecret) // want `client secret .*\[client-secret-public\]`
	})
}
