package command

import (
	"fmt"
	"io"

	"github.com/scopevet/scopevet/internal/sdk"
	"github.com/scopevet/scopevet/policy"
)

// explainMethod writes what a method of the SDK sends, in every generation
// that has it: "UserManager.List", "User.List", "client.Users.Identities.Link".
// It reports whether there is such a method.
func explainMethod(w io.Writer, table *policy.Table, what string) (bool, error) {
	tables, err := sdk.Load()
	if err != nil {
		return false, err
	}
	entries := tables.Explain(what)
	if len(entries) == 0 {
		return false, nil
	}
	edition, err := table.Edition(policy.DefaultEdition)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		for _, m := range e.Variants {
			fmt.Fprintf(w, "%s of %s%s\n", e, e.SDK, releases(m))
			if len(m.Requests) == 0 {
				fmt.Fprintln(w, "  sends no request, or what its arguments say")
			}
			for _, r := range m.Requests {
				ops := table.Lookup(r.Method, r.Path).Ops
				if len(ops) == 0 {
					fmt.Fprintf(w, "  sends %s %s, which the table does not know\n", r.Method, r.Path)
				}
				for _, op := range ops {
					describe(w, edition, op)
				}
			}
		}
	}
	return true, nil
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
