package command

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/report"
)

// header is what every program of these tests begins with.
const header = `package main

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

var ctx = context.Background()

`

// programs analyses a module and returns the scopes of its programs by folder.
func programs(t *testing.T, archive string) map[string][]string {
	t.Helper()
	dir := unpack(t, archive)
	text, _, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
		out.Format = "json"
		return Scopes(ctx, o, out, ScopesOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	var s report.Scopes
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Receipt.Problems)+len(s.Receipt.Faults) > 0 {
		t.Fatalf("problems %v, faults %v", s.Receipt.Problems, s.Receipt.Faults)
	}
	found := make(map[string][]string)
	for _, p := range s.Programs {
		found[strings.TrimPrefix(p.Package, "example.com/app/cmd/")] = slices.Sorted(slices.Values(p.Scopes))
	}
	return found
}

// TestWhereACallStandsDoesNotMatter writes the same program in many ways: it
// reads users and deletes one, and that is what it needs.
func TestWhereACallStandsDoesNotMatter(t *testing.T) {
	ways := map[string]string{
		"direct": `func main() {
	api, _ := management.New("t.auth0.com")
	api.User.List(ctx)
	api.User.Delete(ctx, "x")
}`,
		"helper": `func main() {
	api, _ := management.New("t.auth0.com")
	users(api)
}

func users(api *management.Management) {
	api.User.List(ctx)
	remove(api.User)
}

func remove(m *management.UserManager) { m.Delete(ctx, "x") }`,
		"closure": `func main() {
	api, _ := management.New("t.auth0.com")
	list := func() { api.User.List(ctx) }
	later := func(f func()) func() { return func() { f(); api.User.Delete(ctx, "x") } }
	later(list)()
}`,
		"methodvalue": `func main() {
	api, _ := management.New("t.auth0.com")
	list, remove := api.User.List, api.User.Delete
	list(ctx)
	each(remove)
}

func each(f func(context.Context, string, ...management.RequestOption) error) { f(ctx, "x") }`,
		"ownmethod": `type store struct{ api *management.Management }

func (s *store) list()  { s.api.User.List(ctx) }
func (s store) remove() { s.api.User.Delete(ctx, "x") }

func main() {
	api, _ := management.New("t.auth0.com")
	s := &store{api}
	s.list()
	defer s.remove()
}`,
		"boundmethod": `type store struct{ api *management.Management }

func (s *store) list()   { s.api.User.List(ctx) }
func (s *store) remove() { s.api.User.Delete(ctx, "x") }

func main() {
	api, _ := management.New("t.auth0.com")
	s := &store{api}
	steps := []func(){s.list, s.remove}
	for _, step := range steps {
		step()
	}
}`,
		"iface": `type job interface{ run() }

type lister struct{ api *management.Management }

func (l lister) run() { l.api.User.List(ctx) }

type remover struct{ api *management.Management }

func (r *remover) run() { r.api.User.Delete(ctx, "x") }

func main() {
	api, _ := management.New("t.auth0.com")
	for _, j := range []job{lister{api}, &remover{api}} {
		j.run()
	}
}`,
		"inits": `var api, _ = management.New("t.auth0.com")

var all, _ = api.User.List(ctx)

func init() { api.User.Delete(ctx, "x") }

func main() {}`,
		"commands": `type command struct {
	name string
	run  func(api *management.Management)
}

var list = &command{name: "list", run: func(api *management.Management) { api.User.List(ctx) }}

var commands = []*command{list, {name: "remove", run: remove}}

func remove(api *management.Management) { api.User.Delete(ctx, "x") }

func main() {
	api, _ := management.New("t.auth0.com")
	for _, c := range commands {
		c.run(api)
	}
}`,
		"generic": `func apply[T any](x T, fs ...func(T)) {
	for _, f := range fs {
		f(x)
	}
}

type box[T any] struct{ value T }

func (b box[T]) with(f func(T)) { f(b.value) }

func main() {
	api, _ := management.New("t.auth0.com")
	apply(api, func(api *management.Management) { api.User.List(ctx) })
	box[*management.Management]{api}.with(remove)
}

func remove(api *management.Management) { api.User.Delete(ctx, "x") }`,
		"goroutine": `func main() {
	api, _ := management.New("t.auth0.com")
	done := make(chan bool)
	go func() {
		api.User.List(ctx)
		close(done)
	}()
	<-done
	go remove(api)
}

func remove(api *management.Management) { api.User.Delete(ctx, "x") }`,
		"sdkiface": `type users interface {
	List(context.Context, ...management.RequestOption) (*management.UserList, error)
	Delete(context.Context, string, ...management.RequestOption) error
}

func main() {
	api, _ := management.New("t.auth0.com")
	both(api.User)
}

func both(u users) {
	u.List(ctx)
	u.Delete(ctx, "x")
}`,
	}
	var archive strings.Builder
	for name, text := range ways {
		fmt.Fprintf(&archive, "-- app/cmd/%s/main.go --\n%s%s\n", name, header, text)
	}
	archive.WriteString(`-- app/cmd/elsewhere/main.go --
package main

import "example.com/app/internal/users"

func main() {
	s := users.New()
	s.All()
	users.Each(s, func(id string) { s.Remove(id) })
}
-- app/cmd/behind/main.go --
package main

import (
	"example.com/app/internal/users"
	"example.com/app/internal/work"
)

func main() { work.Run(users.New()) }
-- app/cmd/wired/main.go --
package main

import (
	"example.com/app/internal/pass"
	"example.com/app/internal/users"
)

var remove = users.New().Remove

func main() {
	pass.Go()
	remove("x")
}
-- app/internal/pass/pass.go --
// Package pass passes on what another package does.
package pass

import "example.com/app/internal/wire"

func Go() { wire.Run() }
-- app/internal/wire/wire.go --
// Package wire puts together what works.
package wire

import (
	"example.com/app/internal/users"
	"example.com/app/internal/work"
)

func Run() { work.Run(users.New()) }
-- app/internal/users/users.go --
// Package users calls the tenant.
package users

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

type Store struct{ api *management.Management }

func New() *Store {
	api, _ := management.New("t.auth0.com")
	return &Store{api}
}

func (s *Store) All()             { s.api.User.List(context.Background()) }
func (s *Store) Remove(id string) { s.api.User.Delete(context.Background(), id) }

func Each(s *Store, f func(id string)) { f("x") }

// Unused is reached by nobody.
func Unused(s *Store) { s.api.Role.Create(context.Background(), &management.Role{}) }
-- app/internal/work/work.go --
// Package work does not know what it works on.
package work

type Cleaner interface {
	All()
	Remove(id string)
}

func Run(c Cleaner) {
	c.All()
	c.Remove("x")
}
`)
	ways["elsewhere"], ways["behind"] = "", ""
	found := programs(t, archive.String())
	want := []string{"delete:users", "read:users"}
	// What is not known for certain may be too much, and is never too little.
	for _, scope := range want {
		if !slices.Contains(found["wired"], scope) {
			t.Errorf("wired needs %v, and %s is not among them", found["wired"], scope)
		}
	}
	for name := range ways {
		if !slices.Equal(found[name], want) {
			t.Errorf("%s needs %v, want %v", name, found[name], want)
		}
	}
}

