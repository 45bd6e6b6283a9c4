// Package clients has clients of two products, which share what sends.
package clients

import (
	"net/http"
	"os"
)

type rest struct{ base string }

func (r *rest) call(method, path string) error {
	req, err := http.NewRequest(method, r.base+path, nil) // quiet: its callers know
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

type tenant struct{ r *rest }
type billing struct{ r *rest }

func newTenant() *tenant {
	return &tenant{&rest{base: "https://" + os.Getenv("AUTH0_DOMAIN") + "/api/v2"}}
}
func newBilling() *billing { return &billing{&rest{base: "https://billing.club.example/v1"}} }

func (t *tenant) users() error              { return t.r.call("GET", "/users") }           // call GET /api/v2/users
func (t *tenant) user(id string) error      { return t.r.call("GET", "/users/"+id) }       // call GET /api/v2/users/{id}
func (b *billing) customers() error         { return b.r.call("GET", "/customers") }       // quiet
func (b *billing) update(id string) error   { return b.r.call("PUT", "/users/"+id) }       // quiet
func (b *billing) remove(path string) error { return b.r.call("DELETE", "/clients"+path) } // quiet

// Both use theirs.
func Both() {
	newTenant().users()
	newTenant().user("1")
	newBilling().customers()
	newBilling().update("1")
	newBilling().remove("/1")
}

type directory struct{ rest }
type realm struct{ rest }

func (d *directory) people() error { return d.call("GET", "/organizations") } // call GET /api/v2/organizations
func (d *realm) people() error     { return d.call("POST", "/groups") }       // quiet

// Embedded have it inside.
func Embedded() {
	d := &directory{rest{base: os.Getenv("AUTH0_URL") + "/api/v2"}}
	r := &realm{rest{base: os.Getenv("KEYCLOAK_URL") + "/admin/realms/main"}}
	d.people()
	r.people()
}

type either interface{ people() error }

func open(kind string) either {
	if kind == "auth0" {
		return &directory{rest{base: os.Getenv("AUTH0_URL") + "/api/v2"}}
	}
	return &realm{rest{base: os.Getenv("KEYCLOAK_URL") + "/admin/realms/main"}}
}

// Chosen has one or the other.
func Chosen(kind string) {
	open(kind).people() // quiet: the calls are those of the types
}
