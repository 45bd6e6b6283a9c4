// Package summary is the one room that knows go/analysis facts. A fact says
// what the functions of a package do with requests and strings, in the symbols
// of their parameters, so that a caller in another package can put its own
// arguments in.
//
// A fact holds no policy and no secret: literal text goes into it only where
// a Vocabulary allows.
package summary

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/scopevet/scopevet/internal/value"
)

// A Frame is a place in source code, the same on every machine.
type Frame struct {
	Package  string `json:"p"`
	File     string `json:"f"`
	Line     int    `json:"l"`
	Column   int    `json:"c"`
	Function string `json:"n,omitempty"`
}

// Kind tells the kinds of effects apart.
type Kind string

const (
	// Request effects send an HTTP request.
	Request Kind = "request"
	// Secret effects hand a value to a place where a client secret goes.
	Secret Kind = "secret"
	// Bearer effects are calls of the Management API of which callers decide
	// the access token and nothing else: Method and URL are the table's.
	Bearer Kind = "bearer"
	// Show effects hand a value to people: Sender says where, in the words of
	// package send.
	Show Kind = "show"
)

// An Effect is something that a function does whose details its callers
// decide.
type Effect struct {
	Kind   Kind      `json:"k"`
	Method value.Set `json:"m,omitzero"`
	URL    value.Set `json:"u,omitzero"`
	Body   value.Set `json:"b,omitzero"`  // names in the JSON object that is sent; a hole may be more
	Value  value.Set `json:"v,omitzero"`  // of a secret
	Token  value.Set `json:"t,omitzero"`  // the access token that the request carries
	Level  int       `json:"y,omitempty"` // of a bearer: detect.Level
	Host   string    `json:"h,omitempty"` // of a bearer, as in Reach
	Make   bool      `json:"make,omitempty"`
	Do     bool      `json:"do,omitempty"`
	Object int       `json:"obj,omitempty"` // the parameter that is the request (of Do) or the object that is shown, counted from 1
	SDK    bool      `json:"sdk,omitempty"` // sent through the Auth0 SDK
	// Refine marks a request that is known, with a parameter as its last
	// segment: a caller that passes more than one segment makes another one.
	Refine bool     `json:"ref,omitempty"`
	Only   []Choice `json:"o,omitempty"` // happens only where all of these hold
	Sender string   `json:"s,omitempty"` // the function that sends, as the senders' table names it
	Words  []string `json:"w,omitempty"` // evidence from the code around it
	Chain  []Frame  `json:"c,omitempty"` // from the function down to the sender
}

// With returns the effect with f done to each of its values.
func (e Effect) With(f func(value.Set) value.Set) Effect {
	e.Method, e.URL, e.Body, e.Value, e.Token = f(e.Method), f(e.URL), f(e.Body), f(e.Value), f(e.Token)
	e.Only = slices.Clone(e.Only)
	for i := range e.Only {
		e.Only[i].Value = f(e.Only[i].Value)
	}
	return e
}

// Identity is the same for effects that differ in nothing but how they were
// reached.
func (e Effect) Identity() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x05%s\x05%t%t%t%t%d", e.Kind, e.Sender, e.Make, e.Do, e.SDK, e.Refine, e.Object)
	for _, s := range []value.Set{e.Method, e.URL, e.Body, e.Value, e.Token} {
		b.WriteString("\x05" + s.Key())
	}
	for _, c := range e.Only {
		fmt.Fprintf(&b, "\x05%t%s\x05%s", c.Not, c.Text, c.Value.Key())
	}
	return b.String()
}

// A Result is what lies at Path below result Index.
type Result struct {
	Index int       `json:"i,omitempty"`
	Path  string    `json:"p,omitempty"`
	Value value.Set `json:"v"`
}

// A Store is a value that a function leaves in a struct field.
type Store struct {
	Field string    `json:"f"` // "import/path.Type.field"
	Value value.Set `json:"v"`
}

// A Write is a value that a function leaves at Path below what its parameter
// Param, counted from 0 with a receiver first, points to.
type Write struct {
	Param int       `json:"i,omitempty"`
	Path  string    `json:"p,omitempty"`
	Value value.Set `json:"v"`
}

// A Reach is a known call of the Management API that a function makes, itself
// or through others.
type Reach struct {
	Method string   `json:"m"`
	Path   string   `json:"p"`
	SDK    string   `json:"s,omitempty"`
	Body   []string `json:"b,omitempty"` // names in the JSON object that it sends, sorted
	Seen   bool     `json:"n,omitempty"` // Body is all that it sends
	Host   string   `json:"h,omitempty"` // literal text of the host, where it is no secret
	Level  int      `json:"y,omitempty"` // detect.Level
	At     Frame    `json:"a"`
	Chain  []Frame  `json:"c,omitempty"`
}

