package observe

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// fake is a client with what is difficult about the real ones.
type fake struct {
	Users  *users
	Hidden *http.Client // not the SDK's
	base   string
}

type users struct {
	*fake // as in gopkg.in/auth0.v5: promotes Send
	Roles *roles
}

type roles struct{ base string }

type page struct{ next func() }

type filter struct{ Kind *string }

type kind string

func (f *fake) Send(method, path string) (answer string) {
	r, err := http.NewRequest(method, f.base+path, nil)
	if err != nil {
		return ""
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return ""
	}
	defer response.Body.Close()
	return response.Status
}

func (f *fake) String() string { panic("a cycle") }

func (u *users) Get(ctx context.Context, id string, full bool) {
	u.Send("GET", "/api/v2/users/"+id)
	if full {
		u.Send("GET", fmt.Sprintf("/api/v2/users/%s/logs", id))
	}
}

func (u *users) List() *page {
	u.Send("GET", "/api/v2/users")
	return &page{next: func() { u.Send("GET", "/api/v2/users/next") }}
}

func (p *page) GetNextPage(context.Context) { p.next() }

func (u *users) Ensure(id string) {
	if strings.HasPrefix(u.Send("GET", "/api/v2/users/"+id), "404") {
		u.Send("POST", "/api/v2/users")
	}
}

func (u *users) Of(f *filter) { u.Send("GET", "/api/v2/kinds/"+*f.Kind) }

func (u *users) Checked(k kind) error {
	if k != "known" {
		return fmt.Errorf("unknown kind")
	}
	u.Send("GET", "/api/v2/kinds/"+string(k))
	return nil
}

func (u *users) Broken(id string) error { return fmt.Errorf("no") }

func (u *users) Nowhere(f *filter) {
	if *f.Kind == "" {
		u.Send("GET", "/api/v2/kinds//none")
	}
}

func (u *users) Elsewhere() { u.Send("GET", "/oauth/token") }

func (r *roles) URI(id string) string { return r.base + id }

func TestObserveFake(t *testing.T) {
	s := SDK{
		Path:  "github.com/scopevet/scopevet/integration/sdk",
		Enums: map[string]string{"observe.kind": "known"},
		New: func(address string) (any, error) {
			root := &fake{base: "http://" + address, Hidden: http.DefaultClient}
			root.Users = &users{fake: root, Roles: &roles{}}
			return root, nil
		},
	}
	seen, err := s.observe()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range seen {
		line := o.key() + " " + list(o.requests)
		if o.failure != nil {
			line += " FAILS"
		}
		got = append(got, line)
	}
	want := []string{
		"observe fake.Send -",
		"observe fake.String -",
		"observe roles.URI -",
		"observe users.Broken - FAILS",
		"observe users.Checked GET /api/v2/kinds/{}",
		"observe users.Elsewhere GET /oauth/token",
		"observe users.Ensure GET /api/v2/users/{}, POST /api/v2/users",
		"observe users.Get GET /api/v2/users/{}, GET /api/v2/users/{}/logs",
		"observe users.List GET /api/v2/users, GET /api/v2/users/next",
		"observe users.Nowhere - FAILS",
		"observe users.Of GET /api/v2/kinds/{}",
	}
	if !slices.Equal(got, want) {
		t.Errorf("saw\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
