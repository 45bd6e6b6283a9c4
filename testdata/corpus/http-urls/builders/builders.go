// Package builders writes URLs into builders and buffers.
package builders

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
)

func builder(id string, deep bool) {
	var b strings.Builder
	b.WriteString("https://club.eu.auth0.com")
	b.WriteString("/api/v2/roles/")
	b.WriteString(id)
	if deep {
		b.WriteString("/permissions")
	}
	http.Get(b.String()) // call GET /api/v2/roles/{id}, GET /api/v2/roles/{id}/permissions
}

func buffer(id string) {
	buf := bytes.NewBufferString("https://club.eu.auth0.com/api/v2")
	fmt.Fprintf(buf, "/%s/%s", "users", id)
	buf.WriteByte('/')
	buf.WriteString("refresh-tokens")
	http.Get(buf.String()) // call GET /api/v2/users/{user_id}/refresh-tokens
}

func reused() {
	b := new(strings.Builder)
	b.WriteString("https://club.eu.auth0.com/api/v2/grants")
	http.Get(b.String()) // call GET /api/v2/grants
	b.Reset()
	b.WriteString("https://club.eu.auth0.com/api/v2/flows")
	http.Get(b.String()) // call GET /api/v2/flows
}

func helped(id string) {
	var b strings.Builder
	prefix(&b)
	b.WriteString("/clients/" + id)
	http.Get(b.String()) // call GET /api/v2/clients/{id}
}

func prefix(b *strings.Builder) {
	b.WriteString("https://club.eu.auth0.com")
	b.WriteString("/api/v2")
}

func replaced(id string) {
	http.Get(strings.Replace("https://club.eu.auth0.com/api/v2/users/{id}", "{id}", id, 1))                    // call GET /api/v2/users/{id}
	http.Get(strings.ReplaceAll("https://{tenant}.auth0.com/api/v2/forms", "{tenant}", "club"))                // call GET /api/v2/forms
	http.Get(strings.NewReplacer("{id}", id).Replace("https://club.eu.auth0.com/api/v2/actions/actions/{id}")) // call GET /api/v2/actions/actions/{id}
}

func trimmed(base, path string) {
	base = strings.TrimSuffix("https://club.eu.auth0.com/", "/")
	http.Get(base + "/" + strings.TrimPrefix("/api/v2/prompts", "/"))                    // call GET /api/v2/prompts
	http.Get(strings.TrimRight("https://club.eu.auth0.com//", "/") + "/api/v2/branding") // call GET /api/v2/branding
}
