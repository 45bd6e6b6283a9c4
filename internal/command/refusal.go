package command

import (
	"bufio"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// Refusal returns the scopes that the text of a 403 answer of the Management
// API lists: "Insufficient scope, expected any of: read:users". ok is false
// for any other text.
func Refusal(text string) (scopes []string, ok bool) {
	m := regexp.MustCompile(`(?i)expected\s+(?:any|all|one)\s+of:?\s*(.*)`).FindStringSubmatch(strings.ReplaceAll(text, "\n", " "))
	if m == nil {
		return nil, false
	}
	// The list ends where something else than scopes begins: the rest of a
	// JSON document, or of a log line.
	list, _, _ := strings.Cut(m[1], `"`)
	for _, s := range regexp.MustCompile(`[a-z_]+:[a-z0-9_]+`).FindAllString(list, -1) {
		if !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	return scopes, len(scopes) > 0
}

// ExplainRefusal says which endpoints refuse a token with the text, and which
// scope to add. With packages it says which calls in them may have been
// refused, and whether their programs may have the scope at all.
func ExplainRefusal(ctx context.Context, o Options, out Output, text string) (int, error) {
	table, err := policy.Embedded()
	if err != nil {
		return Failure, err
	}
	scopes, ok := Refusal(text)
	if !ok {
		return Failure, fmt.Errorf("no scopes in %q; a refusal reads: Insufficient scope, expected any of: read:users", text)
	}
	ops, exact := answering(table, scopes)
	b := bufio.NewWriter(out.Stdout)
	switch {
	case len(ops) == 0:
		fmt.Fprintf(b, "no endpoint is known that wants %s\n", strings.Join(scopes, " or "))
	case exact:
		fmt.Fprintf(b, "%s so:\n", verb(len(ops), "endpoint answers", "endpoints answer"))
	default:
		fmt.Fprintf(b, "no endpoint is known to list just these scopes; %s them:\n", verb(len(ops), "endpoint wants", "endpoints want"))
	}
	for _, op := range ops {
		choice := table.Choose(policy.M2M, []policy.Need{{Op: op}})
		fmt.Fprintf(b, "  %s\n    %s\n", op, remedy(table, op, &choice))
	}
	if len(o.Patterns) == 0 {
		if len(ops) > 0 {
			fmt.Fprintln(b, "add packages to see the calls in your code: scopevet explain 'TEXT' ./...")
		}
		return OK, b.Flush()
	}
	if err := b.Flush(); err != nil {
		return Failure, err
	}
	s, err := analyse(ctx, o)
	if err != nil {
		return Status(err), err
	}
	in := s.input()
	if err := s.refusedCalls(in, out, ops); err != nil {
		return Failure, err
	}
	receipt := report.NewScopes(in).Receipt
	return OK, receipt.Text(out.Stderr, out.Verbose)
}

// answering returns the operations whose documented scopes are those of a
// refusal, or else those that accept each of them.
func answering(table *policy.Table, scopes []string) (ops []*policy.Operation, exact bool) {
	want := slices.Sorted(slices.Values(scopes))
	for _, op := range table.Operations() {
		var flat []string
		for _, set := range op.AnyOf {
			flat = append(flat, set...)
		}
		slices.Sort(flat)
		listed := slices.Sorted(slices.Values(op.ListedScopes))
		if slices.Equal(slices.Compact(flat), want) || slices.Equal(listed, want) {
			ops = append(ops, op)
		}
	}
	if len(ops) > 0 {
		return ops, true
	}
	for _, op := range table.Operations() {
		if !slices.ContainsFunc(scopes, func(s string) bool { return !op.Mentions(s) }) {
			ops = append(ops, op)
		}
	}
	return ops, false
}

// remedy says what a token needs for an operation.
func remedy(table *policy.Table, op *policy.Operation, choice *policy.Choice) string {
	per := choice.Per[0]
	text := "a confidential client cannot be granted a scope for it"
	if len(per.Chosen) > 0 {
		text = "grant a confidential client " + per.Chosen.String()
		for _, scope := range per.Chosen {
			if why, _, ok := table.Dangerous(scope); ok {
				text += " (dangerous: " + why + ")"
			}
		}
	}
	if per.Note != "" {
		text += "; " + per.Note
	}
	if edition, err := table.Edition(policy.DefaultEdition); err == nil {
		if public := currentUserScope(edition, op); public != "" {
			return text + "; a public client asks for " + public + ", which opens the signed-in user only"
		}
	}
	return text + "; a public client never receives a scope for it: proxy it through your backend"
}

// refusedCalls lists the calls of the operations, program by program.
func (s *session) refusedCalls(in *report.Input, out Output, ops []*policy.Operation) error {
	b := bufio.NewWriter(out.Stdout)
	found := false
	for _, u := range in.Uses() {
		var lines []string
		var calls []*analyzer.Call
		for _, c := range u.Calls {
			if slices.ContainsFunc(ops, func(op *policy.Operation) bool { return op.Method == c.Method && op.Path == c.Path }) {
				calls = append(calls, c.Call)
				lines = append(lines, fmt.Sprintf("  %s %s  %s  %s", c.Method, c.Path, c.Place(), strings.Join(c.Trail, " > ")))
			}
		}
		if len(lines) == 0 {
			continue
		}
		found = true
		add := s.choose(u.Kind, calls).Scopes
		fmt.Fprintf(b, "\n%s (%s) calls it:\n%s\n  %s\n", u.Name, u.Context, strings.Join(lines, "\n"), s.advice(&u, add))
	}
	if !found {
		fmt.Fprintln(b, "\nno program here calls it; unresolved requests, if there are any, are listed by scopevet scopes")
	}
	return b.Flush()
}

// advice says what to do about a refused call of a program.
func (s *session) advice(u *report.Use, scopes []string) string {
	list := strings.Join(scopes, " and ")
	switch {
	case len(scopes) == 0 && u.Kind == string(policy.SPA):
		return "it is a public program, which never receives a scope for it: proxy the call through your backend"
	case len(scopes) == 0:
		return "no scope that it can be granted opens it"
	case u.Kind == string(policy.SPA):
		return "its token request has to ask for " + list + ", and the call has to be for the signed-in user"
	}
	granted := s.grantedBy(u.Context)
	if granted != nil && !slices.ContainsFunc(scopes, func(x string) bool { return !slices.Contains(granted, x) }) {
		return "the policy says that it is granted " + list + " already: look at the grant in the tenant, and ask for a new token"
	}
	return "grant it " + list
}

// grantedBy returns what the policy file itself grants to a context, or nil.
func (s *session) grantedBy(context string) []string {
	for _, file := range s.files {
		for _, c := range file.Contexts {
			if c.Name == context {
				return c.Grants
			}
		}
	}
	return nil
}

func verb(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
