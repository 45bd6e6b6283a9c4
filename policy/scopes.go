package policy

import (
	"slices"
	"strings"
)

// Scopes returns every scope that the table's records mention, in table
// order: the order in which they first appear. The slice must not be changed.
func (t *Table) Scopes() []string { return t.scopes }

// HasScope reports whether the name is a scope of the Management API: one
// that an operation asks for or asked for, or one that tenants offer though
// no documented operation asks for it. The scopes of OpenID Connect are not
// among them; see OIDCScope.
func (t *Table) HasScope(name string) bool {
	_, ok := t.order[name]
	return ok || t.offered[name]
}

// OIDCScope reports whether the name is one of OpenID Connect's scopes, which
// every token request may hold.
func OIDCScope(name string) bool {
	switch name {
	case "openid", "profile", "email", "offline_access", "address", "phone":
		return true
	}
	return false
}

// CurrentUserScope reports whether the scope opens the signed-in user's own
// data only. Public clients receive no others, confidential ones none of them.
func CurrentUserScope(name string) bool { return strings.Contains(name, ":current_user") }

// SuggestScope returns the scope that an unknown name most likely means.
func (t *Table) SuggestScope(name string) (string, bool) {
	if len(name) > maxName {
		return "", false
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if right, ok := t.meta.Misspelled[name]; ok {
		return right, true
	}
	action, object, ok := strings.Cut(name, ":")
	if !ok {
		// Some write it with another separator: read_users, read.users.
		if i := strings.IndexAny(name, "_-./ "); i > 0 && scopeAction(name[:i]) != "" {
			action, object, ok = name[:i], name[i+1:], true
		}
	}
	if !ok || object == "" {
		return "", false
	}
	if scopeAction(action) == "" && scopeAction(object) != "" {
		action, object = object, action // users:read
	}
	object = strings.ReplaceAll(object, "-", "_")
	if a := scopeAction(action); a != "" {
		action = a
	}
	name = action + ":" + object
	if _, ok := t.order[name]; ok {
		return name, true
	}

	if near, ok := t.nearestObject(action, object); ok {
		return near, true
	}
	// No action of that kind: the object may have others.
	for _, s := range t.scopes {
		if _, o, _ := strings.Cut(s, ":"); o == object {
			return s, true
		}
	}
	return "", false
}

// nearestObject returns the scope of the action whose object is spelled most
// like the given one, if any is near enough to be a slip of the pen.
func (t *Table) nearestObject(action, object string) (string, bool) {
	best, bestCost := "", max(1, len(object)/4)+1
	for _, s := range t.scopes {
		if a, o, _ := strings.Cut(s, ":"); a == action {
			if cost := editDistance(object, o); cost < bestCost {
				best, bestCost = s, cost
			}
		}
	}
	return best, best != ""
}

// scopeAction returns the action that a word of the same meaning stands for
// in the table's scopes, or "".
func scopeAction(word string) string {
	switch word {
	case "read", "create", "update", "delete":
		return word
	case "get", "list", "view":
		return "read"
	case "add", "post":
		return "create"
	case "write", "edit", "patch", "put", "modify", "manage":
		return "update"
	case "remove":
		return "delete"
	}
	return ""
}

// inOrder returns the scopes sorted by their place in the table; those that
// it does not know come last, by name.
func (t *Table) inOrder(scopes []string) []string {
	sorted := slices.Clone(scopes)
	slices.SortFunc(sorted, t.compareScopes)
	return slices.Compact(sorted)
}

func (t *Table) compareScopes(a, b string) int {
	i, known := t.order[a]
	j, other := t.order[b]
	switch {
	case known && other:
		return i - j
	case known:
		return -1
	case other:
		return 1
	}
	return strings.Compare(a, b)
}
