package policy

import (
	"slices"
	"strings"
	"testing"
)

// short writes operations without the prefix of all paths.
func short(ops []*Operation) string {
	var names []string
	for _, op := range ops {
		names = append(names, op.Method+" "+strings.TrimPrefix(op.Path, "/api/v2"))
	}
	return strings.Join(names, ", ")
}

func TestLookup(t *testing.T) {
	table := embedded(t)
	for _, test := range []struct {
		request  string // method and path without /api/v2
		ops      string
		possible string
		others   string // methods
	}{
		{request: "GET /users", ops: "GET /users"},
		{request: "GET /users/{}", ops: "GET /users/{id}"},
		{request: "GET /users/{user_id}", ops: "GET /users/{id}"},
		{request: "get /users", ops: "GET /users"},
		{request: "GET /users/", ops: "GET /users"}, // never /users/{id}
		{request: "GET /users//", ops: "GET /users"},
		{request: "GET /users?per_page={}&q=a/b", ops: "GET /users"},
		{request: "GET /users/{}#top", ops: "GET /users/{id}"},
		{request: "GET /users/auth0|{}", ops: "GET /users/{id}"},
		{request: "GET /users/{}|{}/roles", ops: "GET /users/{id}/roles"},
		{request: "GET /users/auth0%7C5f7c8ec7", ops: "GET /users/{id}"},
		{request: "GET /users//roles", others: ""}, // no identifier is empty
		{request: "GET /Users"},
		{request: " /users/{}", ops: "DELETE /users/{id}, GET /users/{id}, PATCH /users/{id}"},
		{request: "DELETE /users/{}/identities/{}/{}", ops: "DELETE /users/{id}/identities/{provider}/{user_id}"},

		// Words beat parameters, for the methods that they have.
		{request: "GET /clients/search", ops: "GET /clients/search"},
		{request: "PATCH /clients/search", ops: "PATCH /clients/{id}"},
		{request: "POST /refresh-tokens/revoke", ops: "POST /refresh-tokens/revoke"},
		{request: "GET /custom-domains/default", ops: "GET /custom-domains/default"},
		{request: "PUT /guardian/factors/duo", ops: "PUT /guardian/factors/{name}"},
		{request: "PUT /guardian/factors/duo/settings", ops: "PUT /guardian/factors/duo/settings"},
		{request: "DELETE /users/{}/multifactor/actions", ops: "DELETE /users/{id}/multifactor/{provider}"},

		// A hole is a parameter where there is one ...
		{request: "GET /clients/{}", ops: "GET /clients/{id}"},
		{request: "PUT /guardian/factors/{}", ops: "PUT /guardian/factors/{name}"},
		{request: "GET /organizations/name/{}", ops: "GET /organizations/name/{name}"},
		// ... else one of the table's words.
		{request: "PUT /guardian/factors/{}/settings", possible: "PUT /guardian/factors/duo/settings, " +
			"PUT /guardian/factors/webauthn-platform/settings, PUT /guardian/factors/webauthn-roaming/settings"},
		{request: "POST /refresh-tokens/{}", possible: "POST /refresh-tokens/revoke"},
		{request: "GET /prompts/{}", possible: "GET /prompts/mfa-push, GET /prompts/rendering"},
		{request: "POST /jobs/users-{}", possible: "POST /jobs/users-exports, POST /jobs/users-imports"},
		{request: "POST /jobs/{}s", possible: "POST /jobs/users-exports, POST /jobs/users-imports"},
		{request: "POST /tickets/{}-{}", possible: "POST /tickets/email-verification, POST /tickets/password-change"},

		// Known paths with another method.
		{request: "PUT /users/{}", others: "DELETE GET PATCH"},
		{request: "PATCH /jobs/users-imports", others: "POST"},
		{request: "DELETE /prompts/{}", others: "GET PATCH"},
		{request: "GET /nothing/of/the/kind"},
		{request: "GET "},
	} {
		method, path, _ := strings.Cut(test.request, " ")
		m := table.Lookup(method, "/api/v2"+path)
		if got := short(m.Ops); got != test.ops {
			t.Errorf("%s: is %q, want %q", test.request, got, test.ops)
		}
		if got := short(m.Possible); got != test.possible {
			t.Errorf("%s: can be %q, want %q", test.request, got, test.possible)
		}
		if got := strings.Join(m.OtherMethods, " "); got != test.others {
			t.Errorf("%s: known with %q, want %q", test.request, got, test.others)
		}
	}
}

