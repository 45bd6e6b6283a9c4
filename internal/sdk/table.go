package sdk

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/scopevet/scopevet/internal/send"
)

// A Table is what is known of the SDK under one import path.
type Table struct {
	Path     string   // "github.com/auth0/go-auth0/v2"
	Versions []string // releases that it was made of, oldest first

	name string // of the file
	line int    // of the first package's, from 1
	text string // from there, without the keyword

	once     sync.Once
	sections map[string]*section // by package, relative to Path
	err      error
}

// A section is what a table says of one package, read at the first question.
type section struct {
	name    string // of the table's file
	pkg     string // import path
	line    int    // of the section's first line in the file, from 1
	text    string
	once    sync.Once
	clients map[string]*Client
	rows    map[string]*send.Row // by "import/path.Type.Method"
	err     error
}

// A Client is a type whose methods call the API.
type Client struct {
	Methods map[string][]Method // by name; more than one where releases disagree
}

// A Method is what a method sends in a range of releases.
type Method struct {
	Since, Until string // inclusive; "" is the first or last known
	Requests     []Request
}

// A Request is one request; {} in Path is a segment that an argument gives.
type Request struct{ Method, Path string }

// Parse reads one table:
//
//	sdk IMPORT/PATH
//	versions V...
//	package RELATIVE/PATH
//	Type.Method  [FIRST..LAST]  GET /api/v2/x, POST /api/v2/y
//	Type.Method  -
//
// A dash is a method that sends nothing, or what its arguments say; the range
// is left out where all releases agree. What follows a # is a comment. Errors
// name the line.
func Parse(name, text string) (*Table, error) {
	t, err := open(name, text)
	if err != nil {
		return nil, err
	}
	for _, pkg := range t.Packages() {
		if _, err := t.Clients(pkg); err != nil {
			return nil, err
		}
	}
	return t, t.err
}

// keyword begins a package, with the line break before it.
const keyword = "\npackage "

// open reads a table's head.
func open(name, text string) (*Table, error) {
	t := &Table{name: name}
	head, rest, _ := strings.Cut(text, keyword)
	line := 1
	for l := range strings.Lines(head) {
		words := words(l)
		switch {
		case len(words) == 0:
		case words[0] == "sdk" && len(words) == 2:
			t.Path = words[1]
		case words[0] == "versions" && len(words) > 1:
			t.Versions = words[1:]
		default:
			return nil, fmt.Errorf("%s:%d: want sdk, versions or package", name, line)
		}
		line++
	}
	if t.Path == "" || len(t.Versions) == 0 {
		return nil, fmt.Errorf("%s:1: a table begins with the lines sdk and versions", name)
	}
	t.line, t.text = 2+strings.Count(head, "\n"), rest
	return t, nil
}

// packages finds the packages of the table.
func (t *Table) packages() map[string]*section {
	t.once.Do(func() {
		t.sections = map[string]*section{}
		line, rest := t.line, t.text
		for more := rest != ""; more; {
			var all string
			all, rest, more = strings.Cut(rest, keyword)
			first, body, _ := strings.Cut(all, "\n")
			pkg := words(first)
			if len(pkg) != 1 {
				t.err = fmt.Errorf("%s:%d: package needs one path", t.name, line)
				return
			}
			if t.sections[pkg[0]] != nil {
				t.err = fmt.Errorf("%s:%d: a second package %s", t.name, line, pkg[0])
				return
			}
			t.sections[pkg[0]] = &section{name: t.name, pkg: t.Path + "/" + pkg[0], line: line + 1, text: body}
			line += 1 + strings.Count(all, "\n")
		}
	})
	return t.sections
}

// words splits a line without its comment.
func words(line string) []string {
	line, _, _ = strings.Cut(line, "#")
	return strings.Fields(line)
}

// read parses the section.
func (s *section) read() {
	s.clients = map[string]*Client{}
	s.rows = map[string]*send.Row{}
	line := s.line
	for l := range strings.Lines(s.text) {
		if err := s.entry(l); err != nil {
			s.err = fmt.Errorf("%s:%d: %w", s.name, line, err)
			return
		}
		line++
	}
}

// entry parses one line.
func (s *section) entry(line string) error {
	line, _, _ = strings.Cut(line, "#")
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if name == "" {
		return nil
	}
	typ, method, ok := strings.Cut(name, ".")
	rest = strings.TrimSpace(rest)
	if !ok || typ == "" || method == "" || rest == "" {
		return fmt.Errorf("want Type.Method and its requests, or - for none")
	}
	var m Method
	if r, ok := strings.CutPrefix(rest, "["); ok {
		if r, rest, ok = strings.Cut(r, "]"); ok {
			m.Since, m.Until, ok = strings.Cut(r, "..")
		}
		if !ok {
			return fmt.Errorf("want a range of releases like [v1.0.0..v1.33.0]")
		}
		rest = strings.TrimSpace(rest)
	}
	row := s.rows[s.pkg+"."+name]
	if row == nil {
		row = &send.Row{Func: s.pkg + "." + name, SDK: shortName(s.pkg, typ, method)}
	}
	if rest != "-" {
		for req := range strings.SplitSeq(rest, ",") {
			verb, path, ok := strings.Cut(strings.TrimSpace(req), " ")
			if path = strings.TrimSpace(path); !ok || !strings.HasPrefix(path, "/") || strings.Contains(path, " ") {
				return fmt.Errorf("%q is no request: it is a method and a path", strings.TrimSpace(req))
			}
			r := Request{verb, path}
			m.Requests = append(m.Requests, r)
			addRequest(row, r)
		}
	}
	if len(row.Requests) > 0 {
		s.rows[row.Func] = row
	}
	c := s.clients[typ]
	if c == nil {
		c = &Client{Methods: map[string][]Method{}}
		s.clients[typ] = c
	}
	c.Methods[method] = append(c.Methods[method], m)
	return nil
}

// addRequest adds a request to a row that does not have it yet.
func addRequest(row *send.Row, r Request) {
	for _, q := range row.Requests {
		if q.Method.Terms[0].Text == r.Method && q.URL.Terms[0].Text == r.Path {
			return
		}
	}
	row.Requests = append(row.Requests, send.Request{Method: send.Literal(r.Method), URL: send.Literal(r.Path)})
}

// Packages lists the packages with client types, relative to Path, sorted.
func (t *Table) Packages() []string { return slices.Sorted(maps.Keys(t.packages())) }

// Clients returns the client types of a package, by name; none where the table
// does not know the package.
func (t *Table) Clients(pkg string) (map[string]*Client, error) {
	s := t.packages()[pkg]
	if s == nil {
		return nil, nil
	}
	s.once.Do(s.read)
	return s.clients, s.err
}

// clients lists the names of a package's client types, sorted. A damaged entry
// ends the list: Parse reports it, and no such table is embedded.
func (t *Table) clients(pkg string) []string {
	clients, _ := t.Clients(pkg)
	return slices.Sorted(maps.Keys(clients))
}

// Package implements send.Library.
func (t *Table) Package(path string) bool {
	rel, ok := strings.CutPrefix(path, t.Path+"/")
	return ok && t.packages()[rel] != nil
}

// Row implements send.Library.
func (t *Table) Row(pkg, key string) *send.Row {
	rel, _ := strings.CutPrefix(pkg, t.Path+"/")
	s := t.packages()[rel]
	if s == nil {
		return nil
	}
	s.once.Do(s.read)
	return s.rows[key]
}
