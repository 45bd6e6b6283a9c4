package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
)

// NewScopes returns the report of the scopes command.
func NewScopes(in *Input) *Scopes {
	inv := in.inventory()
	s := &Scopes{
		Version:    version,
		Calls:      in.merged(inv.calls),
		Unresolved: []Unresolved{},
		Programs:   []Program{},
		Scopes:     list(in.Choose("unknown", callsOf(inv.calls)).Scopes),
		Receipt:    in.receipt(inv),
	}
	for _, u := range inv.unresolved {
		s.Unresolved = append(s.Unresolved, in.unresolved(u))
	}
	slices.SortStableFunc(s.Unresolved, compareUnresolved)
	for _, p := range inv.programs {
		entries := make([]*entry, 0, len(p.calls))
		for _, c := range p.calls {
			entries = append(entries, c.entry)
		}
		sec := in.programSection(p, entries)
		s.Programs = append(s.Programs, in.newProgram(p, &sec))
		s.sections = append(s.sections, sec)
	}
	s.splits(in)
	for i := range s.Programs {
		s.sections[i].notes = s.Programs[i].Notes
	}
	slices.SortFunc(s.Programs, func(a, b Program) int { return cmp.Compare(a.Package, b.Package) })
	s.sections = append(s.sections, in.librarySections(inv)...)
	return s
}

func callsOf(entries []*entry) []*analyzer.Call {
	var calls []*analyzer.Call
	for _, e := range entries {
		calls = append(calls, e.Call)
	}
	return calls
}

func (in *Input) unresolved(u *analyzer.Unresolved) Unresolved {
	return Unresolved{File: in.File(u.Frame), Line: u.Line, Function: u.Function, Reason: u.Reason, column: u.Column}
}

func compareUnresolved(a, b Unresolved) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.column, b.column), cmp.Compare(a.Reason, b.Reason))
}

// A section is one program or library of the text format.
type section struct {
	title      string
	scopes     []string
	calls      int
	unresolved int
	rows       []row
	remarks    Remarks
	needs      []Need
	notes      []string // about the program as a whole
}

// A row is a call under the scope that opens it.
type row struct {
	scope          string // or "?" for an unresolved request; see opening for others
	method, path   string
	place, remarks string
}

func (in *Input) programSection(p *program, entries []*entry) section {
	s := section{title: in.Package(p.pkg) + "  " + contextLabel(p.context, p.kind), unresolved: len(p.unresolved)}
	if p.guessed {
		s.title += "  (by its imports)"
	}
	trails := make(map[place]string)
	for _, c := range p.calls {
		key := in.place(c.entry)
		if text := strings.Join(c.trail, " > "); trails[key] == "" || len(text) < len(trails[key]) {
			trails[key] = text
		}
	}
	s.fill(in, p.kind, entries, func(e *entry) string { return trails[in.place(e)] })
	s.addUnresolved(in, p.unresolved)
	return s
}

// librarySections lists the calls that no program reaches, by package.
func (in *Input) librarySections(inv *inventory) []section {
	byPackage := make(map[string][]*entry)
	loose := make(map[string][]*analyzer.Unresolved)
	for _, e := range inv.loose {
		byPackage[e.pkg] = append(byPackage[e.pkg], e)
	}
	claimed := make(map[*analyzer.Unresolved]bool)
	for _, p := range inv.programs {
		for _, u := range p.unresolved {
			claimed[u] = true
		}
	}
	for _, u := range inv.unresolved {
		if !claimed[u] {
			loose[u.Package] = append(loose[u.Package], u)
			if byPackage[u.Package] == nil {
				byPackage[u.Package] = []*entry{}
			}
		}
	}
	var paths []string
	for path := range byPackage {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	var out []section
	for _, path := range paths {
		entries := byPackage[path]
		label := "(library)"
		if len(inv.programs) > 0 {
			label = "(reached from no program here)"
		}
		s := section{title: in.Package(path) + "  " + label, unresolved: len(loose[path])}
		s.fill(in, kindOf(entries), entries, func(e *entry) string { return e.Function })
		s.addUnresolved(in, loose[path])
		out = append(out, s)
	}
	return out
}

// kindOf returns the kind that all calls share, or "unknown".
func kindOf(entries []*entry) string {
	kind := ""
	for _, e := range entries {
		if kind != "" && kind != e.Kind {
			return "unknown"
		}
		kind = e.Kind
	}
	return cmp.Or(kind, "unknown")
}

// contextLabel is how a program's context is written: (m2m "user-sync").
func contextLabel(name, kind string) string {
	if name == "unknown" || name == kind {
		return "(" + kind + ")"
	}
	return "(" + kind + ` "` + name + `")`
}

// place identifies a call whatever its contexts.
func (in *Input) place(e *entry) place {
	f := e.Frame
	f.Function = ""
	return place{f, e.Method, e.Path}
}

type place struct {
	frame        analyzer.Frame
	method, path string
}

// fill chooses the scopes and adds a row for each call under each scope of
// the set that opens it.
func (s *section) fill(in *Input, kind string, entries []*entry, remarks func(*entry) string) {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, in.compareEntries)
	choice := in.Choose(kind, callsOf(entries))
	s.scopes, s.remarks = choice.Scopes, choice.Remarks
	seen := make(map[place]bool)
	for i, e := range entries {
		key := in.place(e)
		if seen[key] {
			continue // the same call in another context
		}
		seen[key] = true
		s.calls++
		s.needs = append(s.needs, Need{e.Method, e.Path, in.File(e.Frame), e.Line, list(choice.Chosen[i]), []string{}})
		r := row{method: e.Method, path: e.Path, place: plain(in.File(e.Frame)) + ":" + itoa(e.Line), remarks: remarks(e)}
		if e.Note != "" {
			r.remarks = strings.TrimPrefix(r.remarks+"; "+e.Note, "; ")
		}
		if refused(e, choice.Chosen[i]) {
			r.remarks = strings.TrimPrefix(r.remarks+"; needs "+strings.Join(e.AnyOf[0], " and "), "; ")
		}
		for _, scope := range opening(e, choice.Chosen[i]) {
			r.scope = scope
			s.rows = append(s.rows, r)
		}
	}
	rank := func(scope string) int {
		if i := slices.Index(s.scopes, scope); i >= 0 {
			return i
		}
		return len(s.scopes)
	}
	slices.SortStableFunc(s.rows, func(a, b row) int { return cmp.Compare(rank(a.scope), rank(b.scope)) })
}

func (s *section) addUnresolved(in *Input, list []*analyzer.Unresolved) {
	var sorted []Unresolved
	for _, u := range list {
		sorted = append(sorted, in.unresolved(u))
	}
	slices.SortStableFunc(sorted, compareUnresolved)
	for _, u := range sorted {
		s.rows = append(s.rows, row{scope: "?", path: plain(u.Reason), place: plain(u.File) + ":" + itoa(u.Line), remarks: u.Function})
	}
}

// opening returns the scopes to list a call under: "-" when Auth0 documents
// none, "!" when the program can hold none that opens it.
func opening(e *entry, chosen []string) []string {
	switch {
	case len(chosen) > 0:
		return chosen
	case refused(e, chosen):
		return []string{"!"}
	}
	return []string{"-"}
}

// refused tells whether scopes are documented and the program can hold none
// that opens the call.
func refused(e *entry, chosen []string) bool { return len(chosen) == 0 && len(e.AnyOf) > 0 }
