package command

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// A Why says of one program why it needs a scope.
type Why struct {
	Program string    `json:"program"`
	Context string    `json:"context"`
	Scope   string    `json:"scope"`
	Calls   []WhyCall `json:"calls"`
}

// A WhyCall is a call that a scope was chosen for.
type WhyCall struct {
	Endpoint string     `json:"endpoint"`
	File     string     `json:"file"`
	Line     int        `json:"line"`
	Paths    [][]string `json:"paths"` // from main to the function that makes it, the shortest first
	More     bool       `json:"more"`  // there are other paths
	// Instead are the sets without the scope that would open the call; where
	// there are none, the call has to go for the scope to go.
	Instead []string `json:"instead"`
}

// why writes every path from the programs' main functions to the calls that
// need a scope. It is no failure that none does.
func (s *session) why(in *report.Input, out Output, scope string) (int, error) {
	if !s.table.HasScope(scope) {
		if near, ok := s.table.SuggestScope(scope); ok {
			return Failure, fmt.Errorf("no scope %q: did you mean %s?", scope, near)
		}
		return Failure, fmt.Errorf("no scope %q is known; scopes look like read:users", scope)
	}
	var all []Why
	for _, u := range in.Uses() {
		if w := s.whyIn(in, &u, scope); len(w.Calls) > 0 {
			all = append(all, w)
		}
	}
	if out.Format == "json" {
		return OK, report.JSON(out.Stdout, struct {
			Version int   `json:"version"`
			Why     []Why `json:"why"`
		}{1, append([]Why{}, all...)})
	}
	b := bufio.NewWriter(out.Stdout)
	if danger, _, ok := s.table.Dangerous(scope); ok && len(all) > 0 {
		fmt.Fprintf(b, "%s is dangerous: %s\n\n", scope, danger)
	}
	for i := range all {
		all[i].write(b)
	}
	if len(all) == 0 {
		fmt.Fprintf(b, "no program here needs %s\n", scope)
	}
	return OK, b.Flush()
}

func (s *session) whyIn(in *report.Input, u *report.Use, scope string) Why {
	w := Why{Program: u.Name, Context: u.Context, Scope: scope}
	choice := least.ChooseFor(s.table, u)
	for _, per := range choice.Per {
		if !slices.Contains(per.Chosen, scope) {
			continue
		}
		c := u.Calls[per.ID]
		call := WhyCall{Endpoint: per.Op.String(), File: c.File, Line: c.Line, Instead: []string{}}
		call.Paths, call.More = in.Paths(u.Package, c.Call)
		if len(call.Paths) == 0 {
			call.Paths = [][]string{c.Trail}
		}
		for _, set := range per.Sufficient {
			public := slices.ContainsFunc(set, policy.CurrentUserScope)
			if !slices.Contains(set, scope) && public == (u.Kind == string(policy.SPA)) {
				call.Instead = append(call.Instead, set.String())
			}
		}
		w.Calls = append(w.Calls, call)
	}
	return w
}

func (w *Why) write(b *bufio.Writer) {
	fmt.Fprintf(b, "%s needs %s for %s\n", w.Program, w.Scope, plural(len(w.Calls), "call"))
	var must []string
	for _, c := range w.Calls {
		at := fmt.Sprintf("%s:%d", c.File, c.Line)
		fmt.Fprintf(b, "  %s  %s\n", c.Endpoint, at)
		for _, path := range c.Paths {
			fmt.Fprintf(b, "    %s\n", strings.Join(path, " > "))
		}
		if c.More {
			fmt.Fprintln(b, "    and by other ways")
		}
		if len(c.Instead) > 0 {
			fmt.Fprintf(b, "    %s would open it too\n", strings.Join(c.Instead, " or "))
		} else {
			must = append(must, at)
		}
	}
	if len(must) > 0 {
		fmt.Fprintf(b, "  for %s to go, %s must go: %s\n", w.Scope, plural(len(must), "call"), strings.Join(must, ", "))
	} else {
		fmt.Fprintf(b, "  it can go without a call: grant what would open each of them too\n")
	}
}
