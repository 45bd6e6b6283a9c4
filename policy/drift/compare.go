package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/policy"
)

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// key names an operation whatever its parameters are called.
func key(method, path string) string { return method + " " + parameter.ReplaceAllString(path, "{}") }

func (op *operation) key() string { return key(op.method, op.path) }

// compare returns what the description says differently, a line each, sorted
// by path and method.
func compare(table *policy.Table, description []operation) []string {
	described := map[string]*operation{}
	for i := range description {
		described[description[i].key()] = &description[i]
	}
	type difference struct{ path, method, text string }
	var all []difference
	for _, record := range table.Operations() {
		k := key(record.Method, record.Path)
		op := described[k]
		delete(described, k)
		for _, text := range differences(record, op) {
			all = append(all, difference{record.Path, record.Method, text})
		}
	}
	for _, op := range described {
		all = append(all, difference{op.path, op.method, fmt.Sprintf("added    %s %s: %s, %s", op.method, op.path, scopes(op.scopes), lifecycle(op.lifecycle))})
	}
	slices.SortFunc(all, func(a, b difference) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.method, b.method), cmp.Compare(a.text, b.text))
	})
	var out []string
	for _, d := range all {
		out = append(out, d.text)
	}
	for _, s := range unknown(table, description) {
		out = append(out, "added    scope "+s)
	}
	return out
}

// differences compares a record with its operation in the description, which is
// nil where there is none.
func differences(record *policy.Operation, op *operation) []string {
	switch {
	case op == nil && record.Removed:
		return nil
	case op == nil:
		return []string{fmt.Sprintf("removed  %s: the table has %s, %s", record, scopes(listed(record)), lifecycle(record.Lifecycle))}
	}
	var out []string
	changed := func(format string, args ...any) {
		out = append(out, fmt.Sprintf("changed  %s: ", record)+fmt.Sprintf(format, args...))
	}
	if record.Removed {
		changed("described again, with %s", scopes(op.scopes))
	}
	if op.path != record.Path {
		changed("the path is %s", op.path)
	}
	before := listed(record)
	for _, s := range op.scopes {
		if !slices.Contains(before, s) {
			changed("scope %s is new", s)
		}
	}
	for _, s := range before {
		if !slices.Contains(op.scopes, s) {
			changed("scope %s is gone", s)
		}
	}
	if op.lifecycle != record.Lifecycle {
		changed("%s, was %s", lifecycle(op.lifecycle), lifecycle(record.Lifecycle))
	}
	if op.id != record.ID {
		changed("the operation is called %q, was %q", op.id, record.ID)
	}
	return out
}

// listed returns the scopes that Auth0 lists for an operation of the table.
func listed(record *policy.Operation) []string {
	if len(record.ListedScopes) > 0 {
		return record.ListedScopes
	}
	var out []string
	for _, set := range record.AnyOf {
		for _, s := range set {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// unknown returns the scopes that the table knows nowhere, sorted.
func unknown(table *policy.Table, description []operation) []string {
	var out []string
	for _, op := range description {
		for _, s := range op.scopes {
			if !table.HasScope(s) {
				out = append(out, s)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func scopes(all []string) string {
	if len(all) == 0 {
		return "no scope"
	}
	return strings.Join(all, ", ")
}

func lifecycle(name string) string {
	if name == "" {
		return "no lifecycle"
	}
	return name
}
