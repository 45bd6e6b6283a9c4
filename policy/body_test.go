package policy

import (
	"fmt"
	"strings"
	"testing"
)

func sent(fields ...string) Body { return Body{Known: true, Fields: fields} }
func seen(fields ...string) Body { return Body{Fields: fields} }

// alternatives writes sets as "a+b | c".
func alternatives(sets []ScopeSet) string {
	var all []string
	for _, s := range sets {
		all = append(all, strings.Join(s, "+"))
	}
	return strings.Join(all, " | ")
}

func TestSufficient(t *testing.T) {
	const (
		any       = "update:users | update:users_app_metadata | update:current_user_metadata"
		unseen    = "the body, which cannot be seen, decides which of "
		keys      = "update:client_keys too if the body holds client_secret or signing_key"
		creds     = "update:client_credentials too if the body holds client_authentication_methods"
		vault     = "update:client_token_vault_privileged_access too if the body holds token_vault_privileged_access"
		clientAny = "update:clients | update:client_keys"
	)
	table := embedded(t)
	for _, test := range []struct {
		op         string
		body       Body
		want, note string
	}{
		{"GET /users", Body{}, "read:users | read:user_idp_tokens", ""},

		{"PATCH /users/{id}", sent("app_metadata"), "update:users | update:users_app_metadata", "body holds only app_metadata"},
		{"PATCH /users/{id}", sent("user_metadata"), "update:users | update:current_user_metadata", "body holds only user_metadata"},
		{"PATCH /users/{id}", sent("user_metadata", "app_metadata"), "update:users", ""},
		{"PATCH /users/{id}", sent("user_metadata", "password"), "update:users", "body holds password"},
		{"PATCH /users/{id}", sent("email", "password"), "update:users", "body holds email, password"},
		{"PATCH /users/{id}", sent("field_of_next_year"), "update:users", ""},
		{"PATCH /users/{id}", sent(), "update:users", ""},
		{"PATCH /users/{id}", Body{}, any, unseen + "update:users, update:users_app_metadata and update:current_user_metadata"},
		{"PATCH /users/{id}", seen("app_metadata"), "update:users | update:users_app_metadata", unseen + "update:users and update:users_app_metadata"},
		{"PATCH /users/{id}", seen("app_metadata", "user_metadata"), "update:users", ""},
		{"PATCH /users/{id}", seen("password"), "update:users", "body holds password"},

		{"POST /users/{id}/identities", sent("link_with"), "update:users | update:current_user_identities", "body holds link_with"},
		{"POST /users/{id}/identities", sent("provider", "user_id"), "update:users", "body holds provider, user_id"},
		{"POST /users/{id}/identities", sent("link_with", "user_id"), "update:users", "body holds link_with, user_id"},
		{"POST /users/{id}/identities", Body{}, "update:users | update:current_user_identities", unseen + "update:users and update:current_user_identities"},

		{"POST /clients", sent("name"), "create:clients", ""},
		{"POST /clients", sent("name", "client_authentication_methods"), "create:clients+create:client_credentials", "body holds client_authentication_methods"},
		{"POST /clients", sent("token_vault_privileged_access"), "create:clients", "create:client_token_vault_privileged_access may be needed too"},
		{"PATCH /clients/{id}", sent("name"), clientAny, ""},
		{"PATCH /clients/{id}", sent("client_secret"), "update:client_keys", "body holds client_secret"},
		{"PATCH /clients/{id}", Body{}, clientAny, keys + "; " + creds + "; " + vault},
		{"PATCH /connections/{id}", sent("options"), "update:connections+update:connections_options", "body holds options"},
		{"PATCH /connections/{id}", sent("is_domain_connection"), "update:connections", ""},
		{"POST /organizations", sent("enabled_connections"), "create:organizations", "create:organization_connections may be needed too"},

		{"GET /blacklists/tokens", Body{}, "", ""}, // candidates are no facts
	} {
		sets, note := operation(t, table, test.op).Sufficient(test.body)
		if got := alternatives(sets); got != test.want {
			t.Errorf("%s %+v: %s, want %s", test.op, test.body, got, test.want)
		}
		if note != test.note {
			t.Errorf("%s %+v: note %q, want %q", test.op, test.body, note, test.note)
		}
	}
}

// What is enough whatever the rest of a body holds must be enough for every
// completion of it.
func TestCertainHoldsForEveryCompletion(t *testing.T) {
	table := embedded(t)
	fields := []string{"app_metadata", "user_metadata", "password", "link_with", "provider", "other"}
	for _, name := range []string{"PATCH /users/{id}", "POST /users/{id}/identities"} {
		op := operation(t, table, name)
		subsets := func(f func([]string)) {
			for bits := range 1 << len(fields) {
				var s []string
				for i, field := range fields {
					if bits>>i&1 == 1 {
						s = append(s, field)
					}
				}
				f(s)
			}
		}
		subsets(func(part []string) {
			sets, certain, _ := op.sufficient(seen(part...))
			subsets(func(more []string) {
				whole := sent(append(append([]string(nil), part...), more...)...)
				exact, _ := op.Sufficient(whole)
				for _, s := range exact {
					if !contains(sets, s) {
						t.Errorf("%s: %v can be %v, for which %v suffices; %v does not say so", name, part, whole.Fields, s, sets)
					}
				}
				for _, s := range certain {
					if !contains(exact, s) && len(whole.Fields) > 0 {
						t.Errorf("%s: %v is certain for %v but not enough for %v", name, s, part, whole.Fields)
					}
				}
			})
		})
	}
}

func TestScopeSet(t *testing.T) {
	for want, s := range map[string]ScopeSet{
		"":                  nil,
		"read:a":            {"read:a"},
		"read:a and read:b": {"read:a", "read:b"},
		"a:a, a:b and a:c":  {"a:a", "a:b", "a:c"},
	} {
		if got := fmt.Sprint(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