// A Func is what is known of one function or method.
type Func struct {
	Effects []Effect `json:"e,omitempty"`
	Results []Result `json:"r,omitempty"`
	Stores  []Store  `json:"s,omitempty"` // in the function's symbols
	Writes  []Write  `json:"w,omitempty"` // in the function's symbols
	Reach   []Reach  `json:"h,omitempty"`
}

// Has reports whether the function has an effect of a kind; nil has none.
func (f *Func) Has(kind Kind) bool {
	return f != nil && slices.ContainsFunc(f.Effects, func(e Effect) bool { return e.Kind == kind })
}

// A Package is what a package's fact says: of its own functions, and of those
// of its imports that its importers can reach through it. Keys are those of
// the senders' table.
type Package struct {
	Funcs   map[string]*Func
	Fields  map[string][]value.Set // what is stored in struct fields, whatever the object
	Globals map[string]value.Set

	passed map[string]*entry[*Func] // functions of imports, which nobody has to read here
}

// NewPackage returns an empty one.
func NewPackage() *Package {
	return &Package{Funcs: map[string]*Func{}, Fields: map[string][]value.Set{}, Globals: map[string]value.Set{}, passed: map[string]*entry[*Func]{}}
}

// MaxResults and MaxEffects bound a package's fact: a generated client of some
// service has thousands of methods, and none of them matters here.
const (
	MaxResults = 4_000
	MaxEffects = 2_000

	// maxPassed bounds the text of the functions that are passed on.
	maxPassed = 2 << 20
)

// Bound makes a package small enough for a fact. Of too many results, those
// that are parts of an object go first; of too many effects all go. What
// functions reach always stays.
func (p *Package) Bound() {
	results, effects, shows := 0, 0, 0
	show := func(e Effect) bool { return e.Kind == Show }
	for _, f := range p.Funcs {
		results += len(f.Results)
		for _, e := range f.Effects {
			if show(e) {
				shows++
			} else {
				effects++
			}
		}
	}
	for _, f := range p.Funcs {
		if shows > MaxEffects {
			f.Effects = slices.DeleteFunc(slices.Clone(f.Effects), show)
		}
		if results > MaxResults {
			f.Results = slices.DeleteFunc(slices.Clone(f.Results), func(r Result) bool { return r.Path != "" })
		}
		if effects > MaxEffects {
			f.Effects = nil
		}
	}
	text := 0
	for _, e := range p.passed {
		text += len(e.text)
	}
	if text > maxPassed {
		maps.DeleteFunc(p.passed, func(_ string, e *entry[*Func]) bool { return !e.reaches })
	}
}

// Empty reports whether there is nothing to tell.
func (p *Package) Empty() bool {
	return len(p.Funcs) == 0 && len(p.Fields) == 0 && len(p.Globals) == 0 && len(p.passed) == 0
}

// Fact is the package fact that travels between passes.
type Fact struct{ Data []byte }

// AFact marks the type as a fact.
func (*Fact) AFact() {}

// String tells people, and tests of facts, which functions a fact knows.
func (f *Fact) String() string {
	p, err := f.Decode()
	if err != nil {
		return "damaged fact"
	}
	names := make([]string, 0, len(p.Funcs))
	for n := range p.Funcs {
		names = append(names, n)
	}
	sort.Strings(names)
	return "scopevet" + fmtList(names)
}

func fmtList(names []string) string {
	b, _ := json.Marshal(names)
	return string(b)
}

// Encode makes a fact of p. Equal packages give equal bytes.
func Encode(p *Package) (*Fact, error) {
	text, err := p.text()
	if err != nil {
		return nil, err
	}
	b := bytes.NewBuffer(binary.AppendUvarint(nil, uint64(len(text))))
	w, err := flate.NewWriter(b, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return &Fact{Data: b.Bytes()}, nil
}

// maxText is more than any fact of a bounded package is before it is
// compressed; a damaged one has no limit of its own.
const maxText = 256 << 20

// Decode is the reverse of Encode.
func (f *Fact) Decode() (*Package, error) {
	m := NewImports()
	if err := m.Add(f); err != nil {
		return nil, err
	}
	p := NewPackage()
	for key, e := range m.funcs {
		if f := e.get(m); f != nil {
			p.Funcs[key] = f
		}
	}
	for key := range m.fields {
		p.Fields[key] = m.Field(key)
	}
	for key, e := range m.globals {
		p.Globals[key] = e.get(m)
	}
	return p, m.err
}
