package policy

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestChoose(t *testing.T) {
	table := embedded(t)
	type call struct {
		op   string
		body Body
	}
	of := func(names ...string) (calls []call) {
		for _, n := range names {
			calls = append(calls, call{op: n})
		}
		return calls
	}
	for _, test := range []struct {
		name  string
		kind  Kind
		calls []call
		want  string
	}{
		{"not the tokens of identity providers", M2M, of("GET /users"), "read:users"},
		{"not the secrets of applications", M2M, of("GET /clients"), "read:clients"},
		{"not the summary", M2M, of("GET /clients/{id}/connections"), "read:clients read:connections"},
		{"not the current user's", M2M, of("GET /users/{id}"), "read:users"},
		{"not the administrator's", SPA, of("GET /users/{id}"), "read:current_user"},
		{"of two, that which opens less", M2M, of("GET /event-streams/{id}/deliveries"), "read:event_deliveries"},
		{"the dangerous one is there anyway", M2M, of("DELETE /users/{id}/roles", "POST /users/{id}/roles"), "update:users"},
		{"two that open one each beat one that opens many", M2M,
			[]call{{"POST /users/{id}/roles", Body{}}, {"PATCH /users/{id}", sent("app_metadata")}},
			"create:role_members update:users_app_metadata"},
		{"app_metadata only", M2M, []call{{"PATCH /users/{id}", sent("app_metadata")}}, "update:users_app_metadata"},
		{"user_metadata only", M2M, []call{{"PATCH /users/{id}", sent("user_metadata")}}, "update:users"},
		{"user_metadata only, in a browser", SPA, []call{{"PATCH /users/{id}", sent("user_metadata")}}, "update:current_user_metadata"},
		{"a password", M2M, []call{{"PATCH /users/{id}", sent("password")}}, "update:users"},
		{"a password, in a browser", SPA, []call{{"PATCH /users/{id}", sent("password")}}, ""},
		{"one's own account, which no allowlist lets go", SPA, of("DELETE /users/{id}"), ""},
		{"a body that nobody sees", M2M, of("PATCH /users/{id}"), "update:users"},
		{"a body that nobody sees, in a browser", SPA, of("PATCH /users/{id}"), "update:current_user_metadata"},
		{"linking by token", SPA, []call{{"POST /users/{id}/identities", sent("link_with")}}, "update:current_user_identities"},
		{"linking by name", SPA, []call{{"POST /users/{id}/identities", sent("provider", "user_id")}}, ""},
		{"both, by state of the tenant", M2M, of("POST /clients/cimd/register"), "create:clients update:clients"},
		{"a required extra", M2M, []call{{"PATCH /connections/{id}", sent("options")}}, "update:connections update:connections_options"},
		{"shared by a job and its errors", M2M, of("POST /jobs/users-imports", "GET /jobs/{id}", "GET /jobs/{id}/errors"), "create:users"},
		{"an unknown kind is confidential", Unknown, of("GET /users/{id}", "GET /users"), "read:users"},
		{"where it can be", Unknown, of("POST /device-credentials"), "create:current_user_device_credentials"},
		{"nobody else's device", M2M, of("POST /device-credentials"), ""},
		{"none documented", M2M, of("GET /blacklists/tokens"), ""},
		{"no calls", M2M, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var needs []Need
			for i, c := range test.calls {
				needs = append(needs, Need{Op: operation(t, table, c.op), Body: c.body, ID: i})
			}
			c := table.Choose(test.kind, needs)
			if got := strings.Join(c.Scopes, " "); got != test.want {
				t.Errorf("scopes %q, want %q", got, test.want)
			}
			slices.Reverse(needs)
			if again := table.Choose(test.kind, needs); !slices.Equal(again.Scopes, c.Scopes) {
				t.Errorf("in another order: %v", again.Scopes)
			}
		})
	}
}

