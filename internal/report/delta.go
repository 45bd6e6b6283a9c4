package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// A Delta is the difference between two reports of the scopes command.
type Delta struct {
	Version  int            `json:"version"`
	Programs []ProgramDelta `json:"programs"` // those that differ, sorted by package
}

// A ProgramDelta is what changed in one program.
type ProgramDelta struct {
	Package          string       `json:"package"` // "" for the packages of a module without programs
	Context          string       `json:"context"`
	State            string       `json:"state"` // "new", "gone" or "changed"
	AddedScopes      []ScopeDelta `json:"added_scopes"`
	RemovedScopes    []string     `json:"removed_scopes"`
	AddedCalls       []CallDelta  `json:"added_calls"`
	RemovedCalls     []CallDelta  `json:"removed_calls"`
	UnresolvedBefore int          `json:"unresolved_before"`
	UnresolvedAfter  int          `json:"unresolved_after"`
}

// A ScopeDelta is a scope that a program needs and did not need before.
type ScopeDelta struct {
	Scope  string `json:"scope"`
	Danger string `json:"danger"` // how it leads to taking over accounts or the tenant, or ""
}

// A CallDelta is a call that is there on one side only.
type CallDelta struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	File   string `json:"file"`
	Line   int    `json:"line"`
}

// ReadScopes reads the JSON of the scopes command.
func ReadScopes(r io.Reader) (*Scopes, error) {
	s := new(Scopes)
	if err := json.NewDecoder(r).Decode(s); err != nil {
		return nil, fmt.Errorf("not a report of \"scopevet scopes -format json\": %w", err)
	}
	if s.Version != version || s.Programs == nil || s.Calls == nil {
		return nil, fmt.Errorf("not a report of \"scopevet scopes -format json\", version %d", version)
	}
	return s, nil
}

// NewDelta compares two reports. A call that moved, to another line, function
// or file, is the same call.
func NewDelta(before, after *Scopes) *Delta {
	d := &Delta{Version: version, Programs: []ProgramDelta{}}
	old, now := before.byPackage(), after.byPackage()
	var packages []string
	for pkg := range old {
		packages = append(packages, pkg)
	}
	for pkg := range now {
		packages = append(packages, pkg)
	}
	slices.Sort(packages)
	for _, pkg := range slices.Compact(packages) {
		if p, differs := compare(old[pkg], now[pkg]); differs {
			p.Package = pkg
			d.Programs = append(d.Programs, p)
		}
	}
	return d
}

// byPackage returns the programs; for a module without any, its packages
// together.
func (s *Scopes) byPackage() map[string]*Program {
	programs := make(map[string]*Program)
	for i := range s.Programs {
		programs[s.Programs[i].Package] = &s.Programs[i]
	}
	if len(programs) == 0 && len(s.Calls)+len(s.Unresolved) > 0 {
		all := &Program{Context: "unknown", Scopes: s.Scopes, Unresolved: len(s.Unresolved)}
		for _, c := range s.Calls {
			all.Calls = append(all.Calls, Need{Method: c.Method, Path: c.Path, File: c.File, Line: c.Line, Trail: []string{c.Function}})
		}
		programs[""] = all
	}
	return programs
}

func compare(old, now *Program) (p ProgramDelta, differs bool) {
	p.State = "changed"
	switch {
	case old == nil:
		old, p.State = new(Program), "new"
	case now == nil:
		now, p.State = new(Program), "gone"
	}
	p.Context = cmp.Or(now.Context, old.Context)
	p.AddedScopes, p.RemovedScopes = []ScopeDelta{}, []string{}
	for _, scope := range now.Scopes {
		if !slices.Contains(old.Scopes, scope) {
			add := ScopeDelta{Scope: scope}
			for _, danger := range now.Dangerous {
				if danger.Scope == scope {
					add.Danger = danger.Why
				}
			}
			p.AddedScopes = append(p.AddedScopes, add)
		}
	}
	for _, scope := range old.Scopes {
		if !slices.Contains(now.Scopes, scope) {
			p.RemovedScopes = append(p.RemovedScopes, scope)
		}
	}
	p.AddedCalls, p.RemovedCalls = unmatched(now.Calls, old.Calls), unmatched(old.Calls, now.Calls)
	p.UnresolvedBefore, p.UnresolvedAfter = old.Unresolved, now.Unresolved
	differs = p.State != "changed" || len(p.AddedScopes)+len(p.RemovedScopes)+len(p.AddedCalls)+len(p.RemovedCalls) > 0 ||
		p.UnresolvedBefore != p.UnresolvedAfter
	return p, differs
}

