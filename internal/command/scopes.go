package command

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/grant"
	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// ScopesOptions are what the scopes command can be asked beyond its report.
// At most one of them is set.
type ScopesOptions struct {
	Why   string // a scope: why it is needed
	Check string // a file with grants: whether it is what the code needs
}

// Scopes reports the inventory of calls and the scopes that they need.
func Scopes(ctx context.Context, o Options, out Output, ask ScopesOptions) (int, error) {
	grants := slices.Contains(grant.Formats(), out.Format)
	if !grants && out.Format != "markdown" {
		if err := out.check(); err != nil {
			return Failure, fmt.Errorf("%w, markdown, %s", err, strings.Join(grant.Formats(), ", "))
		}
	}
	if ask.Why != "" && ask.Check != "" {
		return Failure, fmt.Errorf("-why and -check are two questions: ask one at a time")
	}
	s, err := analyse(ctx, o)
	if err != nil {
		return Status(err), err
	}
	in := s.input()
	switch {
	case ask.Why != "":
		return s.why(in, out, ask.Why)
	case ask.Check != "":
		return s.drift(in, out, ask.Check)
	}
	scopes := report.NewScopes(in)
	switch {
	case grants:
		err = s.writeGrants(in, out)
	case out.Format == "markdown":
		err = scopes.Markdown(out.Stdout)
	default:
		return whole(&scopes.Receipt), out.write(scopes, scopes.Text, &scopes.Receipt)
	}
	if err != nil {
		return Failure, err
	}
	return whole(&scopes.Receipt), scopes.Receipt.Text(out.Stderr, out.Verbose)
}

// confidential returns the programs that can have a grant, with the names of
// their clients.
func confidential(in *report.Input) ([]report.Use, []string) {
	uses := slices.DeleteFunc(in.Uses(), func(u report.Use) bool { return u.Kind == string(policy.SPA) })
	return uses, report.Names(uses)
}

func (s *session) writeGrants(in *report.Input, out Output) error {
	uses, names := confidential(in)
	var grants []grant.Wanted
	for i := range uses {
		grants = append(grants, least.Wanted(s.table, names[i], &uses[i]))
	}
	return grant.Write(out.Stdout, out.Format, grants)
}

// drift compares a committed grant with the code.
func (s *session) drift(in *report.Input, out Output, name string) (int, error) {
	if s.dir != "" && !filepath.IsAbs(name) {
		name = filepath.Join(s.dir, name)
	}
	set, err := s.readGrants(name)
	if err != nil {
		return Failure, err
	}
	uses, names := confidential(in)
	status := OK
	drifts := []least.Drift{}
	for i := range uses {
		u := &uses[i]
		var committed []grant.Grant
		if len(uses) == 1 {
			committed, err = set.For(names[i])
		} else {
			committed, err = set.Named(names[i])
		}
		if err != nil && len(uses) == 1 {
			return Failure, err
		}
		d := least.Compare(s.table, names[i], u, committed)
		if d.Differs() {
			status = Findings
		}
		drifts = append(drifts, d)
	}
	if out.Format == "json" {
		err = report.JSON(out.Stdout, struct {
			Version int           `json:"version"`
			Grants  []least.Drift `json:"grants"`
		}{1, drifts})
	} else {
		err = writeDrifts(out.Stdout, drifts, set.Path)
	}
	if err != nil {
		return Failure, err
	}
	for _, gap := range set.Unread {
		fmt.Fprintf(out.Stderr, "scopevet: %s\n", gap)
	}
	return status, nil
}

func writeDrifts(w io.Writer, drifts []least.Drift, file string) error {
	for i := range drifts {
		if err := writeDrift(w, &drifts[i], file); err != nil {
			return err
		}
	}
	if len(drifts) > 0 {
		return nil
	}
	_, err := fmt.Fprintf(w, "%s: no confidential program here makes a call\n", file)
	return err
}

func writeDrift(w io.Writer, d *least.Drift, file string) error {
	at := file + " grants it nothing"
	if d.At != nil {
		at = d.At.String()
	}
	verb := "agrees with"
	if d.Differs() {
		verb = "differs from"
	}
	if _, err := fmt.Fprintf(w, "%s (%s) %s its code: %s\n", d.Client, d.Program, verb, at); err != nil {
		return err
	}
	column := 0
	for _, list := range [][]least.Change{d.Missing, d.Surplus, d.Kept} {
		for _, c := range list {
			column = max(column, len(c.Scope))
		}
	}
	for _, list := range []struct {
		mark    string
		changes []least.Change
	}{{"+", d.Missing}, {"-", d.Surplus}, {" ", d.Kept}} {
		for _, c := range list.changes {
			if _, err := fmt.Fprintf(w, "  %s %-*s  %s\n", list.mark, column, c.Scope, c.Why); err != nil {
				return err
			}
		}
	}
	return nil
}
