package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/policy"
)

// document is a description of the whole table, as Auth0 writes one.
type document map[string]any

// describe makes a description that agrees with the table.
func describe(t *testing.T) document {
	t.Helper()
	table, err := policy.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	paths := map[string]any{}
	for _, op := range table.Operations() {
		if op.Removed {
			continue
		}
		path := strings.TrimPrefix(op.Path, prefix)
		methods, _ := paths[path].(map[string]any)
		if methods == nil {
			methods = map[string]any{"parameters": []any{}}
			paths[path] = methods
		}
		operation := map[string]any{
			"operationId": op.ID,
			"summary":     "An operation",
			"security":    []any{map[string]any{"bearerAuth": []any{}}, map[string]any{"oAuth2ClientCredentials": listed(op)}},
		}
		if op.Lifecycle != "" {
			operation["x-release-lifecycle"] = op.Lifecycle
		}
		methods[strings.ToLower(op.Method)] = operation
	}
	return document{
		"openapi":    "3.1.0",
		"info":       map[string]any{"title": "Auth0 Management API"},
		"servers":    []any{map[string]any{"url": "https://{tenantDomain}/api/v2"}},
		"security":   []any{map[string]any{"bearerAuth": []any{}}},
		"paths":      paths,
		"components": map[string]any{"schemas": map[string]any{}},
	}
}

// get returns a path's GET operation.
func (d document) get(path string) map[string]any {
	return d["paths"].(map[string]any)[path].(map[string]any)["get"].(map[string]any)
}

// drift runs the command on a description.
func drift(t *testing.T, text string) (status int, stdout, stderr string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "description.json")
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs strings.Builder
	status = run([]string{name}, &out, &errs)
	return status, out.String(), strings.ReplaceAll(errs.String(), name, "FILE")
}

func security(scopes ...string) []any {
	return []any{map[string]any{"oAuth2ClientCredentials": scopes}}
}

