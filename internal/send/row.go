// Package send knows which functions send HTTP requests, and which of their
// arguments is what. The knowledge is a table (senders.txt): a library is
// added by adding rows. It knows function names and nothing of how values are
// worked out, of facts or of Auth0.
package send

import (
	_ "embed"
	"fmt"
	"go/types"
	"strconv"
	"strings"
)

//go:embed senders.txt
var senders string

// A Row says what one function does with requests.
type Row struct {
	Func     string // "net/http.Get", "net/http.Client.Do"
	Requests []Request
	Stores   []Store  // what a call leaves in its arguments
	Results  []Result // what a call returns
	Returns  *Source  // the result is this argument itself (fluent interfaces)
	When     *Guard
	Secrets  []Source // arguments that are client secrets or private keys
	Field    bool     // not a function: a struct field that holds a client secret
	// SDK is the method's short name where the Auth0 SDK sends the request:
	// there is no doubt about where it goes. Generated rows have fixed
	// endpoints; of the SDK's low-level functions the arguments decide.
	SDK string
	// Unresolved says why nobody can tell what the call sends.
	Unresolved string
}

// A Request is one HTTP request that a call sends.
type Request struct {
	Method, URL, Base Source
	Body              Source
	// Make marks a function that builds the request and leaves sending it to
	// somebody else; Do marks one that sends a request which its argument
	// Object already describes.
	Make   bool
	Do     bool
	Object int
}

// A Store keeps Value in an argument's field, which may be one that exists
// only in the table ("$base").
type Store struct {
	Dest  Source
	Value Source
}

// A Result is what lies below the first result at Path.
type Result struct {
	Path  string
	Value Source
}

// A Guard limits a row to calls with a literal argument.
type Guard struct {
	Arg  Source
	Text string
}

// A Source says where a value stands in a call. The zero value is nowhere.
type Source struct {
	Terms []Term
	Or    *Source // used where the terms give nothing
}

// A Term is a literal, or what lies at Path below argument Arg; a receiver is
// argument 0. Strings counts only the arguments that are strings: releases of
// a library put contexts before them. Terms of a source are joined.
type Term struct {
	Literal bool
	Text    string
	Arg     int
	Strings bool
	Path    string
}

// Known reports whether the source stands anywhere.
func (s Source) Known() bool { return len(s.Terms) > 0 }

// Literal returns a source that is the text.
func Literal(text string) Source { return Source{Terms: []Term{{Literal: true, Text: text}}} }

// A Table finds rows by function.
type Table struct {
	rows     map[string]*Row
	packages map[string]bool
	sdks     []string
}

// Builtin returns the table of the program's own rows.
func Builtin() (*Table, error) {
	t := &Table{rows: map[string]*Row{}, packages: map[string]bool{}}
	return t, t.Read("senders.txt", senders)
}

// Add puts a row in; a later row replaces an earlier one.
func (t *Table) Add(pkg string, r *Row) {
	t.rows[r.Func] = r
	t.packages[pkg] = true
}

// Package reports whether the table has rows of the package.
func (t *Table) Package(path string) bool { return t.packages[path] }

// Owns reports whether a package belongs to Auth0's SDK: what it sends is in
// the table, and its own code is not looked at.
func (t *Table) Owns(path string) bool {
	for _, sdk := range t.sdks {
		if path == sdk || strings.HasPrefix(path, sdk+"/") {
			return true
		}
	}
	return false
}

// OwnsFunc reports whether a function or method belongs to Auth0's SDK.
func (t *Table) OwnsFunc(fn *types.Func) bool {
	return fn.Pkg() != nil && t.Owns(fn.Pkg().Path())
}

// Own makes a module path one of the SDK's.
func (t *Table) Own(module string) { t.sdks = append(t.sdks, module) }

// Find returns the row of a function or method, or nil.
func (t *Table) Find(fn *types.Func) *Row {
	if fn == nil || fn.Pkg() == nil || !t.packages[fn.Pkg().Path()] {
		return nil
	}
	return t.rows[Key(fn)]
}

// SecretField reports whether a struct field ("import/path.Type.Field") is a
// place where a client secret goes.
func (t *Table) SecretField(field string) bool {
	r := t.rows[field]
	return r != nil && r.Field
}

// Key names a function in the way of the table: import path, receiver's type
// without pointer, and name.
func Key(fn *types.Func) string {
	fn = fn.Origin()
	key := fn.Name()
	if sig, ok := fn.Type().(*types.Signature); ok && sig.Recv() != nil {
		recv := types.Unalias(sig.Recv().Type())
		if p, ok := recv.(*types.Pointer); ok {
			recv = types.Unalias(p.Elem())
		}
		if named, ok := recv.(*types.Named); ok {
			key = named.Obj().Name() + "." + key
		} else {
			key = "?." + key
		}
	}
	if fn.Pkg() == nil {
		return key
	}
	return fn.Pkg().Path() + "." + key
}

