package send

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Read adds the rows of a text to those that are there; what two texts say of
// one function comes together. name stands in errors, which have a line:
//
//	package import/path [import/path ...]
//	Func or Type.Method   clause; clause; ...
//	                      clause; ...
//
// The rows below a package line are those of its functions, in each of the
// packages that it names: the major versions of a library, mostly. A line
// that begins with a blank goes on with the row above it. A # begins a
// comment. Type.* is the row of all methods of Type that have none of their
// own and return a Type: the setters of a fluent interface.
//
// What a call sends is told by the clauses
//
//	send METHOD URL [BODY]          sends a request
//	make [.path] METHOD URL [BODY]  returns a request to be sent, at .path below the result
//	do $1                           sends the request in argument 1
//	when VALUE = 'text'             what follows on the line is sent only where VALUE is the text
//
// What it leaves for later calls, by
//
//	store $0.path VALUE   leaves VALUE in an argument, at a path that may be made up ($base)
//	returns $0[.path]     returns an argument, or what lies in it
//	copy $0               returns a copy of an argument, which then goes its own way
//	new                   returns an object in which everything else is empty
//	result .path VALUE    returns an object with VALUE at .path
//	value VALUE           returns a string
//	define NAME VALUE     gives a setting a value that holds where nobody sets it otherwise
//	setting NAME          returns the setting
//	token VALUE           the requests carry this access token; may be repeated
//	incoming $1           returns the header that argument 1 names of a request that came in
//	carries .path         the name is that of a type whose token lies there
//
// And for the places that concern the Auth0 SDK and client secrets:
//
//	secret $1             the argument is a client secret or private key
//	secretfield           the name is that of a struct field for a client secret
//	sdk                   the Auth0 SDK sends it, to the tenant
//
// What a call hands to people who are not the program's own, by
//
//	response VALUE [WRITER]  writes it into the answer to a request, where WRITER is one
//	template VALUE [WRITER]  renders a template with it
//	script VALUE             gives it to a page's JavaScript
//	console VALUE            prints it
//
// where VALUE is an object with all that lies in it. A VALUE that ends in
// .$json is what encoding/json writes of it.
//
// A VALUE is one of
//
//	word, 'text'    itself
//	$1, $1.path     argument 1, or what lies in it; a receiver is argument 0;
//	                steps are .field, [0], [key], [$2] (the key that argument 2 names)
//	                and () (what the function returns)
//	%1              the second of the arguments that are strings
//	@class          a token of that class: see User
//	@class/$1.path  and what that names is its audience
//	a+b             a and b, joined
//	base~url        url appended to base, unless url is absolute or base is empty
//	base^url        url followed from base, as a browser follows a link
//	a|b             a, or b where a is nothing
//	a?b             what the user sets, a where he sets nothing; b is the setting's name
//	-               nothing
//
// where + binds closest, and ? and | last. The token of an object lies at its path
// .$token.
func (t *Table) Read(name, text string) error { return t.read(name, 1, nil, text) }

// read reads a text whose first line has a number, and which the rows of pkgs
// begin.
func (t *Table) read(name string, first int, pkgs []string, text string) error {
	var rows []*Row // the row at hand, one for each of pkgs
	lines := map[string]int{}
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		fail := func(err error) error { return fmt.Errorf("%s:%d: %w", name, first+i, err) }
		clauses := strings.TrimSpace(line)
		switch {
		case fields[0] == "package":
			if len(fields) == 1 {
				return fail(fmt.Errorf("package needs an import path"))
			}
			pkgs, rows = fields[1:], nil
			continue
		case line[0] == ' ' || line[0] == '\t':
			if len(rows) == 0 {
				return fail(fmt.Errorf("a line that goes on with a row needs one above it"))
			}
		case len(pkgs) == 0:
			return fail(fmt.Errorf("%s stands above the first package line", fields[0]))
		default:
			clauses = strings.TrimSpace(clauses[len(fields[0]):])
			rows = rows[:0:0]
			for _, pkg := range pkgs {
				fn := pkg + "." + fields[0]
				if at, twice := lines[fn]; twice {
					return fail(fmt.Errorf("%s has a row already, in line %d", fn, at))
				}
				lines[fn] = first + i
				row := t.rows[fn]
				if row == nil {
					row = &Row{Func: fn}
					if r := t.rowOf(pkg, fn); r != nil {
						row = r.clone()
					}
				}
				rows = append(rows, row)
			}
		}
		for n, row := range rows {
			if err := row.read(clauses); err != nil {
				return fail(err)
			}
			t.Add(pkgs[n], row)
		}
	}
	return nil
}

