package policy

import (
	"fmt"
	"slices"
	"strings"
)

// DefaultEdition is the edition of the allowlist that judges when nobody
// names one.
const DefaultEdition = "current"

// An Edition is one dated state of the list of operations that a public
// client's token opens. Auth0's documents disagree over time; a finding says
// which edition judged it.
type Edition struct {
	Name, Date string
	Source     string // address of the page that the list was read from
	Rows       []Row

	withdrawn []Row // of other editions
}

// A Row allows an operation to public clients.
type Row struct {
	Number       int // in the documentation of the data, from 1
	Method, Path string
	Scope        string
	// Only, if set, are the fields that the body may hold, and no others.
	Only []string
	// Must are fields that the body has to hold, Never those that it must
	// not: the operation needs another scope then.
	Must, Never []string
	// RequestOnly rows name a scope that a page lists and no API
	// description knows: a token request may ask for it, a call cannot
	// count on it.
	RequestOnly bool
	// Risk says why Auth0 advises against the call though it is allowed, or
	// is "".
	Risk string
	// Withdrawn says what replaced the row in later editions, or is "".
	Withdrawn string
}

// allowRow is a record of data/allowlist.jsonl.
type allowRow struct {
	Row         int      `json:"row"`
	Editions    []string `json:"editions"`
	Method      string   `json:"method"`
	Path        string   `json:"path"`
	Scope       string   `json:"scope"`
	Only        []string `json:"only"`
	Must        []string `json:"must"`
	Never       []string `json:"never"`
	RequestOnly bool     `json:"request_only"`
	Risk        string   `json:"risk"`
	Withdrawn   string   `json:"withdrawn"`
}

// A Verdict is what an edition says of a call.
type Verdict struct {
	Status Status
	// Offending are the fields that the body holds and may not, sorted.
	Offending []string
	// Missing are the fields that the body lacks, sorted.
	Missing []string
}

// A Status is the outcome of Edition.Allows.
type Status int

const (
	// NotListed: no edition has the operation.
	NotListed Status = iota
	// Allowed: the edition has it, and the body is fine where it matters.
	Allowed
	// BodyUnseen: allowed with some bodies, and this one cannot be seen.
	BodyUnseen
	// BodyRefused: allowed with other bodies than this one.
	BodyRefused
	// Withdrawn: only another edition has it.
	Withdrawn
)

func (s Status) String() string {
	switch s {
	case Allowed:
		return "allowed"
	case BodyUnseen:
		return "body unseen"
	case BodyRefused:
		return "body refused"
	case Withdrawn:
		return "withdrawn"
	}
	return "not listed"
}

// EditionNames returns the names of all editions, the default one first.
func (t *Table) EditionNames() []string {
	var names []string
	for _, e := range t.meta.Editions {
		names = append(names, e.Name)
	}
	return names
}

// Edition returns the edition of the name; "" is DefaultEdition. The error of
// an unknown name lists those that exist.
func (t *Table) Edition(name string) (*Edition, error) {
	if name == "" {
		name = DefaultEdition
	}
	for _, m := range t.meta.Editions {
		if m.Name != name {
			continue
		}
		e := &Edition{Name: m.Name, Date: m.Date, Source: m.Source}
		for _, r := range t.rows {
			row := Row{
				Number: r.Row, Method: r.Method, Path: r.Path, Scope: r.Scope,
				Only: r.Only, Must: r.Must, Never: r.Never,
				RequestOnly: r.RequestOnly, Risk: r.Risk, Withdrawn: r.Withdrawn,
			}
			if slices.Contains(r.Editions, name) {
				e.Rows = append(e.Rows, row)
			} else {
				e.withdrawn = append(e.withdrawn, row)
			}
		}
		return e, nil
	}
	return nil, fmt.Errorf("unknown edition %q of the allowlist; there are %s", name, strings.Join(t.EditionNames(), ", "))
}

// Allows judges a call of the operation with this method and template. The
// row is the one that decided; it is zero when the operation is not listed.
func (e *Edition) Allows(method, path string, b Body) (Row, Verdict) {
	for _, r := range e.Rows {
		if r.Method == method && r.Path == path && !r.RequestOnly {
			return r, r.judge(b)
		}
	}
	for _, r := range e.withdrawn {
		if r.Method == method && r.Path == path && !r.RequestOnly {
			return r, Verdict{Status: Withdrawn}
		}
	}
	return Row{}, Verdict{Status: NotListed}
}

func (r Row) judge(b Body) Verdict {
	var v Verdict
	if r.Only != nil {
		for _, f := range b.Fields {
			if !slices.Contains(r.Only, f) {
				v.Offending = append(v.Offending, f)
			}
		}
	}
	v.Offending = append(v.Offending, shared(b.Fields, r.Never)...)
	slices.Sort(v.Offending)
	v.Offending = slices.Compact(v.Offending)
	if b.Known {
		for _, f := range r.Must {
			if !slices.Contains(b.Fields, f) {
				v.Missing = append(v.Missing, f)
			}
		}
	}
	switch conditional := r.Only != nil || r.Must != nil || r.Never != nil; {
	case len(v.Offending) > 0 || len(v.Missing) > 0:
		v.Status = BodyRefused
	case conditional && !b.Known:
		v.Status = BodyUnseen
	default:
		v.Status = Allowed
	}
	return v
}

// Scopes returns the scopes that a public client can receive under this
// edition, in the order of its rows. It includes those of RequestOnly rows:
// asking for one is not a mistake.
func (e *Edition) Scopes() []string {
	var scopes []string
	for _, r := range e.Rows {
		if !slices.Contains(scopes, r.Scope) {
			scopes = append(scopes, r.Scope)
		}
	}
	return scopes
}
