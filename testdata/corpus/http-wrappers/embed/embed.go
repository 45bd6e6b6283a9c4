// Package embed embeds clients in clients.
package embed

import (
	"net/http"
	"net/url"
	"os"
	"strings"
)

// root embeds net/http's.
type root struct {
	*http.Client
	base *url.URL
}

func newRoot(domain string) (*root, error) {
	base, err := url.Parse("https://" + domain + "/api/v2")
	if err != nil {
		return nil, err
	}
	return &root{http.DefaultClient, base}, nil
}

func (r *root) call(method string, segments ...string) error {
	req, err := http.NewRequest(method, r.base.JoinPath(segments...).String(), nil)
	if err != nil {
		return err
	}
	_, err = r.Do(req)
	return err
}

// Users embeds the root.
type Users struct{ *root }

// Delete deletes a user.
func (u Users) Delete(id string) error {
	return u.call(http.MethodDelete, "users", id) // call DELETE /api/v2/users/{id}
}

// Grants embeds what embeds.
type Grants struct{ Users }

// List lists grants.
func (g Grants) List() error { return g.call("GET", "grants") } // call GET /api/v2/grants

// New makes them.
func New() (Grants, error) {
	r, err := newRoot(strings.TrimSpace(os.Getenv("AUTH0_DOMAIN")))
	return Grants{Users{r}}, err
}
