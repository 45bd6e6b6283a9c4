package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// An operation is what a description says of one method on one path.
type operation struct {
	method, path  string // "GET", "/api/v2/users/{id}"
	id, lifecycle string
	scopes        []string // sorted
	at            int64    // offset in the description
}

// member is an operation as OpenAPI writes it.
type member struct {
	ID        string         `json:"operationId"`
	Lifecycle string         `json:"x-release-lifecycle"`
	Security  []requirements `json:"security"` // nil: that of the whole API
}

// requirements name schemes, and the scopes that each needs.
type requirements map[string][]string

// prefix is what every path of the Management API begins with.
const prefix = "/api/v2"

// Descriptions come from elsewhere, and what they hold is printed: only plain
// names are.
var (
	pathText  = regexp.MustCompile(`^(/[A-Za-z0-9._~-]+|/\{[A-Za-z0-9_-]+\})+$`)
	scopeText = regexp.MustCompile(`^[a-z]+:[a-z0-9_-]+$`)
	nameText  = regexp.MustCompile(`^[A-Za-z0-9_-]*$`)
)

// read returns the operations of a description. An error comes with the line
// that it is about.
func read(text []byte) ([]operation, int, error) {
	r := &reader{decoder: json.NewDecoder(bytes.NewReader(text))}
	err := r.document()
	if err == nil {
		err = r.finish()
	}
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return r.operations, 1 + bytes.Count(text[:r.at], []byte("\n")), err
}

// A reader goes through a description once. Streaming tells the line of every
// mistake, and finds names that stand there twice.
type reader struct {
	decoder  *json.Decoder
	version  string
	servers  []struct{ URL string }
	security []requirements

	operations []operation
	inherit    []int // of operations: those that say nothing of security
	at         int64 // offset of what is being read
}

func (r *reader) document() error {
	err := r.object(func(name string) error {
		switch name {
		case "openapi":
			return r.decoder.Decode(&r.version)
		case "servers":
			return r.decoder.Decode(&r.servers)
		case "security":
			return r.decoder.Decode(&r.security)
		case "paths":
			return r.object(r.path)
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind the description")
	}
	return nil
}

func (r *reader) path(path string) error {
	if !pathText.MatchString(path) {
		return fmt.Errorf("%q is no path", path)
	}
	return r.object(func(name string) error {
		switch name {
		case "get", "put", "post", "delete", "options", "head", "patch", "trace":
			return r.operation(strings.ToUpper(name), path)
		case "$ref":
			return fmt.Errorf("%s is described elsewhere ($ref): join the files first", path)
		}
		return r.skip()
	})
}

func (r *reader) operation(method, path string) error {
	op := operation{method: method, path: path, at: r.at}
	var m member
	if err := r.decoder.Decode(&m); err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if !nameText.MatchString(m.ID) || !nameText.MatchString(m.Lifecycle) {
		return fmt.Errorf("%s %s: odd operationId %q or x-release-lifecycle %q", method, path, m.ID, m.Lifecycle)
	}
	scopes, err := flat(m.Security)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	if m.Security == nil {
		r.inherit = append(r.inherit, len(r.operations))
	}
	op.id, op.lifecycle, op.scopes = m.ID, m.Lifecycle, scopes
	r.operations = append(r.operations, op)
	return nil
}

// flat returns all scopes that the requirements mention. Which suffice together
// cannot be told from them.
func flat(all []requirements) ([]string, error) {
	var out []string
	for _, schemes := range all {
		for _, scopes := range schemes {
			for _, s := range scopes {
				if !scopeText.MatchString(s) {
					return nil, fmt.Errorf("%q is no scope", s)
				}
				if !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// finish applies what stands once for the whole description.
func (r *reader) finish() error {
	if !strings.HasPrefix(r.version, "3.") {
		return fmt.Errorf("no OpenAPI 3 description: its version is %q", r.version)
	}
	inherited, err := flat(r.security)
	if err != nil {
		return err
	}
	for _, i := range r.inherit {
		r.operations[i].scopes = inherited
	}
	base := ""
	if len(r.servers) > 0 {
		// The host is a template that url.Parse would not take.
		_, rest, _ := strings.Cut(r.servers[0].URL, "://")
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			base = strings.TrimRight(rest[i:], "/")
		}
		if base != "" && !pathText.MatchString(base) {
			return fmt.Errorf("the server's path is %q", base)
		}
	}
	seen := map[string]bool{}
	for i := range r.operations {
		op := &r.operations[i]
		r.at = op.at
		if !strings.HasPrefix(base+op.path, prefix+"/") {
			return fmt.Errorf("%s is not below %s: is this the Management API?", op.path, prefix)
		}
		op.path = base + op.path
		if seen[op.key()] {
			return fmt.Errorf("%s %s is described twice", op.method, op.path)
		}
		seen[op.key()] = true
	}
	if len(r.operations) == 0 {
		return errors.New("no operation is described")
	}
	return nil
}

// object reads an object and calls f with the name of each member, whose value
// is still to be read.
func (r *reader) object(f func(name string) error) error {
	if err := r.delimiter('{'); err != nil {
		return err
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		token, err := r.decoder.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string) // the decoder takes nothing else for a name
		r.at = r.decoder.InputOffset()
		if seen[name] {
			return fmt.Errorf("%q stands there twice", name)
		}
		seen[name] = true
		if err := f(name); err != nil {
			return err
		}
	}
	return r.delimiter('}')
}

func (r *reader) delimiter(want json.Delim) error {
	r.at = r.decoder.InputOffset()
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%s is missing", want)
	}
	return nil
}

// skip leaves a value out.
func (r *reader) skip() error {
	var value json.RawMessage
	return r.decoder.Decode(&value)
}