func TestLookupOfUnknownWords(t *testing.T) {
	table := embedded(t)
	m := table.Lookup("GET", "/api/v2/{}")
	if len(m.Ops) > 0 || len(m.Possible) < 20 {
		t.Errorf("GET /api/v2/{} is %v and can be %d operations", m.Ops, len(m.Possible))
	}
	for _, op := range m.Possible {
		if op.Method != "GET" || strings.Count(op.Path, "/") != 3 {
			t.Errorf("GET /api/v2/{} cannot be %v", op)
		}
	}
	if !slices.IsSortedFunc(m.Possible, byIndex) {
		t.Error("possible operations are not in table order")
	}
}

// Every row is found by its own template and by values in place of it.
func TestLookupFindsEveryRow(t *testing.T) {
	table := embedded(t)
	for _, op := range table.Operations() {
		var holes, values []string
		for _, s := range segments(op.Path) {
			if isParameter(s) {
				holes, values = append(holes, "{}"), append(values, "3f2a")
			} else {
				holes, values = append(holes, s), append(values, s)
			}
		}
		for _, path := range []string{op.Path, "/" + strings.Join(holes, "/"), "/" + strings.Join(values, "/"), op.Path + "/"} {
			m := table.Lookup(op.Method, path)
			if len(m.Ops) != 1 || m.Ops[0] != op {
				t.Errorf("%s %s is %v, want %v", op.Method, path, m.Ops, op)
			}
			if m.Retired != op.Retired {
				t.Errorf("%v: retired %q, want %q", op, m.Retired, op.Retired)
			}
		}
	}
}

func TestNearest(t *testing.T) {
	table := embedded(t)
	for _, test := range []struct{ request, want string }{
		{"GET /api/v2/user/{}", "GET /users/{id}"},
		{"GET /api/v2/users/{}/role", "GET /users/{id}/roles"},
		{"POST /api/v2/users/{}/role", "POST /users/{id}/roles"},
		{"GET /api/v2/organisations", "GET /organizations"},
		{"GET /api/v2/users/{}/metadata", "GET /users/{id}"},
		{"GET /users", "GET /users"}, // without the prefix
		{"PUT /api/v2/users/{}", "DELETE /users/{id}"},
		{"GET /api/v2/clientgrants", "GET /client-grants"},
		{"GET /api/v2/zzz", ""},
		{"GET /health", ""},
		{"GET /", ""},
		{"GET /v1/orders/{}/items/{}/prices", ""},
		{"GET /api/v2/" + strings.Repeat("users/", 40), ""},
	} {
		method, path, _ := strings.Cut(test.request, " ")
		m := table.Lookup(method, path)
		if len(m.Ops) > 0 || len(m.Nearest) > 3 {
			t.Errorf("%s: is %v, nearest %v", test.request, m.Ops, m.Nearest)
		}
		got := ""
		if len(m.Nearest) > 0 {
			got = short(m.Nearest[:1])
		}
		if got != test.want {
			t.Errorf("%s: nearest is %q, want %q", test.request, got, test.want)
		}
	}
}