// TestWithoutACallTheSetIsSmaller takes one call after the other away.
func TestWithoutACallTheSetIsSmaller(t *testing.T) {
	calls := []struct{ call, scope string }{
		{"api.User.List(ctx)", "read:users"},
		{"api.User.Read(ctx, \"x\")", "read:users"},
		{"api.User.Delete(ctx, \"x\")", "delete:users"},
		{"api.Role.Create(ctx, &management.Role{})", "create:roles"},
		{"api.Client.Delete(ctx, \"x\")", "delete:clients"},
		{"api.Log.Read(ctx, \"x\")", "read:logs"},
	}
	var archive strings.Builder
	for gone := range len(calls) + 1 { // the last program has all calls
		fmt.Fprintf(&archive, "-- app/cmd/without%d/main.go --\n%sfunc main() {\n\tapi, _ := management.New(\"t.auth0.com\")\n\t_ = api\n", gone, header)
		for i, c := range calls {
			if i != gone {
				fmt.Fprintf(&archive, "\t%s\n", c.call)
			}
		}
		archive.WriteString("}\n")
	}
	found := programs(t, archive.String())
	for gone := range len(calls) + 1 {
		var want []string
		for i, c := range calls {
			if i != gone {
				want = append(want, c.scope)
			}
		}
		slices.Sort(want)
		want = slices.Compact(want)
		if got := found[fmt.Sprintf("without%d", gone)]; !slices.Equal(got, want) {
			t.Errorf("without call %d: %v, want %v", gone, got, want)
		}
	}
}

// TestABodyThatCannotBeSeenNeedsTheWholeScope keeps the choice from a scope
// that suffices for some bodies only.
func TestABodyThatCannotBeSeenNeedsTheWholeScope(t *testing.T) {
	found := programs(t, `
-- app/cmd/any/main.go --
`+header+`func main() {
	api, _ := management.New("t.auth0.com")
	set(api, nil)
}

func set(api *management.Management, u *management.User) { api.User.Update(ctx, "x", u) }
`)
	if want := []string{"update:users"}; !slices.Equal(found["any"], want) {
		t.Errorf("needs %v, want %v", found["any"], want)
	}
}

// TestAMethodThatNobodyCallsNeedsNothing leaves methods out that no interface
// leads to, although their receiver lies in one.
func TestAMethodThatNobodyCallsNeedsNothing(t *testing.T) {
	found := programs(t, `
-- app/cmd/any/main.go --
`+header+`type manager interface{ users() }

type tenant struct{ api *management.Management }

func (t *tenant) users()   { t.api.User.List(ctx) }
func (t *tenant) clients() { t.api.Client.Delete(ctx, "x") }

func open() manager {
	api, _ := management.New("t.auth0.com")
	return &tenant{api}
}

func main() { open().users() }
`)
	if want := []string{"read:users"}; !slices.Equal(found["any"], want) {
		t.Errorf("needs %v, want %v", found["any"], want)
	}
}

// TestABodyOfAWrapper takes the scope from the body that a caller passes.
func TestABodyOfAWrapper(t *testing.T) {
	found := programs(t, `
-- app/cmd/any/main.go --
`+header+`func main() {
	api, _ := management.New("t.auth0.com")
	set(api, &management.User{AppMetadata: &map[string]any{"plan": "gold"}})
}

func set(api *management.Management, u *management.User) { api.User.Update(ctx, "x", u) }
`)
	if want := []string{"update:users_app_metadata"}; !slices.Equal(found["any"], want) {
		t.Errorf("needs %v, want %v", found["any"], want)
	}
}
