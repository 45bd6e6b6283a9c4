package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// MaxFileSize is the size in bytes above which a policy file is refused.
const MaxFileSize = 1 << 20

const (
	maxProblems = 50  // a file with more is no policy file
	maxName     = 100 // bytes; nothing longer is taken for a misspelled name
)

// A Vocabulary is what the names in a policy file are checked against.
type Vocabulary struct {
	Rules []string // the names of all rules
	Table *Table
}

// Load reads and checks a policy file. The error is FileErrors, or that of
// reading the file.
func Load(name string, v Vocabulary) (*File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxFileSize+1))
	if err != nil {
		return nil, err
	}
	file, err := Parse(name, data, v)
	if err != nil {
		return nil, err
	}
	if file.Dir, err = filepath.Abs(file.Dir); err != nil {
		return nil, err
	}
	if file.resolved, err = filepath.EvalSymlinks(file.Dir); err != nil {
		return nil, err
	}
	return file, nil
}

// Parse checks the contents of a policy file. The path is used in messages
// and to resolve patterns; nothing is read. The error is FileErrors and holds
// all problems.
func Parse(name string, data []byte, v Vocabulary) (*File, error) {
	l := &loader{v: v, file: &File{Path: name, Dir: filepath.Dir(name), Edition: DefaultEdition}}
	sum := sha256.Sum256(data)
	l.file.digest = hex.EncodeToString(sum[:])

	if len(data) > MaxFileSize {
		l.add(0, 0, "policy file is larger than 1 MiB")
		return nil, l.errs
	}
	if doc := l.document(data); doc != nil {
		l.root(doc)
	}
	if len(l.errs) > 0 {
		l.errs = l.errs.sorted()
		return nil, l.errs
	}
	return l.file, nil
}

// A loader turns a YAML tree into a File and collects what is wrong with it.
type loader struct {
	v    Vocabulary
	file *File
	errs FileErrors
}

func (l *loader) add(line, column int, format string, args ...any) {
	if l.full() {
		return
	}
	l.errs = append(l.errs, &FileError{l.file.Path, line, column, oneLine(fmt.Sprintf(format, args...))})
}

// full reports whether looking for more problems is a waste.
func (l *loader) full() bool { return len(l.errs) >= maxProblems }

func (l *loader) at(n *yaml.Node, format string, args ...any) {
	l.add(n.Line, n.Column, format, args...)
}

// oneLine makes sure that text taken from a file cannot break a message.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if strconv.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
}

// document parses the only YAML document of the file.
func (l *loader) document(data []byte) *yaml.Node {
	d := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	switch err := d.Decode(&doc); {
	case errors.Is(err, io.EOF):
		l.add(1, 1, "policy file is empty; it begins with \"version: 1\"")
		return nil
	case err != nil:
		l.syntax(err)
		return nil
	}
	switch err := d.Decode(&more); {
	case err == nil:
		l.at(&more, "policy file holds a second document; put everything into one")
		return nil
	case !errors.Is(err, io.EOF):
		l.syntax(err)
		return nil
	}
	if len(doc.Content) != 1 {
		l.add(1, 1, "policy file is empty; it begins with \"version: 1\"")
		return nil
	}
	return doc.Content[0]
}

// syntax reports an error of the YAML parser, whose text holds the line.
func (l *loader) syntax(err error) {
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	line := 1
	if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	l.add(line, 0, "not valid YAML: %s", message)
}

func (l *loader) root(n *yaml.Node) {
	if !l.mapping(n, "policy file") {
		return
	}
	if f := l.fields(n, "version", "domains", "edition", "contexts", "rules", "sdk", "frontend"); f != nil {
		if version := f["version"]; version == nil {
			l.at(n, "version is missing; add \"version: 1\"")
		} else if version.Kind != yaml.ScalarNode || version.Tag != "!!int" || version.Value != "1" {
			l.at(version, "version must be 1%s", got(version))
		}
		l.domains(f["domains"])
		l.edition(f["edition"])
		l.contexts(f["contexts"])
		l.rules(f["rules"])
		l.forks(f["sdk"])
		l.frontend(f["frontend"])
	}
}

// mapping reports whether n is one, and complains otherwise.
func (l *loader) mapping(n *yaml.Node, what string) bool {
	if n.Kind != yaml.MappingNode {
		l.at(n, "%s must be a mapping of keys to values%s", what, got(n))
		return false
	}
	return true
}

// fields returns the values of a mapping by key. Keys that are not allowed,
// are no plain strings or come twice are problems; the rest is still returned.
func (l *loader) fields(n *yaml.Node, allowed ...string) map[string]*yaml.Node {
	f := make(map[string]*yaml.Node)
	for i := 0; i+1 < len(n.Content) && !l.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			l.at(key, "key must be a word")
		case !slices.Contains(allowed, key.Value):
			l.at(key, "unknown key %q%s", key.Value, didYouMean(key.Value, allowed))
		case f[key.Value] != nil:
			l.at(key, "key %q is there twice", key.Value)
		default:
			f[key.Value] = value
		}
	}
	return f
}

