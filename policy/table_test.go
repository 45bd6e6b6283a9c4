package policy

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
)

func embedded(t testing.TB) *Table {
	t.Helper()
	table, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// operation returns the row "METHOD /path", the path without /api/v2.
func operation(t testing.TB, table *Table, name string) *Operation {
	t.Helper()
	method, path, _ := strings.Cut(name, " ")
	for _, op := range table.Operations() {
		if op.Method == method && op.Path == "/api/v2"+path {
			return op
		}
	}
	t.Fatalf("no operation %s", name)
	return nil
}

func TestTable(t *testing.T) {
	table := embedded(t)
	ops := table.Operations()
	if got, want := len(ops), 481; got != want {
		t.Errorf("%d operations, want %d", got, want)
	}
	if got, want := table.Date(), "2026-08"; got != want {
		t.Errorf("Date() = %q, want %q", got, want)
	}
	if h := table.Hash(); len(h) != 12 || h != embedded(t).Hash() {
		t.Errorf("Hash() = %q is not 12 stable digits", h)
	}
	if !slices.IsSortedFunc(ops, func(a, b *Operation) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		return strings.Compare(a.Method, b.Method)
	}) {
		t.Error("operations are not sorted by path and method")
	}
	shapes := make(map[string]*Operation)
	for _, op := range ops {
		shape := op.Method
		for _, s := range segments(op.Path) {
			if isParameter(s) {
				s = "{}"
			}
			shape += "/" + s
		}
		if other := shapes[shape]; other != nil {
			t.Errorf("%v and %v are the same request", op, other)
		}
		shapes[shape] = op
		if op.Doc != "" && !strings.HasPrefix(op.Doc, "https://auth0.com/docs/") {
			t.Errorf("%v: documentation at %s", op, op.Doc)
		}
		if len(op.AnyOf) == 0 && !op.Uncertain {
			t.Errorf("%v: no scope is documented, yet the record is certain", op)
		}
	}
}

// The data is read by people too: a field that nothing reads is a mistake.
func TestDataHasNoUnknownFields(t *testing.T) {
	check := func(name string, fresh func() any) {
		b, err := data.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		for n := 1; ; n++ {
			if err := d.Decode(fresh()); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: record %d: %v", name, n, err)
			}
		}
	}
	check("table.json", func() any { return new(metadata) })
	check("endpoints.jsonl", func() any { return new(Operation) })
	check("dangerous.jsonl", func() any { return new(danger) })
	check("allowlist.jsonl", func() any { return new(allowRow) })
}

func TestDangerousScopes(t *testing.T) {
	table := embedded(t)
	if len(table.danger) == 0 {
		t.Fatal("no dangerous scopes")
	}
	for scope, d := range table.danger {
		if !slices.Contains(table.Scopes(), scope) {
			t.Errorf("%s is not a scope of the table", scope)
		}
		if d.Why == "" || strings.ContainsAny(d.Why, "\n") || strings.HasSuffix(d.Why, ".") {
			t.Errorf("%s: %q is not one clause", scope, d.Why)
		}
		if !strings.HasPrefix(d.Source, "https://auth0.com/docs/") {
			t.Errorf("%s: source %q is not Auth0's documentation", scope, d.Source)
		}
		known := slices.ContainsFunc(table.Operations(), func(op *Operation) bool { return op.Doc == d.Source && op.Mentions(scope) })
		if !known {
			t.Errorf("%s: no operation of the table that takes it is documented at %s", scope, d.Source)
		}
	}
	for _, harmless := range []string{"read:users", "read:clients", "read:logs", "read:current_user", "openid", ""} {
		if _, _, ok := table.Dangerous(harmless); ok {
			t.Errorf("%q is called dangerous", harmless)
		}
	}
	if why, source, ok := table.Dangerous("create:client_grants"); !ok || why == "" || source == "" {
		t.Errorf("create:client_grants: %q, %q, %v", why, source, ok)
	}
}

