package grant

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A Place is where something is written in a file.
type Place struct {
	File   string `json:"file"`   // as the caller named it, or below the directory that the caller named
	Line   int    `json:"line"`   // from 1
	Column int    `json:"column"` // from 1
}

func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// A Scope is one scope of a grant, at the place that names it.
type Scope struct {
	Name string
	Place
}

// A Grant is what one client is granted of the Management API.
type Grant struct {
	// Names are what the file calls the client, the best one first: its
	// name, its id, the label of a Terraform resource. A token may name none.
	Names    []string
	Audience string // as written; where it is computed, as much of it as is known
	Scopes   []Scope
	// All is set when the client is granted every scope there is, now and in
	// the future ("allow_all_scopes"); it is where the file says so.
	All *Place
	// Partial is set when the grant may hold more scopes than could be read;
	// Set.Unread says why.
	Partial bool
	Place   // of the grant itself
}

// Client is the best name of the client, or "" when the file has none.
func (g *Grant) Client() string {
	if len(g.Names) == 0 {
		return ""
	}
	return g.Names[0]
}

// ScopeNames returns the names of the scopes, sorted, each once.
func (g *Grant) ScopeNames() []string {
	names := make([]string, 0, len(g.Scopes))
	for _, s := range g.Scopes {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A Gap is a part of a file that holds or may hold grants and that could not
// be evaluated.
type Gap struct {
	Place
	Reason string
}

func (g Gap) String() string { return fmt.Sprintf("%s:%d: %s", g.File, g.Line, g.Reason) }

// A Set is what one file or directory grants. Both lists are sorted by place.
type Set struct {
	Path   string
	Grants []Grant
	Unread []Gap
}

func (s *Set) sort() {
	slices.SortStableFunc(s.Grants, func(a, b Grant) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), cmp.Compare(a.Client(), b.Client()))
	})
	slices.SortStableFunc(s.Unread, func(a, b Gap) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), cmp.Compare(a.Reason, b.Reason))
	})
	s.Unread = slices.Compact(s.Unread)
}

func (s *Set) gap(at Place, format string, args ...any) {
	s.Unread = append(s.Unread, Gap{at, fmt.Sprintf(format, args...)})
}

// For returns the grants of the client that is meant by a name: those whose
// names agree with it but for case and punctuation, or else the grants of the
// only client that there is. With several clients of other names the error
// lists them. A set without grants is an error too.
func (s *Set) For(client string) ([]Grant, error) {
	var found []Grant
	for _, g := range s.Grants {
		if g.named(client) {
			found = append(found, g)
		}
	}
	if len(found) > 0 {
		return found, nil
	}
	clients := s.Clients()
	switch {
	case len(s.Grants) == 0 && len(s.Unread) > 0:
		return nil, fmt.Errorf("%s: no grant for the Management API could be read: %s", s.Path, s.Unread[0])
	case len(s.Grants) == 0:
		return nil, fmt.Errorf("%s: there is no grant for the Management API in it (audience https://TENANT/api/v2/)", s.Path)
	case len(clients) > 1:
		return nil, fmt.Errorf("%s: there are grants of %d clients and none is named %s: add the right one to the path, as in %s#%s (%s)",
			s.Path, len(clients), client, s.Path, clients[0], strings.Join(clients, ", "))
	}
	return s.Grants, nil
}

// Named returns the grants of the client with that name; the error lists the
// names that there are.
func (s *Set) Named(client string) ([]Grant, error) {
	var found []Grant
	for _, g := range s.Grants {
		if g.named(client) {
			found = append(found, g)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: no client named %s has a grant for the Management API; there are %s", s.Path, client, strings.Join(s.Clients(), ", "))
	}
	return found, nil
}

// Clients returns the best names of all clients, sorted, each once.
func (s *Set) Clients() []string {
	var names []string
	for _, g := range s.Grants {
		names = append(names, cmp.Or(g.Client(), "a client without a name"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (g *Grant) named(client string) bool {
	want := fold(client)
	return slices.ContainsFunc(g.Names, func(name string) bool { return fold(name) == want })
}

// fold reduces a name to what people agree on: "User Sync", "user_sync" and
// "user-sync" are one client.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// managementAPI reports whether an audience is the Management API of a tenant:
// https://TENANT/api/v2/, whatever stands for the tenant.
func managementAPI(audience string) bool {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(audience, "/"), "https://")
	host, ok2 := strings.CutSuffix(rest, "/api/v2")
	return ok && ok2 && host != "" && !strings.Contains(host, "/")
}

// Rename replaces the names of files in all places, for people to read.
func (s *Set) Rename(show func(file string) string) {
	s.Path = show(s.Path)
	for i := range s.Grants {
		g := &s.Grants[i]
		g.File = show(g.File)
		for j := range g.Scopes {
			g.Scopes[j].File = show(g.Scopes[j].File)
		}
		if g.All != nil {
			g.All.File = show(g.All.File)
		}
	}
	for i := range s.Unread {
		s.Unread[i].File = show(s.Unread[i].File)
	}
}
