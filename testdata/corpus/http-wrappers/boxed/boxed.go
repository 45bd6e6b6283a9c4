// Package boxed calls methods through interfaces that it has put the values
// into itself, and writes in function literals that run at once.
package boxed

import (
	"io"
	"net/http"
	"strings"
)

type getter interface {
	Get(url string) (*http.Response, error)
}

func client(c *http.Client) {
	var g getter = c
	g.Get("https://club.eu.auth0.com/api/v2/clients") // call GET /api/v2/clients
}

func writer(id string) {
	var b strings.Builder
	var w io.StringWriter = &b
	w.WriteString("https://club.eu.auth0.com/api/v2/users/")
	b.WriteString(id)
	w.WriteString("/roles")
	http.Get(b.String()) // call GET /api/v2/users/{id}/roles
}

func literal(id string) {
	var b strings.Builder
	b.WriteString("https://club.eu.auth0.com/api/v2/roles/")
	func() { b.WriteString(id) }()
	b.WriteString("/permissions")
	http.Get(b.String()) // call GET /api/v2/roles/{id}/permissions
}

func captured(c *http.Client, id string) {
	var b strings.Builder
	var w io.StringWriter = &b
	func() { w.WriteString("https://club.eu.auth0.com/api/v2/users/") }()
	b.WriteString(id)
	func() { w.WriteString("/logs") }()
	var g getter = c
	func() { g.Get(b.String()) }() // call GET /api/v2/users/{id}/logs
}

func begin(b *strings.Builder) {
	func() { b.WriteString("https://club.eu.auth0.com/api/v2") }()
	func() { b.WriteString("/clients/") }()
}

func begun(id string) {
	var b strings.Builder
	begin(&b)
	b.WriteString(id)
	http.Get(b.String()) // call GET /api/v2/clients/{id}
}

func set(p *string) { func() { *p = "https://club.eu.auth0.com/api/v2/tenants/settings" }() }

func pointed() {
	p := new(string)
	set(p)
	http.Get(*p) // call GET /api/v2/tenants/settings
}