// text returns the value of a string, which must not be empty.
func (l *loader) text(n *yaml.Node, what string) (string, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" || strings.TrimSpace(n.Value) == "" {
		l.at(n, "%s must be a string%s", what, got(n))
		return "", false
	}
	return n.Value, true
}

// list calls f for each string of a sequence, in order.
func (l *loader) list(n *yaml.Node, what string, f func(n *yaml.Node, s string)) bool {
	if n.Kind != yaml.SequenceNode {
		l.at(n, "%s must be a list%s", what, got(n))
		return false
	}
	seen := make(map[string]bool)
	for _, item := range n.Content {
		if l.full() {
			break
		}
		s, ok := l.text(item, "each of "+what)
		if !ok {
			continue
		}
		if seen[s] {
			l.at(item, "%q is in %s twice", s, what)
			continue
		}
		seen[s] = true
		f(item, s)
	}
	return true
}

func (l *loader) domains(n *yaml.Node) {
	if n == nil {
		return
	}
	host := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)
	l.list(n, "domains", func(n *yaml.Node, s string) {
		lower := strings.ToLower(s)
		if !host.MatchString(lower) {
			l.at(n, "domain %q must be a host name alone, such as login.example.com", s)
			return
		}
		l.file.Domains = append(l.file.Domains, lower)
	})
}

func (l *loader) edition(n *yaml.Node) {
	if n == nil {
		return
	}
	s, ok := l.text(n, "edition")
	if !ok {
		return
	}
	if names := l.v.Table.EditionNames(); !slices.Contains(names, s) {
		l.at(n, "unknown edition %q; there are %s", s, strings.Join(names, ", "))
		return
	}
	l.file.Edition = s
}

func (l *loader) contexts(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		l.at(n, "contexts must be a list%s", got(n))
		return
	}
	names := make(map[string]int)
	patterns := make(map[string]string)
	for _, item := range n.Content {
		if !l.mapping(item, "context") {
			continue
		}
		l.context(item, names, patterns)
	}
}

// context reads one context. Names and patterns that are taken already map to
// the line and to the context's name.
func (l *loader) context(n *yaml.Node, names map[string]int, patterns map[string]string) {
	f := l.fields(n, "name", "kind", "packages", "scopes", "grants", "grants_from")
	c := Context{Line: n.Line, positions: make(map[string]Position)}

	if name := f["name"]; name == nil {
		l.at(n, "context has no name")
	} else if s, ok := l.text(name, "name"); ok {
		if line, taken := names[s]; taken {
			l.at(name, "context %q is there already, on line %d", s, line)
		} else {
			names[s] = n.Line
		}
		if strings.ContainsFunc(s, unicode.IsSpace) {
			l.at(name, "name %q must be one word, as in user-sync", s)
		} else if s == string(Unknown) {
			l.at(name, "name %q is taken by code without a context", s)
		}
		c.Name = s
	}

	if kind := f["kind"]; kind == nil {
		l.at(n, "context has no kind: spa or m2m")
	} else if s, ok := l.text(kind, "kind"); ok {
		c.Kind = Kind(s)
		if c.Kind != SPA && c.Kind != M2M {
			l.at(kind, "kind must be spa or m2m, not %q", s)
		}
	}

	if packages := f["packages"]; packages == nil {
		l.at(n, "context has no packages")
	} else if l.list(packages, "packages", func(n *yaml.Node, s string) {
		if problem := badPattern(s); problem != "" {
			l.at(n, "pattern %q %s", s, problem)
			return
		}
		canonical := canonicalPattern(s)
		if other, taken := patterns[canonical]; taken {
			l.at(n, "pattern %q is in context %q already", s, other)
			return
		}
		patterns[canonical] = c.Name
		c.Packages = append(c.Packages, s)
		c.patterns = append(c.patterns, Position{n.Line, n.Column})
	}) && len(packages.Content) == 0 {
		l.at(packages, "packages is empty; name at least one, such as ./cmd/...")
	}

	if scopes := f["scopes"]; scopes != nil {
		if c.Kind == M2M {
			l.at(scopes, "scopes is for spa contexts; what an m2m context may use is its grants")
		}
		c.Scopes = l.scopes(scopes, "scopes", &c)
	}
	if grants := f["grants"]; grants != nil {
		if c.Kind == SPA {
			l.at(grants, "grants is for m2m contexts; what a spa context asks for is its scopes")
		}
		c.Grants = l.scopes(grants, "grants", &c)
	}
	if from := f["grants_from"]; from != nil {
		if c.Kind == SPA {
			l.at(from, "grants_from is for m2m contexts; what a spa context asks for is its scopes")
		}
		if f["grants"] != nil {
			l.at(from, "grants and grants_from exclude each other")
		}
		if s, ok := l.text(from, "grants_from"); ok {
			if problem := badFile(s); problem != "" {
				l.at(from, "grants_from %q %s", s, problem)
			}
			c.GrantsFrom = s
		}
	}
	l.file.Contexts = append(l.file.Contexts, c)
}