func TestHasSegment(t *testing.T) {
	table := embedded(t)
	for word, want := range map[string]bool{"users": true, "api": true, "twilio": true, "{id}": false, "auth0|123": false, "": false} {
		if got := table.HasSegment(word); got != want {
			t.Errorf("HasSegment(%q) = %v", word, got)
		}
	}
}

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"users", "users", 0},
		{"user", "users", 1}, {"usres", "users", 1}, {"kitten", "sitting", 3}, {"ab", "ba", 1},
	} {
		if got := editDistance(test.a, test.b); got != test.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"/api/v2/users/{}", "/api/v2/{}/{}/{}/{}/{}", "{", "}{", "/api/v2/users/{a}b{c}", "?", "//", "/{}{}{}{}{}{}{}"} {
		f.Add("GET", s)
	}
	f.Add("", "/api/v2/{}")
	table := embedded(f)
	f.Fuzz(func(t *testing.T, method, path string) {
		m := table.Lookup(method, path)
		if len(m.Ops) > 0 && len(m.Possible) > 0 || len(m.Nearest) > 3 {
			t.Errorf("%s %s: %v, %v, %v", method, path, m.Ops, m.Possible, m.Nearest)
		}
		for _, op := range slices.Concat(m.Ops, m.Possible) {
			if method != "" && !strings.EqualFold(method, op.Method) {
				t.Errorf("%s %s is %v", method, path, op)
			}
			if len(segments(path)) != len(segments(op.Path)) {
				t.Errorf("%s has other segments than %v", path, op)
			}
		}
		slash, _, _ := strings.Cut(path, "?")
		slash, _, _ = strings.Cut(slash, "#")
		if again := table.Lookup(method, slash+"/"); !slices.Equal(again.Ops, m.Ops) {
			t.Errorf("%s is %v, with a slash at the end %v", path, m.Ops, again.Ops)
		}
	})
}

func BenchmarkLookup(b *testing.B) {
	table := embedded(b)
	b.Run("known", func(b *testing.B) {
		for b.Loop() {
			table.Lookup("GET", "/api/v2/users/{}/roles")
		}
	})
	b.Run("unknown", func(b *testing.B) {
		for b.Loop() {
			table.Lookup("GET", "/api/v2/users/{}/rolles")
		}
	})
}

func TestCanBe(t *testing.T) {
	table := embedded(t)
	for request, want := range map[string]bool{
		"GET /api/v2/{}":                                   true,
		"GET /api/v2/users/{}":                             true,
		"DELETE /api/v2/users/{}":                          true,
		"GET /api/v2/user/{}":                              false,
		"PUT /api/v2/users/{}":                             true, // /users/{id}/authentication-methods
		"DELETE /api/v2/users/{}/enrollments/{}":           true, // an identity of a provider of that name
		"GET /api/v2/users/{}/roles":                       true,
		"GET /api/v2/{}/roles":                             true,
		"GET /api/v2/{}/rolls":                             true, // the id of a role, say
		"GET /api/v2/users/{}/organizations/{}/rolls/{}/x": false,
		"PUT /api/v2/branding/{}/universal-login":          true, // /branding/templates/universal-login
		"PUT /api/v2/branding/{}/universal-login/{}/top":   false,
	} {
		method, path, _ := strings.Cut(request, " ")
		if got := table.CanBe(method, path); got != want {
			t.Errorf("%s: %t", request, got)
		}
	}
}

func TestSlip(t *testing.T) {
	table := embedded(t)
	for request, want := range map[string]bool{
		"POST /api/v2/job/verification-email": true,
		"GET /api/v2/user/{}":                 true,
		"GET /api/v2/users/{}/organisations":  true,
		"POST /api/v2/users/{}/workspaces":    false,
		"GET /api/v2/buildinfo":               false,
		"POST /api/v2/groups":                 false, // another method is no slip
		"POST /api/v2/users/{}/suspend":       false,
	} {
		method, path, _ := strings.Cut(request, " ")
		if got := table.Slip(method, path); got != want {
			t.Errorf("%s: %t", request, got)
		}
	}
}