func TestDrift(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(document)
		want   string
	}{
		{"nothing", func(document) {}, ""},
		{"an operation is added", func(d document) {
			d["paths"].(map[string]any)["/boats/{id}"] = map[string]any{"patch": map[string]any{
				"operationId": "patch_boats_by_id", "x-release-lifecycle": "EA", "security": security("update:boats", "read:users"),
			}}
		}, `
added    PATCH /api/v2/boats/{id}: read:users, update:boats, EA
added    scope update:boats
`},
		{"an operation is removed", func(d document) {
			delete(d["paths"].(map[string]any), "/stats/daily")
		}, `
removed  GET /api/v2/stats/daily: the table has read:stats, GA
`},
		{"an operation comes back", func(d document) {
			d["paths"].(map[string]any)["/blacklists/tokens"] = map[string]any{"get": map[string]any{"security": security("blacklist:tokens")}}
		}, `
changed  GET /api/v2/blacklists/tokens: described again, with blacklist:tokens
changed  GET /api/v2/blacklists/tokens: scope blacklist:tokens is new
`},
		{"scopes change", func(d document) {
			d.get("/users")["security"] = security("read:users", "read:roles")
		}, `
changed  GET /api/v2/users: scope read:roles is new
changed  GET /api/v2/users: scope read:user_idp_tokens is gone
`},
		{"the order of scopes changes", func(d document) {
			d.get("/users")["security"] = security("read:user_idp_tokens", "read:users")
		}, ""},
		{"scopes become a choice", func(d document) {
			d.get("/users")["security"] = append(security("read:users"), security("read:user_idp_tokens")...)
		}, ""},
		{"the scopes of the whole API hold", func(d document) {
			delete(d.get("/stats/daily"), "security")
			d["security"] = security("read:users")
		}, `
changed  GET /api/v2/stats/daily: scope read:stats is gone
changed  GET /api/v2/stats/daily: scope read:users is new
`},
		{"none is needed any more", func(d document) {
			d.get("/stats/daily")["security"] = []any{}
			d["security"] = security("read:stats")
		}, `
changed  GET /api/v2/stats/daily: scope read:stats is gone
`},
		{"the lifecycle changes", func(d document) {
			d.get("/stats/daily")["x-release-lifecycle"] = "beta"
			delete(d.get("/users"), "x-release-lifecycle")
		}, `
changed  GET /api/v2/stats/daily: beta, was GA
changed  GET /api/v2/users: no lifecycle, was GA
`},
		{"names change", func(d document) {
			paths := d["paths"].(map[string]any)
			paths["/roles/{role_id}/users"] = paths["/roles/{id}/users"]
			delete(paths, "/roles/{id}/users")
			d.get("/users")["operationId"] = "list_users"
		}, `
changed  GET /api/v2/roles/{id}/users: the path is /api/v2/roles/{role_id}/users
changed  POST /api/v2/roles/{id}/users: the path is /api/v2/roles/{role_id}/users
changed  GET /api/v2/users: the operation is called "list_users", was "get_users"
`},
		{"the server has no path", func(d document) {
			d["servers"] = []any{map[string]any{"url": "https://club.eu.auth0.com"}}
			paths := map[string]any{}
			for path, methods := range d["paths"].(map[string]any) {
				paths[prefix+path] = methods
			}
			d["paths"] = paths
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := describe(t)
			test.change(d)
			text, err := json.MarshalIndent(d, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := drift(t, string(text))
			want := strings.TrimPrefix(test.want, "\n")
			if stdout != want {
				t.Errorf("printed\n%swant\n%s", stdout, want)
			}
			wantStatus := 0
			if want != "" {
				wantStatus = 1
			}
			if status != wantStatus {
				t.Errorf("status %d, want %d", status, wantStatus)
			}
			if summary := fmt.Sprintf(": %d differences\n", strings.Count(want, "\n")); !strings.HasSuffix(stderr, summary) {
				t.Errorf("the summary is %q, and should end in %q", stderr, summary)
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	const head = `{"openapi": "3.0.3",
"servers": [{"url": "https://{tenantDomain}/api/v2"}],
`
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "FILE:1: unexpected EOF"},
		{"no object", "[]", "FILE:1: { is missing"},
		{"cut off", head + `"paths": {"/users": {"get": {"security"`, "FILE:3: GET /users: unexpected EOF"},
		{"no JSON", head + `"paths": {"/users": {` + "\n\n" + `"get": nothing}}}`, "FILE:5: GET /users: invalid character"},
		{"Swagger", `{"swagger": "2.0", "paths": {"/users": {"get": {}}}}`, `no OpenAPI 3 description: its version is ""`},
		{"no operations", head + `"paths": {}}`, "no operation is described"},
		{"another API", `{"openapi": "3.0.3", "paths": {"/me": {"get": {}}}}`, "FILE:1: /me is not below /api/v2"},
		{"a path that is none", head + `"paths": {"/users\u001b[2J": {}}}`, `FILE:3: "/users\x1b[2J" is no path`},
		{"a server that is none", `{"openapi": "3.0.3", "servers": [{"url": "https://a/api v2"}], "paths": {}}`, `the server's path is "/api v2"`},
		{"a scope that is none", head + `"paths": {"/users": {` + "\n" + `"get": {"security": [{"x": ["read:users\n"]}]}}}}`, `FILE:4: GET /users: "read:users\n" is no scope`},
		{"a name that is none", head + `"paths": {"/users": {"get": {"operationId": "\u0007"}}}}`, `odd operationId "\a"`},
		{"the wrong type", head + `"paths": {"/users": {"get": {"security": "none"}}}}`, "FILE:3: GET /users: json: cannot unmarshal string"},
		{"a path twice", head + `"paths": {"/users": {"get": {}},` + "\n" + `"/users": {"post": {}}}}`, `FILE:4: "/users" stands there twice`},
		{"two names of one parameter", head + `"paths": {"/users/{id}": {"get": {}},` + "\n" + `"/users/{name}": {"get": {}}}}`, "FILE:4: GET /api/v2/users/{name} is described twice"},
		{"another file", head + `"paths": {"/users": {"$ref": "users.json"}}}`, "join the files first"},
		{"more than one", head + `"paths": {"/users": {"get": {}}}} {}`, "something stands behind the description"},
		{"deep", strings.Repeat(`{"a":`, 1_000_000), "exceeded max depth"},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := drift(t, test.text)
			if status != 2 || stdout != "" || !strings.Contains(stderr, test.want) {
				t.Errorf("status %d, and it says %q %q; want 2 and %q", status, stdout, stderr, test.want)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	name := filepath.Join(t.TempDir(), "description.json")
	if err := os.WriteFile(name, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, maxSize+1); err != nil {
		t.Fatal(err)
	}
	if _, err := open(name); err == nil || !strings.Contains(err.Error(), "larger than 64 MiB") {
		t.Errorf("the error is %v", err)
	}
}