// unmatched returns the calls that have no partner in the other list: first
// partners in the same function, then any of the same endpoint.
func unmatched(calls, others []Need) []CallDelta {
	endpoint := func(n Need) string { return n.Method + " " + n.Path }
	inFunction := func(n Need) string {
		function := ""
		if len(n.Trail) > 0 {
			function = n.Trail[len(n.Trail)-1]
		}
		return endpoint(n) + " " + function
	}
	rest := slices.Clone(calls)
	partners := slices.Clone(others)
	for _, key := range []func(Need) string{inFunction, endpoint} {
		rest = slices.DeleteFunc(rest, func(n Need) bool {
			i := slices.IndexFunc(partners, func(o Need) bool { return key(o) == key(n) })
			if i < 0 {
				return false
			}
			partners = slices.Delete(partners, i, i+1)
			return true
		})
	}
	out := []CallDelta{}
	for _, n := range rest {
		out = append(out, CallDelta{n.Method, n.Path, n.File, n.Line})
	}
	return out
}

// NeedsMore reports whether a program needs a scope that it did not need
// before.
func (d *Delta) NeedsMore() bool {
	return slices.ContainsFunc(d.Programs, func(p ProgramDelta) bool { return len(p.AddedScopes) > 0 })
}

// Text writes the difference for a terminal.
func (d *Delta) Text(w io.Writer) error {
	out := bufio.NewWriter(w)
	if len(d.Programs) == 0 {
		fmt.Fprintln(out, "no program calls or needs anything else than before")
	}
	for i, p := range d.Programs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, plain(p.title()))
		for _, s := range p.AddedScopes {
			fmt.Fprintf(out, "  + %s%s\n", plain(s.Scope), danger(s))
		}
		for _, s := range p.RemovedScopes {
			fmt.Fprintf(out, "  - %s\n", plain(s))
		}
		for _, c := range p.AddedCalls {
			fmt.Fprintf(out, "  + %-6s %s  %s:%d\n", c.Method, c.Path, plain(c.File), c.Line)
		}
		for _, c := range p.RemovedCalls {
			fmt.Fprintf(out, "  - %-6s %s  %s:%d before\n", c.Method, c.Path, plain(c.File), c.Line)
		}
		if text := p.unresolved(); text != "" {
			fmt.Fprintf(out, "    %s\n", text)
		}
	}
	return out.Flush()
}

// Markdown writes the difference for a pull request.
func (d *Delta) Markdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "### Management API scopes\n\n")
	if len(d.Programs) == 0 {
		fmt.Fprintln(out, "No program calls or needs anything else than before.")
	}
	for i, p := range d.Programs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "**%s**\n\n", cell(p.title()))
		for _, s := range p.AddedScopes {
			fmt.Fprintf(out, "- needs `%s` now%s\n", s.Scope, cell(danger(s)))
		}
		for _, s := range p.RemovedScopes {
			fmt.Fprintf(out, "- no longer needs `%s`\n", s)
		}
		for _, c := range p.AddedCalls {
			fmt.Fprintf(out, "- calls `%s %s` at %s:%d\n", c.Method, c.Path, cell(c.File), c.Line)
		}
		for _, c := range p.RemovedCalls {
			fmt.Fprintf(out, "- no longer calls `%s %s`\n", c.Method, c.Path)
		}
		if text := p.unresolved(); text != "" {
			fmt.Fprintf(out, "- %s\n", text)
		}
	}
	return out.Flush()
}

func (p *ProgramDelta) title() string {
	name := cmp.Or(p.Package, "packages")
	if p.Context != "unknown" && p.Context != "" {
		name += "  (" + p.Context + ")"
	}
	if p.State != "changed" {
		name += ": " + p.State
	}
	return name
}

func (p *ProgramDelta) unresolved() string {
	if p.UnresolvedBefore == p.UnresolvedAfter {
		return ""
	}
	return fmt.Sprintf("requests whose endpoint is not known: %d before, %d now", p.UnresolvedBefore, p.UnresolvedAfter)
}

func danger(s ScopeDelta) string {
	if s.Danger == "" {
		return ""
	}
	return "  dangerous: " + plain(s.Danger)
}