// Read adds the rows of a text; name stands in errors, which have a line:
//
//	package import/path [import/path ...]
//	Func or Type.Method   clause; clause; ...
//
// with the clauses
//
//	send METHOD URL [BODY]    sends a request
//	make METHOD URL [BODY]    returns a request to be sent
//	do $1                     sends the request in argument 1
//	store $0.path VALUE       leaves VALUE in an argument
//	returns $0                returns an argument
//	result .path VALUE        returns an object with VALUE at .path
//	value VALUE               returns a string
//	secret $1                 the argument is a client secret or private key
//	secretfield               the name is that of a struct field for a client secret
//	sdk                       the Auth0 SDK sends it, to the tenant
//	when $1 = 'text'          only with this literal argument
//
// A value is 'text', $n, $n.path, $n() (the result of the function in argument
// n), %n (the string argument n), sums of these
// (a+b), a URL against a base (base~url), and alternatives (a|b: b where a is
// nothing).
func (t *Table) Read(name, text string) error {
	var pkgs []string
	for i, line := range strings.Split(text, "\n") {
		if j := strings.Index(line, "#"); j >= 0 {
			line = line[:j]
		}
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if fields[0] == "package" {
			pkgs = fields[1:]
			continue
		}
		for _, pkg := range pkgs {
			row := &Row{Func: pkg + "." + fields[0]}
			rest := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), fields[0]))
			for _, clause := range strings.Split(rest, ";") {
				if err := row.clause(strings.Fields(clause)); err != nil {
					return fmt.Errorf("%s:%d: %w", name, i+1, err)
				}
			}
			t.Add(pkg, row)
		}
	}
	return nil
}

func (r *Row) clause(words []string) error {
	if len(words) == 0 {
		return fmt.Errorf("empty clause")
	}
	var values []Source
	for _, w := range words[1:] {
		if w == "=" || strings.HasPrefix(w, ".") && words[0] == "result" {
			values = append(values, Source{})
			continue
		}
		s, err := parseSource(w)
		if err != nil {
			return err
		}
		values = append(values, s)
	}
	need := func(n int) error {
		if len(values) < n {
			return fmt.Errorf("%s needs %d values", words[0], n)
		}
		return nil
	}
	switch words[0] {
	case "send", "make":
		if err := need(2); err != nil {
			return err
		}
		q := Request{Method: values[0], URL: values[1], Make: words[0] == "make"}
		if base, ref, ok := strings.Cut(words[2], "~"); ok {
			var err error
			if q.Base, err = parseSource(base); err != nil {
				return err
			}
			if q.URL, err = parseSource(ref); err != nil {
				return err
			}
		}
		if len(values) > 2 {
			q.Body = values[2]
		}
		r.Requests = append(r.Requests, q)
		if q.Make {
			r.Results = append(r.Results, Result{".Method", q.Method}, Result{".URL.$url", q.URL}, Result{".Body", q.Body})
		}
	case "do":
		if err := need(1); err != nil {
			return err
		}
		obj := values[0].Terms[0]
		at := func(path string) Source {
			return Source{Terms: []Term{{Arg: obj.Arg, Path: obj.Path + path}}}
		}
		r.Requests = append(r.Requests, Request{Method: at(".Method"), URL: at(".URL.$url"), Body: at(".Body"), Do: true, Object: obj.Arg})
	case "store":
		if err := need(2); err != nil {
			return err
		}
		r.Stores = append(r.Stores, Store{values[0], values[1]})
	case "value":
		if err := need(1); err != nil {
			return err
		}
		r.Results = append(r.Results, Result{"", values[0]})
	case "secretfield":
		r.Field = true
	case "secret":
		if err := need(1); err != nil {
			return err
		}
		r.Secrets = append(r.Secrets, values[0])
	case "sdk":
		r.SDK = r.Func[strings.LastIndexByte(r.Func, '/')+1:]
	case "returns":
		if err := need(1); err != nil {
			return err
		}
		r.Returns = &values[0]
	case "result":
		if err := need(2); err != nil {
			return err
		}
		r.Results = append(r.Results, Result{words[1], values[1]})
	case "when":
		if err := need(3); err != nil {
			return err
		}
		r.When = &Guard{Arg: values[0], Text: strings.Trim(words[3], "'")}
	default:
		return fmt.Errorf("unknown clause %q", words[0])
	}
	return nil
}

func parseSource(w string) (Source, error) {
	if a, b, ok := strings.Cut(w, "|"); ok {
		s, err := parseSource(a)
		if err != nil {
			return s, err
		}
		or, err := parseSource(b)
		s.Or = &or
		return s, err
	}
	var s Source
	for _, term := range strings.FieldsFunc(w, func(r rune) bool { return r == '+' || r == '~' }) {
		switch {
		case strings.HasPrefix(term, "'") && strings.HasSuffix(term, "'") && len(term) > 1:
			s.Terms = append(s.Terms, Term{Literal: true, Text: term[1 : len(term)-1]})
		case strings.HasPrefix(term, "$"), strings.HasPrefix(term, "%"):
			end := strings.IndexAny(term[1:], ".[(")
			digits, path := term[1:], ""
			if end >= 0 {
				digits, path = term[1:1+end], term[1+end:]
			}
			n, err := strconv.Atoi(digits)
			if err != nil {
				return s, fmt.Errorf("%q is no argument", term)
			}
			s.Terms = append(s.Terms, Term{Arg: n, Path: path, Strings: term[0] == '%'})
		default:
			// A bare word is a literal: methods read better without quotes.
			s.Terms = append(s.Terms, Term{Literal: true, Text: term})
		}
	}
	return s, nil
}
