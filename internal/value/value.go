// Package value says what a string can be: a small set of patterns, each a
// row of literal pieces and holes. A hole is a value that the code at hand
// does not determine; its symbol says whose value it is, so that whoever knows
// more can put it in later.
//
// The package knows strings and URLs. It knows neither Go syntax nor Auth0.
package value

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits keep every set small. What they cut off is a hole, and the set says
// so in Cut.
const (
	MaxAlternatives = 48   // patterns in a set
	MaxPieces       = 48   // pieces in a pattern
	MaxText         = 4096 // bytes of literal text in a pattern
)

// Kind tells the kinds of symbols apart.
type Kind uint8

const (
	// Opaque values come from outside of the program, or from code that
	// cannot be evaluated. Name says where from.
	Opaque Kind = iota
	// Param is parameter Index of the function at hand; a receiver is
	// parameter 0.
	Param
	// Free is captured variable Index of the function literal at hand.
	Free
	// Field is a struct field of an object that nobody has traced: any value
	// that is ever stored in the field. Name is "import/path.Type.field".
	Field
	// Global is a package variable. Name is "import/path.name".
	Global
)

// A Symbol stands for one unknown value. Symbols are comparable.
type Symbol struct {
	Kind  Kind   `json:"k,omitempty"`
	Index int    `json:"i,omitempty"`
	Name  string `json:"n,omitempty"` // what people call it; identifies Opaque, Field and Global
	Path  string `json:"p,omitempty"` // what is taken from the value: ".client.base"
	Owner string `json:"o,omitempty"` // struct type that declares the last field of Path; see Anchor
	Class string `json:"c,omitempty"` // of an Opaque value: the sort that a table says it is of
}

// Field returns the symbol of the field that s ends in, whatever object it
// belongs to, and false where s does not end in a field of a named struct. Of
// an owner that Anchor made, it is the symbol of what lies in the field.
func (s Symbol) Field() (Symbol, bool) {
	owner, below, _ := strings.Cut(s.Owner, " ")
	path := strings.TrimSuffix(s.Path, below)
	if owner == "" || path == "" || len(path)+len(below) != len(s.Path) {
		return Symbol{}, false
	}
	last := path[strings.LastIndexByte(path, '.')+1:]
	return Symbol{Kind: Field, Name: owner + "." + last, Path: below}, true
}

// Anchor returns the owner of a path that goes on below a field with steps
// that no struct declares: the base URL that a client keeps, the elements of a
// slice. The field's declaring type is what such a path can be known by.
func Anchor(owner, below string) string {
	if owner == "" || below == "" {
		return owner
	}
	return owner + " " + below
}

// Anchored reports whether the field that an owner speaks of lies in path, and
// not before it.
func Anchored(path, owner string) bool {
	owner, below, _ := strings.Cut(owner, " ")
	return owner != "" && len(path) > len(below)
}

// At returns the symbol of what lies below s.
func (s Symbol) At(path, owner string) Symbol {
	if path != "" {
		s.Path += path
		s.Owner = owner
	}
	return s
}

