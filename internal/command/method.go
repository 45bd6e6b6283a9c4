package command

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/sdk"
	"github.com/scopevet/scopevet/policy"
)

// explainMethod writes what a method of the SDK sends: "UserManager.List",
// "User.List" and "management.UserManager.List" are the same. It reports
// whether there is such a method.
func explainMethod(w io.Writer, table *policy.Table, what string) (bool, error) {
	parts := strings.Split(strings.NewReplacer("*", "", "(", "", ")", "").Replace(what), ".")
	if len(parts) < 2 {
		return false, nil
	}
	typ, name := parts[len(parts)-2], parts[len(parts)-1]
	tables, err := sdk.Load()
	if err != nil {
		return false, err
	}
	edition, err := table.Edition(policy.DefaultEdition)
	if err != nil {
		return false, err
	}
	found := false
	for _, t := range tables.Tables {
		for _, pkg := range slices.Sorted(maps.Keys(t.Packages)) {
			for _, client := range slices.Sorted(maps.Keys(t.Packages[pkg])) {
				if client != typ && client != typ+"Manager" {
					continue
				}
				methods := t.Packages[pkg][client].Methods[name]
				for _, m := range methods {
					found = true
					fmt.Fprintf(w, "%s.%s of %s%s\n", client, name, t.Path, releases(m))
					if len(m.Requests) == 0 {
						fmt.Fprintln(w, "  sends no request")
					}
					for _, r := range m.Requests {
						ops := table.Lookup(r.Method, r.Path).Ops
						if len(ops) == 0 {
							fmt.Fprintf(w, "  sends %s %s, which the table does not know\n", r.Method, r.Path)
						}
						for _, op := range ops {
							describe(w, table, edition, op)
						}
					}
				}
			}
		}
	}
	return found, nil
}

// releases says in which releases a method sends what it does.
func releases(m sdk.Method) string {
	switch {
	case m.Since != "" && m.Until != "":
		return ", " + m.Since + " to " + m.Until
	case m.Since != "":
		return ", since " + m.Since
	case m.Until != "":
		return ", until " + m.Until
	}
	return ""
}