func TestChoosePerNeed(t *testing.T) {
	table := embedded(t)
	choose := func(kind Kind, name string, b Body) PerNeed {
		t.Helper()
		return table.Choose(kind, []Need{{Op: operation(t, table, name), Body: b, ID: 7}}).Per[0]
	}
	scopes := func(extras []Extra) (names []string) {
		for _, e := range extras {
			names = append(names, e.Scope)
		}
		return names
	}

	p := choose(M2M, "GET /clients", Body{})
	if p.ID != 7 || !p.HadChoice || p.Chosen.String() != "read:clients" || alternatives(p.Options) != "read:client_summary" {
		t.Errorf("GET /clients: %+v", p)
	}
	if got, want := scopes(p.Unlocks), []string{"read:client_keys"}; !slices.Equal(got, want) {
		t.Errorf("GET /clients unlocks with %v, want %v", got, want)
	}

	p = choose(M2M, "PATCH /users/{id}", Body{})
	if p.Chosen.String() != "update:users" || alternatives(p.Options) != "update:users_app_metadata" || p.Note == "" {
		t.Errorf("PATCH /users/{id}: %+v", p)
	}
	p = choose(M2M, "POST /device-credentials", Body{})
	if !p.Impossible || p.Chosen != nil || alternatives(p.Sufficient) != "create:current_user_device_credentials" {
		t.Errorf("POST /device-credentials: %+v", p)
	}
	p = choose(SPA, "GET /users", Body{})
	if !p.Impossible || p.HadChoice || alternatives(p.Sufficient) != "read:users | read:user_idp_tokens" || p.Unlocks != nil {
		t.Errorf("GET /users in a browser: %+v", p)
	}
	p = choose(SPA, "GET /users/{id}", Body{})
	if p.Chosen.String() != "read:current_user" || p.HadChoice || p.Unlocks != nil {
		t.Errorf("GET /users/{id} in a browser: %+v", p)
	}
	p = choose(M2M, "PATCH /prompts/mfa-push", Body{})
	if !p.NoneDocumented || p.Impossible || p.Chosen != nil {
		t.Errorf("PATCH /prompts/mfa-push: %+v", p)
	}
	p = choose(M2M, "POST /clients/cimd/register", Body{})
	if alternatives(p.Options) != "create:clients | update:clients" {
		t.Errorf("POST /clients/cimd/register: %+v", p)
	}
	p = choose(M2M, "PATCH /connections/{id}", Body{})
	if got, want := scopes(p.Unlocks), []string{"update:connections_options", "read:connections_options"}; !slices.Equal(got, want) {
		t.Errorf("PATCH /connections/{id} unlocks with %v, want %v", got, want)
	}
	p = choose(M2M, "PATCH /connections/{id}", sent("name"))
	if got, want := scopes(p.Unlocks), []string{"read:connections_options"}; !slices.Equal(got, want) {
		t.Errorf("PATCH /connections/{id} of a name unlocks with %v, want %v", got, want)
	}
}

// Every single operation gets what its record recommends, or something that
// opens no more, or what is less dangerous.
func TestChooseEachOperation(t *testing.T) {
	table := embedded(t)
	for _, op := range table.Operations() {
		c := table.Choose(M2M, []Need{{Op: op}})
		p := c.Per[0]
		if p.NoneDocumented || p.Impossible {
			if len(c.Scopes) > 0 {
				t.Errorf("%v: scopes %v for nothing", op, c.Scopes)
			}
			continue
		}
		if !p.Chosen.SubsetOf(c.Scopes) || len(p.Chosen) != len(c.Scopes) {
			t.Errorf("%v: chose %v of %v", op, p.Chosen, c.Scopes)
		}
		first := op.AnyOf[0]
		if op.Recommended != nil {
			first = op.Recommended
		}
		if c.Opens > table.countOpened(first) && !slices.ContainsFunc(first, table.isDangerous) {
			t.Errorf("%v: %v opens more than %v", op, c.Scopes, first)
		}
	}
}

func TestChooseEverythingAtOnce(t *testing.T) {
	table := embedded(t)
	var needs []Need
	for i, op := range table.Operations() {
		needs = append(needs, Need{Op: op, ID: i})
	}
	start := time.Now()
	for _, kind := range []Kind{M2M, SPA, Unknown} {
		c := table.Choose(kind, needs)
		for i, p := range c.Per {
			if p.ID != i || (p.Chosen == nil) != (p.Impossible || p.NoneDocumented) || !p.Chosen.SubsetOf(c.Scopes) {
				t.Fatalf("%s: %v: %+v", kind, p.Op, p)
			}
		}
		// Without any one of the scopes some call fails.
		for i := range c.Scopes {
			less := slices.Delete(slices.Clone(c.Scopes), i, i+1)
			if !slices.ContainsFunc(c.Per, func(p PerNeed) bool { return p.Chosen != nil && !p.Chosen.SubsetOf(less) }) {
				t.Errorf("%s: nobody needs %s", kind, c.Scopes[i])
			}
		}
	}
	// It takes a few milliseconds; the bound leaves room for a slow machine.
	if took := time.Since(start); took > time.Second {
		t.Errorf("three choices for all operations took %v", took)
	}
}

func BenchmarkChoose(b *testing.B) {
	table := embedded(b)
	var needs []Need
	for i, op := range table.Operations() {
		needs = append(needs, Need{Op: op, ID: i})
	}
	for b.Loop() {
		table.Choose(M2M, needs)
	}
}