// String names the symbol for people.
func (s Symbol) String() string {
	name := s.Name
	if s.Kind == Field || s.Kind == Global {
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	return name + s.Path
}

// A Piece is literal text, or a hole where Hole is set.
type Piece struct {
	Text string `json:"t,omitempty"`
	Hole *Hole  `json:"h,omitempty"`
}

// A Hole is a symbol and what the code does to its value before it gets here.
type Hole struct {
	Symbol Symbol `json:"s"`
	Ops    []Op   `json:"o,omitempty"`
}

// A Pattern is one possible string. Neighbouring texts are joined, and there
// are no empty texts: equal patterns have equal pieces. The empty pattern is
// the empty string.
type Pattern []Piece

// A Set holds the patterns that a string can be, sorted and without
// duplicates. The empty set means that nothing is known to get here.
type Set struct {
	Alts []Pattern `json:"a,omitempty"`
	Cut  bool      `json:"c,omitempty"` // a limit dropped alternatives or pieces
}

// Text returns the set of one literal.
func Text(s string) Set { return Set{Alts: []Pattern{text(s)}} }

func text(s string) Pattern {
	if s == "" {
		return Pattern{}
	}
	return Pattern{{Text: s}}
}

// Of returns the set of one hole.
func Of(s Symbol) Set { return Set{Alts: []Pattern{{{Hole: &Hole{Symbol: s}}}}} }

// Unknown returns an opaque hole; from says where the value comes from.
func Unknown(from string) Set { return Of(Symbol{Kind: Opaque, Name: from}) }

// Classed returns an opaque hole of a known sort.
func Classed(class, from string) Set { return Of(Symbol{Kind: Opaque, Name: from, Class: class}) }

// Literal returns the string that p is, and false where p has a hole.
func (p Pattern) Literal() (string, bool) {
	switch {
	case len(p) == 0:
		return "", true
	case len(p) == 1 && p[0].Hole == nil:
		return p[0].Text, true
	}
	return "", false
}

// Literals returns the strings of a set in which nothing is unknown.
func (s Set) Literals() ([]string, bool) {
	var out []string
	for _, p := range s.Alts {
		t, ok := p.Literal()
		if !ok {
			return nil, false
		}
		out = append(out, t)
	}
	return out, len(out) > 0
}

// Holes calls f for every hole of the set.
func (s Set) Holes(f func(*Hole)) {
	for _, p := range s.Alts {
		for i := range p {
			if p[i].Hole != nil {
				f(p[i].Hole)
			}
		}
	}
}

// Has reports whether a symbol of one of these kinds stands in the set.
func (s Set) Has(kinds ...Kind) bool {
	found := false
	s.Holes(func(h *Hole) {
		for _, k := range kinds {
			found = found || h.Symbol.Kind == k
		}
	})
	return found
}

// String writes the pattern with {} for each hole.
func (p Pattern) String() string {
	var b strings.Builder
	for _, piece := range p {
		if piece.Hole != nil {
			b.WriteString("{}")
		} else {
			b.WriteString(piece.Text)
		}
	}
	return b.String()
}

// Key tells sets apart: equal sets have equal keys.
func (s Set) Key() string {
	var b []byte
	for _, p := range s.Alts {
		b = append(p.appendKey(b), 4)
	}
	return string(b)
}

// key orders patterns and tells them apart.
func (p Pattern) key() string { return string(p.appendKey(nil)) }

func (p Pattern) appendKey(b []byte) []byte {
	for _, piece := range p {
		if piece.Hole == nil {
			b = append(b, piece.Text...)
			continue
		}
		s := &piece.Hole.Symbol
		b = append(b, 0, '0'+byte(s.Kind))
		b = utf8.AppendRune(b, rune('0'+s.Index))
		for _, part := range [...]string{s.Name, s.Path, s.Owner, s.Class} {
			b = append(append(b, 1), part...)
		}
		for _, o := range piece.Hole.Ops {
			b = append(append(b, 2), o.Name...)
			b = append(append(b, 1), o.A...)
			b = append(append(b, 1), o.B...)
		}
		b = append(b, 3)
	}
	return b
}

// Equal reports whether two sets hold the same patterns.
func (s Set) Equal(t Set) bool {
	if len(s.Alts) != len(t.Alts) || s.Cut != t.Cut {
		return false
	}
	for i := range s.Alts {
		if s.Alts[i].key() != t.Alts[i].key() {
			return false
		}
	}
	return true
}

// Same reports whether two sets are the same one. It is for those who compare
// often: sets that are equal but were made apart are not the same.
func (s Set) Same(t Set) bool {
	return len(s.Alts) == len(t.Alts) && s.Cut == t.Cut && (len(s.Alts) == 0 || &s.Alts[0] == &t.Alts[0])
}

// Join returns what is in any of the sets.
func Join(sets ...Set) Set {
	var out Set
	for _, s := range sets {
		out.Alts = append(out.Alts, s.Alts...)
		out.Cut = out.Cut || s.Cut
	}
	return out.normal()
}

func (s Set) normal() Set {
	if len(s.Alts) < 2 {
		return s
	}
	type keyed struct {
		key        string
		begin, end int // of the key
		p          Pattern
	}
	all := make([]keyed, len(s.Alts))
	var keys []byte
	for i, p := range s.Alts {
		begin := len(keys)
		keys = p.appendKey(keys)
		all[i] = keyed{begin: begin, end: len(keys), p: p}
	}
	text := string(keys)
	for i := range all {
		all[i].key = text[all[i].begin:all[i].end]
	}
	slices.SortFunc(all, func(a, b keyed) int { return strings.Compare(a.key, b.key) })
	out := Set{Cut: s.Cut, Alts: make([]Pattern, 0, min(len(all), MaxAlternatives))}
	for i, k := range all {
		if i > 0 && k.key == all[i-1].key {
			continue
		}
		if len(out.Alts) == MaxAlternatives {
			out.Cut = true
			break
		}
		out.Alts = append(out.Alts, k.p)
	}
	return out
}

// Concat returns every string of a followed by every string of b. Of the empty
// set nothing is known, and what stands around it still is.
func Concat(sets ...Set) Set {
	out := Text("")
	for _, s := range sets {
		if len(s.Alts) == 0 {
			cut := s.Cut
			s = Unknown("a value that nothing sets")
			s.Cut = cut
		}
		out = concat(out, s)
	}
	return out
}

func concat(a, b Set) Set {
	out := Set{Cut: a.Cut || b.Cut}
	for _, p := range a.Alts {
		for _, q := range b.Alts {
			if len(out.Alts) > 4*MaxAlternatives {
				out.Cut = true
				break
			}
			r, cut := join(p, q)
			out.Alts = append(out.Alts, r)
			out.Cut = out.Cut || cut
		}
	}
	return out.normal()
}

// join appends q to p without touching either.
func join(p, q Pattern) (r Pattern, cut bool) {
	r = make(Pattern, 0, len(p)+len(q))
	size := 0
	for _, part := range []Pattern{p, q} {
		for _, piece := range part {
			if piece.Hole == nil && piece.Text == "" {
				continue
			}
			size += len(piece.Text)
			if len(r) >= MaxPieces || size > MaxText {
				if last := len(r) - 1; last < 0 || r[last].Hole == nil {
					r = append(r, Piece{Hole: &Hole{Symbol: Symbol{Kind: Opaque, Name: "a very long string"}}})
				}
				return r, true
			}
			if last := len(r) - 1; last >= 0 && piece.Hole == nil && r[last].Hole == nil {
				r[last].Text += piece.Text
				continue
			}
			r = append(r, piece)
		}
	}
	return r, false
}

// Subst puts values in for symbols. Where f answers false, the hole stays. It
// is asked once for each symbol: its answers can be long computations, and
// alternatives share symbols.
func (s Set) Subst(f func(Symbol) (Set, bool)) Set {
	if len(s.Alts) > 1 {
		f = once(f)
	}
	out := Set{Cut: s.Cut}
	for _, p := range s.Alts {
		alts, cut := p.subst(f)
		out.Alts = append(out.Alts, alts...)
		out.Cut = out.Cut || cut
	}
	return out.normal()
}

// subst returns what a pattern becomes. What stands between the symbols is
// joined to it at once: most patterns have more pieces than symbols that
// anything is put in for.
func (p Pattern) subst(f func(Symbol) (Set, bool)) (alts []Pattern, cut bool) {
	acc := Text("")
	begin := 0 // of the pieces that are not in acc yet
	flush := func(end int) {
		if begin == end {
			return
		}
		for i, q := range acc.Alts {
			r, c := join(q, p[begin:end])
			acc.Alts[i], acc.Cut = r, acc.Cut || c
		}
	}
	for i := range p {
		if p[i].Hole == nil {
			continue
		}
		v, ok := f(p[i].Hole.Symbol)
		if !ok {
			continue
		}
		for _, op := range p[i].Hole.Ops {
			v = v.Apply(op)
		}
		flush(i)
		begin = i + 1
		acc = concat(acc, v)
	}
	if begin == 0 {
		return []Pattern{p}, false
	}
	flush(len(p))
	return acc.Alts, acc.Cut
}

// once remembers what f answers.
func once(f func(Symbol) (Set, bool)) func(Symbol) (Set, bool) {
	type answer struct {
		set Set
		ok  bool
	}
	known := map[Symbol]answer{}
	return func(sym Symbol) (Set, bool) {
		a, asked := known[sym]
		if !asked {
			a.set, a.ok = f(sym)
			known[sym] = a
		}
		return a.set, a.ok
	}
}

// At returns what lies below the values of s, and false where s is more than
// bare symbols.
func (s Set) At(path, owner string) (Set, bool) {
	out := Set{Cut: s.Cut}
	for _, p := range s.Alts {
		if len(p) != 1 || p[0].Hole == nil || len(p[0].Hole.Ops) > 0 || p[0].Hole.Symbol.Kind == Opaque {
			return Set{}, false
		}
		out = Join(out, Of(p[0].Hole.Symbol.At(path, owner)))
	}
	return out, len(out.Alts) > 0
}

// Map replaces each pattern.
func (s Set) Map(f func(Pattern) Pattern) Set {
	out := Set{Cut: s.Cut, Alts: make([]Pattern, 0, len(s.Alts))}
	for _, p := range s.Alts {
		out.Alts = append(out.Alts, f(p))
	}
	return out.normal()
}
