package policy

import (
	"slices"
	"strings"
	"testing"
)

func TestEditions(t *testing.T) {
	table := embedded(t)
	for _, test := range []struct {
		edition, op string
		body        Body
		scope       string
		status      Status
		fields      string // offending, then missing after a slash
	}{
		{"current", "GET /users/{id}", Body{}, "read:current_user", Allowed, ""},
		{"current", "GET /users/{id}/enrollments", Body{}, "read:current_user", Allowed, ""},
		{"current", "GET /users", Body{}, "", NotListed, ""},
		{"current", "DELETE /users/{id}", Body{}, "", NotListed, ""}, // in the API description only
		{"current", "PATCH /users/{id}", sent("user_metadata"), "update:current_user_metadata", Allowed, ""},
		{"current", "PATCH /users/{id}", Body{}, "update:current_user_metadata", BodyUnseen, ""},
		{"current", "PATCH /users/{id}", seen("user_metadata"), "update:current_user_metadata", BodyUnseen, ""},
		{"current", "PATCH /users/{id}", sent("user_metadata", "password", "email"), "update:current_user_metadata", BodyRefused, "email password/"},
		{"current", "PATCH /users/{id}", seen("app_metadata"), "update:current_user_metadata", BodyRefused, "app_metadata/"},
		{"current", "POST /users/{id}/identities", sent("link_with"), "update:current_user_identities", Allowed, ""},
		{"current", "POST /users/{id}/identities", Body{}, "update:current_user_identities", BodyUnseen, ""},
		{"current", "POST /users/{id}/identities", sent("provider", "user_id"), "update:current_user_identities", BodyRefused, "provider user_id/link_with"},
		{"current", "POST /users/{id}/identities", seen("user_id"), "update:current_user_identities", BodyRefused, "user_id/"},
		{"2018-2020", "POST /users/{id}/identities", sent("provider", "user_id"), "update:current_user_identities", Allowed, ""},
		{"current", "DELETE /users/{id}/identities/{provider}/{user_id}", Body{}, "update:current_user_identities", Allowed, ""},
		{"current", "DELETE /users/{id}/multifactor/{provider}", Body{}, "delete:current_user_metadata", Withdrawn, ""},
		{"2018-2020", "DELETE /users/{id}/multifactor/{provider}", Body{}, "delete:current_user_metadata", Allowed, ""},
		{"current", "POST /device-credentials", Body{}, "create:current_user_device_credentials", Allowed, ""},
		{"current", "DELETE /device-credentials/{id}", Body{}, "delete:current_user_device_credentials", Allowed, ""},
		{"current", "GET /device-credentials", Body{}, "", NotListed, ""},
	} {
		e, err := table.Edition(test.edition)
		if err != nil {
			t.Fatal(err)
		}
		op := operation(t, table, test.op)
		row, v := e.Allows(op.Method, op.Path, test.body)
		if row.Scope != test.scope || v.Status != test.status {
			t.Errorf("%s: %s %+v: %s by %q, want %s by %q", test.edition, test.op, test.body, v.Status, row.Scope, test.status, test.scope)
		}
		fields := strings.Join(v.Offending, " ") + "/" + strings.Join(v.Missing, " ")
		if fields != test.fields && fields != "/"+test.fields {
			t.Errorf("%s: %s %+v: fields %q, want %q", test.edition, test.op, test.body, fields, test.fields)
		}
	}
}

func TestEditionScopes(t *testing.T) {
	table := embedded(t)
	if got, want := table.EditionNames(), []string{"current", "2018-2020"}; !slices.Equal(got, want) {
		t.Errorf("editions %v, want %v", got, want)
	}
	for name, want := range map[string][]string{
		"": {
			"read:current_user", "update:current_user_identities", "update:current_user_metadata", "create:current_user_metadata",
			"create:current_user_device_credentials", "delete:current_user_device_credentials",
		},
		"2018-2020": {
			"read:current_user", "update:current_user_identities", "update:current_user_metadata", "create:current_user_metadata",
			"delete:current_user_metadata", "create:current_user_device_credentials", "delete:current_user_device_credentials",
		},
	} {
		e, err := table.Edition(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Scopes(); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
		if e.Date == "" || !strings.HasPrefix(e.Source, "https://auth0.com/docs/") {
			t.Errorf("%q: date %q, source %q", name, e.Date, e.Source)
		}
	}
	_, err := table.Edition("2031")
	if want := `unknown edition "2031" of the allowlist; there are current, 2018-2020`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// The allowlist speaks of operations and scopes that the table has.
func TestAllowlistAgainstTable(t *testing.T) {
	table := embedded(t)
	for _, r := range table.rows {
		op := operation(t, table, r.Method+" "+strings.TrimPrefix(r.Path, "/api/v2"))
		if !table.HasScope(r.Scope) || !CurrentUserScope(r.Scope) {
			t.Errorf("row %d: scope %s", r.Row, r.Scope)
		}
		opens := slices.ContainsFunc(op.AnyOf, func(s ScopeSet) bool { return slices.Equal(s, ScopeSet{r.Scope}) })
		if withdrawn := !slices.Contains(r.Editions, DefaultEdition); !withdrawn && !r.RequestOnly && !opens {
			t.Errorf("row %d: %s does not open %v", r.Row, r.Scope, op)
		}
		for _, e := range r.Editions {
			if !slices.Contains(table.EditionNames(), e) {
				t.Errorf("row %d: edition %s", r.Row, e)
			}
		}
	}
}
