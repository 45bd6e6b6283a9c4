package frontend

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"

	"github.com/scopevet/scopevet/policy"
)

// sdkMethods are the methods that the managers of Auth0's ManagementClient
// for JavaScript have in common.
var sdkMethods = map[string]struct {
	method string
	one    bool // the path ends in an id
}{
	"getAll": {"GET", false}, "list": {"GET", false}, "get": {"GET", true}, "create": {"POST", false},
	"update": {"PATCH", true}, "delete": {"DELETE", true},
}

// sdkFunctions are the methods of the client itself, in its older releases.
var sdkFunctions = map[string]string{
	"getUsers": "GET /api/v2/users", "createUser": "POST /api/v2/users", "deleteUser": "DELETE /api/v2/users/{}",
	"updateUser": "PATCH /api/v2/users/{}", "updateAppMetadata": "PATCH /api/v2/users/{}", "getClients": "GET /api/v2/clients",
	"getConnections": "GET /api/v2/connections", "getRoles": "GET /api/v2/roles", "getUserRoles": "GET /api/v2/users/{}/roles",
	"assignRolestoUser": "POST /api/v2/users/{}/roles", "getUsersByEmail": "GET /api/v2/users-by-email",
}

// sdkCall looks at client.users.getAll() of a ManagementClient that the
// script makes; it reports whether the call is one.
func (in *inspection) sdkCall(callee int) bool {
	s := in.script
	if !in.managers || !s.member(callee-1) {
		return false
	}
	if endpoint, ok := sdkFunctions[string(s.text(callee))]; ok && in.isManagementClient(callee-2) {
		method, path, _ := strings.Cut(endpoint, " ")
		in.judgeEndpoint(method, path, policy.Body{}, Certain, s.head(callee))
		return true
	}
	m, ok := sdkMethods[string(s.text(callee))]
	if !ok || !s.member(callee-3) || !s.named(callee-2) || !in.isManagementClient(callee-4) {
		return false
	}
	path := "/api/v2/" + dashed(s.name(callee-2))
	if m.one {
		path += "/{}"
	}
	in.judgeEndpoint(m.method, path, policy.Body{}, Certain, s.head(callee))
	return true
}

// isManagementClient tells whether the name at i was given the value of
// new ManagementClient(…).
func (in *inspection) isManagementClient(i int) bool {
	s := in.script
	at := -1
	switch {
	case !s.named(i):
		return false
	case s.member(i - 1):
		if stored, ok := s.field(s.name(i)); ok {
			at = stored
		}
	case s.ident(i):
		if m, ok := s.resolve(s.name(i), i); ok && m.list < 0 && len(m.values) == 1 {
			at = m.values[0].value()
		}
	}
	if at < 0 || s.kind(at) != js.NewToken || in.server {
		return false
	}
	for j := at + 1; j < at+8 && s.kind(j) != js.OpenParenToken; j++ {
		if s.is(j, "ManagementClient") {
			return true
		}
	}
	return false
}

// dashed writes userBlocks as the API's paths do: user-blocks.
func dashed(name string) string {
	var b strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}