// clone returns a row that can be added to.
func (r *Row) clone() *Row {
	c := *r
	c.Requests, c.Stores, c.Results = slices.Clip(r.Requests), slices.Clip(r.Stores), slices.Clip(r.Results)
	c.Defines, c.Tokens, c.Secrets, c.Shows = slices.Clip(r.Defines), slices.Clip(r.Tokens), slices.Clip(r.Secrets), slices.Clip(r.Shows)
	return &c
}

// read adds clauses to a row.
func (r *Row) read(clauses string) error {
	var when *Guard
	for _, clause := range strings.Split(strings.TrimSuffix(clauses, ";"), ";") {
		words := strings.Fields(clause)
		if len(words) == 0 {
			return fmt.Errorf("empty clause")
		}
		if words[0] == "when" {
			g, err := guard(words[1:])
			if err != nil {
				return err
			}
			when = g
			continue
		}
		n := len(r.Requests)
		if err := r.clause(words[0], words[1:]); err != nil {
			return err
		}
		for i := range r.Requests[n:] {
			r.Requests[n+i].When = when
		}
	}
	return nil
}

func guard(words []string) (*Guard, error) {
	if len(words) != 3 || words[1] != "=" {
		return nil, fmt.Errorf("when is written: when VALUE = 'text'")
	}
	v, err := parseSource(words[0])
	if err != nil {
		return nil, err
	}
	return &Guard{Value: v, Text: strings.Trim(words[2], "'")}, nil
}

// usage tells how each clause is written, and bounds the number of its values.
var usage = map[string]struct {
	text     string
	min, max int
}{
	"send":        {"send METHOD URL [BODY]", 2, 3},
	"make":        {"make [.path] METHOD URL [BODY]", 2, 3},
	"do":          {"do $1", 1, 1},
	"store":       {"store $0.path VALUE", 2, 2},
	"returns":     {"returns $0", 1, 1},
	"copy":        {"copy $0", 1, 1},
	"new":         {"new", 0, 0},
	"result":      {"result .path VALUE", 1, 1},
	"value":       {"value VALUE", 1, 1},
	"define":      {"define NAME VALUE", 2, 2},
	"setting":     {"setting NAME", 1, 1},
	"token":       {"token VALUE", 1, 1},
	"carries":     {"carries .path", 0, 0},
	"incoming":    {"incoming $1", 1, 1},
	"secret":      {"secret $1", 1, 1},
	"secretfield": {"secretfield", 0, 0},
	"sdk":         {"sdk", 0, 0},
	Response:      {"response VALUE [WRITER]", 1, 2},
	Template:      {"template VALUE [WRITER]", 1, 2},
	Script:        {"script VALUE", 1, 1},
	Console:       {"console VALUE", 1, 1},
}

