package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/policy"
)

// Explain writes what is known about a rule, an endpoint, a scope or a method
// of the SDK. For anything else the error names what may have been meant.
func Explain(w io.Writer, what string) error {
	table, err := policy.Embedded()
	if err != nil {
		return err
	}
	what = strings.TrimSpace(what)
	for _, rule := range analyzer.Rules() {
		if rule.Name == what {
			_, err := io.WriteString(w, rule.Page)
			return err
		}
	}
	if method, path, ok := endpoint(what); ok {
		return explainEndpoint(w, table, method, path)
	}
	if table.HasScope(what) {
		explainScope(w, table, what)
		return nil
	}
	if found, err := explainMethod(w, table, what); found || err != nil {
		return err
	}
	if strings.Contains(what, ":") {
		if near, ok := table.SuggestScope(what); ok {
			return fmt.Errorf("no scope %q: did you mean %s?", what, near)
		}
		return fmt.Errorf("no scope %q is known; scopes look like read:users", what)
	}
	if near := Nearest(what, analyzer.RuleNames()); near != "" {
		return fmt.Errorf("no rule %q: did you mean %s?", what, near)
	}
	return fmt.Errorf("%q is no rule, endpoint, scope or SDK method; the rules are %s", what, strings.Join(analyzer.RuleNames(), ", "))
}

// endpoint recognises "GET /api/v2/users", "/api/v2/users" and
// "get users/{id}".
func endpoint(what string) (method, path string, ok bool) {
	method, path, found := strings.Cut(what, " ")
	if !found {
		method, path = "", what
	}
	switch strings.ToUpper(method) {
	case "", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS":
	default:
		return "", "", false
	}
	path = strings.TrimSpace(path)
	if method == "" && !strings.HasPrefix(path, "/") {
		return "", "", false
	}
	if !strings.HasPrefix(path, "/api/v2") {
		path = "/api/v2/" + strings.TrimPrefix(path, "/")
	}
	return strings.ToUpper(method), path, true
}

func explainEndpoint(w io.Writer, table *policy.Table, method, path string) error {
	match := table.Lookup(method, path)
	ops := match.Ops
	if len(ops) == 0 {
		ops = match.Possible
	}
	if len(ops) == 0 {
		text := strings.TrimSpace(method + " " + path)
		var near []string
		for _, op := range match.Nearest {
			near = append(near, op.String())
		}
		if len(near) > 0 {
			return fmt.Errorf("no endpoint %q: did you mean %s?", text, strings.Join(near, ", "))
		}
		return fmt.Errorf("no endpoint %q is known", text)
	}
	edition, err := table.Edition(policy.DefaultEdition)
	if err != nil {
		return err
	}
	for i, op := range ops {
		if i > 0 {
			fmt.Fprintln(w)
		}
		describe(w, edition, op)
	}
	return nil
}

// describe writes what the table holds about one operation.
func describe(w io.Writer, edition *policy.Edition, op *policy.Operation) {
	fmt.Fprintln(w, op)
	if op.Retired != "" {
		fmt.Fprintf(w, "  retired: %s\n", op.Retired)
	}
	switch len(op.AnyOf) {
	case 0:
		fmt.Fprintln(w, "  Auth0 documents no scope for it")
	case 1:
		fmt.Fprintf(w, "  needs %s\n", op.AnyOf[0])
	default:
		fmt.Fprintln(w, "  needs one of")
		for _, set := range op.AnyOf {
			fmt.Fprintf(w, "    %s\n", set)
		}
	}
	if op.Recommended != nil {
		fmt.Fprintf(w, "  ask for %s: which set the server wants depends on its state\n", op.Recommended)
	}
	for _, rule := range op.BodyRules {
		if len(rule.AnyOf) == 0 {
			continue
		}
		var sets []string
		for _, set := range rule.AnyOf {
			sets = append(sets, set.String())
		}
		fmt.Fprintf(w, "  %s: %s\n", bodyCase(rule), strings.Join(sets, " or "))
	}
	for _, extra := range op.Extra {
		fmt.Fprintf(w, "  %s: %s (%s)\n", strings.ReplaceAll(string(extra.Kind), "_", " "), extra.Scope, strings.Join(extra.Fields, ", "))
	}
	if scope := currentUserScope(edition, op); scope != "" {
		fmt.Fprintf(w, "  open to public programs, for their own user, with %s\n", scope)
	} else {
		fmt.Fprintln(w, "  closed to public programs: it is not on the current-user allowlist")
	}
	if op.Doc != "" {
		fmt.Fprintf(w, "  %s\n", op.Doc)
	}
}

// bodyCase says for which bodies a rule holds.
func bodyCase(rule policy.BodyRule) string {
	switch {
	case len(rule.FieldsOnly) > 0:
		return "if the body holds only " + strings.Join(rule.FieldsOnly, ", ")
	case len(rule.Fields) > 0:
		return "if the body holds " + strings.Join(rule.Fields, " or ")
	}
	return "for any other body"
}

// currentUserScope returns the scope that opens the operation to a public
// program, or "".
func currentUserScope(edition *policy.Edition, op *policy.Operation) string {
	for _, row := range edition.Rows {
		if row.Method == op.Method && row.Path == op.Path && !row.RequestOnly {
			return row.Scope
		}
	}
	return ""
}

func explainScope(w io.Writer, table *policy.Table, scope string) {
	fmt.Fprintln(w, scope)
	if policy.CurrentUserScope(scope) {
		fmt.Fprintln(w, "  a current-user scope: for public programs, and for the signed-in user only")
	} else {
		fmt.Fprintln(w, "  for confidential programs: a public client never receives it")
	}
	if why, source, ok := table.Dangerous(scope); ok {
		fmt.Fprintf(w, "  dangerous: %s (%s)\n", why, source)
	}
	ops := table.Opens(scope)
	if len(ops) == 0 {
		fmt.Fprintln(w, "  opens no endpoint of the table by itself")
		return
	}
	fmt.Fprintln(w, "  opens")
	for _, op := range ops {
		line := fmt.Sprintf("    %-6s %s", op.Method, op.Path)
		if with := company(op, scope); with != "" {
			line += "  with " + with
		}
		fmt.Fprintln(w, line)
	}
}

// company returns the scopes that the scope needs beside it to open the
// operation; none when it is enough by itself.
func company(op *policy.Operation, scope string) string {
	best := ""
	for _, set := range op.AnyOf {
		var others policy.ScopeSet
		found := false
		for _, s := range set {
			if s == scope {
				found = true
			} else {
				others = append(others, s)
			}
		}
		if found && len(others) == 0 {
			return ""
		}
		if found && best == "" {
			best = others.String()
		}
	}
	return best
}