func TestRetired(t *testing.T) {
	table := embedded(t)
	for name, want := range map[string]string{
		"GET /rules":               "2026-11-18",
		"PUT /rules-configs/{key}": "2026-11-18",
		"POST /hooks/{id}/secrets": "2026-11-18",
		"GET /blacklists/tokens":   "no longer lists",
		"GET /users":               "",
	} {
		got := operation(t, table, name).Retired
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want something with %q", name, got, want)
		}
	}
	for _, r := range table.meta.Retired {
		for _, p := range r.Paths {
			if !slices.ContainsFunc(table.ops, func(op *Operation) bool { return op.Path == p }) {
				t.Errorf("retired path %s is not in the table", p)
			}
		}
	}
}

func TestScopes(t *testing.T) {
	table := embedded(t)
	for name, want := range map[string]bool{
		"read:users":                   true,
		"read:user_idp_tokens":         true,
		"read:connections_options":     true, // an extra only
		"create:current_user_metadata": true, // on a page only
		"delete:current_user_metadata": true, // withdrawn
		"delete:current_user":          true,
		"read:users_app_metadata":      true, // tenants list it, no operation asks
		"blacklist:tokens":             true,
		"openid":                       false,
		"users:read":                   false,
		"read:Users":                   false,
		"":                             false,
	} {
		if got := table.HasScope(name); got != want {
			t.Errorf("HasScope(%q) = %v", name, got)
		}
	}
	for _, s := range []string{"openid", "offline_access", "phone"} {
		if !OIDCScope(s) {
			t.Errorf("%s is a scope of OpenID Connect", s)
		}
	}
	for s := range table.offered {
		if _, ok := table.order[s]; ok {
			t.Errorf("%s is asked for by an operation; it need not be listed as offered", s)
		}
	}
}

func TestSuggestScope(t *testing.T) {
	table := embedded(t)
	for name, want := range map[string]string{
		"update:current_user_identites": "update:current_user_identities",
		"update:current_user_identity":  "update:current_user_identities",
		"read:user":                     "read:users",
		"read:usres":                    "read:users",
		"users:read":                    "read:users",
		"write:users":                   "update:users",
		"manage:roles":                  "update:roles",
		"read_users":                    "read:users",
		"Read:Users":                    "read:users",
		"read:client-grants":            "read:client_grants",
		"read:organisations":            "read:organizations",
		"update:user_tickets":           "create:user_tickets",
		"read:weather":                  "",
		"users":                         "",
		":":                             "",
		"":                              "",
	} {
		got, ok := table.SuggestScope(name)
		if got != want || ok != (want != "") {
			t.Errorf("SuggestScope(%q) = %q, %v, want %q", name, got, ok, want)
		}
	}
}

func TestOpens(t *testing.T) {
	table := embedded(t)
	names := func(scope string) (all []string) {
		for _, op := range table.Opens(scope) {
			all = append(all, op.String())
		}
		return all
	}
	if got := len(names("update:users")); got != 14 {
		t.Errorf("update:users opens %d operations, want 14: %v", got, names("update:users"))
	}
	if got, want := names("update:users_app_metadata"), []string{"PATCH /api/v2/users/{id}"}; !slices.Equal(got, want) {
		t.Errorf("update:users_app_metadata opens %v, want %v", got, want)
	}
	if got := names("read:role_members"); !slices.Contains(got, "GET /api/v2/users/{id}/roles") {
		t.Errorf("read:role_members, with others, opens %v", got)
	}
	if got := names("openid"); got != nil {
		t.Errorf("openid opens %v", got)
	}
}

func TestMentions(t *testing.T) {
	table := embedded(t)
	for _, test := range []struct {
		op, scope string
		want      bool
	}{
		{"GET /users", "read:users", true},
		{"GET /users", "read:user_idp_tokens", true},
		{"GET /users", "update:users", false},
		{"POST /users", "read:user_idp_tokens", true},                   // opens more fields
		{"POST /roles/{id}/users", "create:role_members", true},         // may suffice
		{"GET /clients", "read:client_credentials", true},               // may suffice
		{"PATCH /connections/{id}", "update:connections_options", true}, // for some bodies
		{"DELETE /users/{id}/multifactor/{provider}", "delete:current_user_metadata", false},
	} {
		if got := operation(t, table, test.op).Mentions(test.scope); got != test.want {
			t.Errorf("%s mentions %s: %v", test.op, test.scope, got)
		}
	}
}

func BenchmarkEmbedded(b *testing.B) {
	for b.Loop() {
		if _, err := Embedded(); err != nil {
			b.Fatal(err)
		}
	}
}