// scopes reads a list of the Management API's scopes or OpenID Connect's. The
// result is never nil.
func (l *loader) scopes(n *yaml.Node, what string, c *Context) []string {
	scopes := []string{}
	l.list(n, what, func(n *yaml.Node, s string) {
		if !l.v.Table.HasScope(s) && !OIDCScope(s) {
			hint := ""
			if right, ok := l.v.Table.SuggestScope(s); ok {
				hint = fmt.Sprintf("; did you mean %q?", right)
			}
			l.at(n, "unknown scope %q%s", s, hint)
			return
		}
		c.positions[s] = Position{n.Line, n.Column}
		scopes = append(scopes, s)
	})
	return scopes
}

func (l *loader) rules(n *yaml.Node) {
	if n == nil || !l.mapping(n, "rules") {
		return
	}
	l.file.Rules = make(map[string]Severity)
	for i := 0; i+1 < len(n.Content) && !l.full(); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		rule, ok := l.text(key, "rule")
		if !ok {
			continue
		}
		if !slices.Contains(l.v.Rules, rule) {
			l.at(key, "unknown rule %q%s", rule, didYouMean(rule, l.v.Rules))
			continue
		}
		if _, taken := l.file.Rules[rule]; taken {
			l.at(key, "rule %q is there twice", rule)
			continue
		}
		// YAML 1.1 reads a bare off as a boolean; this is about the word.
		if value.Kind != yaml.ScalarNode || !slices.Contains(severities(), value.Value) {
			l.at(value, "severity of %s must be error, warning, note or off%s", rule, got(value))
			continue
		}
		l.file.Rules[rule] = Severity(value.Value)
	}
}

func (l *loader) forks(n *yaml.Node) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		l.at(n, "sdk must be a list%s", got(n))
		return
	}
	for _, item := range n.Content {
		if !l.mapping(item, "sdk entry") {
			continue
		}
		f := l.fields(item, "path", "like")
		var fork Fork
		for _, field := range []struct {
			name string
			to   *string
		}{{"path", &fork.Path}, {"like", &fork.Like}} {
			if v := f[field.name]; v == nil {
				l.at(item, "sdk entry has no %s", field.name)
			} else if s, ok := l.text(v, field.name); ok {
				*field.to = s
			}
		}
		l.file.SDK = append(l.file.SDK, fork)
	}
}

func (l *loader) frontend(n *yaml.Node) {
	if n == nil {
		return
	}
	l.list(n, "frontend", func(n *yaml.Node, s string) {
		if problem := badFile(s); problem != "" {
			l.at(n, "frontend directory %q %s", s, problem)
			return
		}
		l.file.Frontend = append(l.file.Frontend, path.Clean(s))
	})
}

// badPattern says what is wrong with a package pattern, or "".
func badPattern(s string) string {
	switch {
	case s == "." || s == "./..." || s == "...":
	case s == ".." || strings.HasPrefix(s, "../"):
		return "leads out of the directory of the policy file"
	case strings.Contains(s, `\`):
		return "must have forward slashes"
	case !strings.HasPrefix(s, "./"):
		return fmt.Sprintf("must be relative to the policy file; did you mean %q?", "./"+strings.TrimLeft(s, "/"))
	}
	base, _ := splitPattern(s)
	switch {
	case base == ".." || strings.HasPrefix(base, "../"):
		return "leads out of the directory of the policy file"
	case strings.Contains(base, "..."):
		return "may have ... at its end only"
	case strings.ContainsAny(base, "*?[]{}"):
		return "must name a directory, or all below one with /..."
	}
	return ""
}

// canonicalPattern writes patterns with the same meaning in the same way.
func canonicalPattern(s string) string {
	base, deep := splitPattern(s)
	if deep {
		return base + "/..."
	}
	return base
}

// badFile says what is wrong with the path of a file or directory, or "".
func badFile(s string) string {
	switch clean := path.Clean(s); {
	case strings.Contains(s, `\`):
		return "must have forward slashes"
	case path.IsAbs(s):
		return "must be relative to the policy file"
	case clean == ".." || strings.HasPrefix(clean, "../"):
		return "leads out of the directory of the policy file"
	}
	return ""
}

// got describes a value that does not fit, for the end of a message.
func got(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return ", not a mapping"
	case yaml.SequenceNode:
		return ", not a list"
	case yaml.AliasNode:
		return ", not an alias"
	}
	switch {
	case n.Tag == "!!null" || strings.TrimSpace(n.Value) == "":
		return "; it is empty"
	case len(n.Value) > 60:
		return ""
	}
	return fmt.Sprintf(", not %q", n.Value)
}

// didYouMean names the nearest of the known words, for the end of a message.
func didYouMean(word string, known []string) string {
	if len(word) > maxName {
		return ""
	}
	best, bestCost := "", 1+max(2, len(word)/3)
	for _, k := range slices.Sorted(slices.Values(known)) {
		if cost := editDistance(word, k); cost < bestCost {
			best, bestCost = k, cost
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