func (r *Row) clause(word string, args []string) error {
	use, known := usage[word]
	if !known {
		for _, name := range slices.Sorted(maps.Keys(usage)) {
			if strings.HasPrefix(word, name) || strings.HasPrefix(name, word) {
				return fmt.Errorf("unknown clause %q; did you mean %s?", word, name)
			}
		}
		return fmt.Errorf("unknown clause %q", word)
	}
	path := ""
	if len(args) > 0 && isPath(args[0]) && (word == "make" || word == "result" || word == "carries") {
		path, args = args[0], args[1:]
	}
	if len(args) < use.min || len(args) > use.max || (word == "result" || word == "carries") && path == "" {
		return fmt.Errorf("%s is written: %s", word, use.text)
	}
	values := make([]Source, use.max)
	for i, a := range args {
		var err error
		if values[i], err = parseSource(a); err != nil {
			return err
		}
	}
	switch word {
	case "store", "returns", "copy", "do", "secret", "incoming", Response, Template, Script, Console:
		if t := values[0].Terms; len(t) != 1 || t[0].Literal {
			return fmt.Errorf("%s is written: %s", word, use.text)
		}
	}
	switch word {
	case "send":
		r.Requests = append(r.Requests, Request{Method: values[0], URL: values[1], Body: values[2]})
	case "make":
		r.Requests = append(r.Requests, Request{Method: values[0], URL: values[1], Body: values[2], Make: true})
		r.Results = append(r.Results, Result{path + ".Method", values[0]}, Result{path + ".URL.$url", values[1]})
		if values[2].Known() {
			r.Results = append(r.Results, Result{path + ".Body", values[2]})
		}
		r.Results = append(r.Results, Result{path + ".Header", Source{}})
	case "do":
		obj := values[0].Terms[0]
		r.Requests = append(r.Requests, Request{Method: obj.below(".Method"), URL: obj.below(".URL.$url"), Body: obj.below(".Body"), Do: true, Object: obj.Arg, Part: obj.Path})
	case "store":
		r.Stores = append(r.Stores, Store{values[0], values[1]})
	case "returns":
		r.Returns = &values[0]
	case "copy":
		r.Results = append(r.Results, Result{"", values[0]})
	case "new":
		r.New = true
	case "result":
		r.Results = append(r.Results, Result{path, values[0]})
	case "value":
		r.Results = append(r.Results, Result{"", values[0]})
	case "secret":
		r.Secrets = append(r.Secrets, values[0])
	case "define":
		r.Defines = append(r.Defines, Store{values[0], values[1]})
	case "setting":
		r.Setting = &values[0]
	case "token":
		r.Tokens = append(r.Tokens, values[0])
	case "incoming":
		r.Incoming = &values[0]
	case "carries":
		r.Carries = path
	case "secretfield":
		r.Field = true
	case Response, Template, Script, Console:
		show := Show{Where: word, What: values[0]}
		if use.max > 1 {
			show.Writer = values[1]
		}
		r.Shows = append(r.Shows, show)
	case "sdk":
		r.SDK = r.Func[strings.LastIndexByte(r.Func, '/')+1:]
	}
	return nil
}

// isPath tells the steps below a value from a value.
func isPath(word string) bool { return word[0] == '.' || word[0] == '[' }

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
	if a, b, ok := strings.Cut(w, "?"); ok {
		s, err := parseSource(a)
		if err != nil {
			return s, err
		}
		name, err := parseSource(b)
		s.Setting = &name
		return s, err
	}
	if i := strings.LastIndexAny(w, "~^"); i >= 0 {
		base, err := parseSource(w[:i])
		if err != nil {
			return base, err
		}
		s, err := parseSource(w[i+1:])
		s.Base, s.Follow = &base, w[i] == '^'
		return s, err
	}
	if w == "-" {
		return Source{}, nil
	}
	var s Source
	for _, word := range strings.Split(w, "+") {
		t, err := parseTerm(word)
		if err != nil {
			return s, err
		}
		s.Terms = append(s.Terms, t)
	}
	return s, nil
}

func parseTerm(w string) (Term, error) {
	switch {
	case w == "":
		return Term{}, fmt.Errorf("a value is missing")
	case w[0] == '\'':
		if len(w) < 2 || w[len(w)-1] != '\'' {
			return Term{}, fmt.Errorf("%s has no closing quote; a text holds no blanks", w)
		}
		return Term{Literal: true, Text: w[1 : len(w)-1]}, nil
	case w[0] == '@':
		class, audience, asked := strings.Cut(w[1:], "/")
		if !knownClass(class) {
			return Term{}, fmt.Errorf("%q is no class of tokens", w)
		}
		t := Term{Class: class}
		if asked {
			a, err := parseTerm(audience)
			if err != nil {
				return Term{}, err
			}
			t.Audience = &a
		}
		return t, nil
	case w[0] != '$' && w[0] != '%':
		return Term{Literal: true, Text: w}, nil
	}
	digits, path := w[1:], ""
	if end := strings.IndexAny(digits, ".[("); end >= 0 {
		digits, path = digits[:end], digits[end:]
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return Term{}, fmt.Errorf("%q is no argument: write $0, $1 and so on", w)
	}
	return Term{Arg: n, Strings: w[0] == '%', Path: path}, nil
}
