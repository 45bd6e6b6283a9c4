package report

import (
	"fmt"
	"slices"
	"strings"
)

// newProgram makes a program of the inventory fit for JSON.
func (in *Input) newProgram(p *program, sec *section) Program {
	out := Program{
		Package: p.pkg, Context: p.context, Kind: p.kind, Scopes: list(sec.scopes), Guessed: p.guessed,
		Calls: list(sec.needs), Unresolved: len(p.unresolved), Notes: []string{},
		Dangerous: list(sec.remarks.Dangers), Choices: list(sec.remarks.Choices), Options: list(sec.remarks.Options),
		Unlocks: list(sec.remarks.Unlocks), Undocumented: list(sec.remarks.Undocumented),
	}
	for i, c := range in.use(p).Calls { // in the order of the section's needs
		out.Calls[i].Trail = list(c.Trail)
	}
	return out
}

// splits notes which programs hold scopes of others because they share a
// context. Auth0 advises an application of its own for each program
// (https://auth0.com/docs/get-started/applications/application-access-to-apis-client-grants).
func (s *Scopes) splits(in *Input) {
	for i := range s.Programs {
		p := &s.Programs[i]
		if p.Context == "unknown" || p.Context == p.Kind {
			continue
		}
		owners := make(map[string][]string)
		for _, other := range s.Programs {
			if other.Context != p.Context || other.Package == p.Package {
				continue
			}
			for _, scope := range other.Scopes {
				if !slices.Contains(p.Scopes, scope) {
					owners[scope] = append(owners[scope], in.Package(other.Package))
				}
			}
		}
		if len(owners) == 0 {
			continue
		}
		var scopes, programs []string
		for scope, names := range owners {
			scopes = append(scopes, scope)
			programs = append(programs, names...)
		}
		slices.Sort(scopes)
		slices.Sort(programs)
		p.Notes = append(p.Notes, fmt.Sprintf("shares context %q with %s and so holds %s too, which it does not need: an application of its own would not",
			p.Context, strings.Join(slices.Compact(programs), ", "), strings.Join(scopes, ", ")))
	}
}
