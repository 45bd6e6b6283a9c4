package policy

import (
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// FileName is the name of the policy file.
const FileName = ".scopevet.yaml"

// A Severity is what a policy file can say of a rule.
type Severity string

// The severities, from the one that fails a build to the one that hides.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
	Off     Severity = "off"
)

// severities lists them in the order in which messages do.
func severities() []string {
	return []string{string(Error), string(Warning), string(Note), string(Off)}
}

// A File is a policy file that has been checked: every name in it is known.
type File struct {
	Path string // as given to Parse or Load
	Dir  string // the directory that its patterns are relative to; absolute after Load

	Domains  []string // custom domains that are the tenant, in lower case
	Edition  string   // of the allowlist; DefaultEdition if the file names none
	Contexts []Context
	Rules    map[string]Severity // overrides, by rule
	SDK      []Fork
	Frontend []string // more directories with front-end files, relative to Dir

	digest   string
	resolved string // Dir without symbolic links, if the file was loaded
}

// A Context is a program, or a part of one, that has one kind of token.
type Context struct {
	Name string
	Kind Kind // SPA or M2M
	// Packages are patterns like the go command's, relative to the file:
	// "." and "./web" name one directory each, "./web/..." all below too.
	Packages []string
	// Scopes are what a public program's token request asks for, where its
	// code does not show it.
	Scopes []string
	// Grants are what a confidential program is granted. Nil says nothing
	// about it; an empty list says that it is granted nothing.
	Grants []string
	// GrantsFrom is a file with the grants, relative to the policy file.
	GrantsFrom string
	// Line is where the context begins, from 1.
	Line int

	positions map[string]Position // of Scopes and Grants
	patterns  []Position          // of Packages, one for each
}

// A Position is a place in a policy file; both are counted from 1, columns in
// characters.
type Position struct{ Line, Column int }

// ScopeAt returns where the context lists the scope, among Scopes or Grants.
func (c *Context) ScopeAt(scope string) (Position, bool) {
	p, ok := c.positions[scope]
	return p, ok
}

// A Fork is a copy of the Auth0 SDK under another import path.
type Fork struct {
	Path string // import path of the fork
	Like string // import path of the SDK that it is a copy of
}

// Digest identifies the contents of the file; caches use it as a key.
func (f *File) Digest() string { return f.digest }

// Tenant reports whether the host, which may have a port, is one of Domains.
func (f *File) Tenant(host string) bool {
	host, _, _ = strings.Cut(host, ":")
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	return slices.Contains(f.Domains, host)
}

// ContextOf returns the context of the package in a directory, which is
// absolute or relative to the file's own.
//
// Of the patterns that match, the one that names the longest directory wins;
// "./web" wins over "./web/..." for the directory web itself. Two contexts
// cannot name the same pattern, so that there is no tie.
func (f *File) ContextOf(dir string) (Context, bool) {
	rel, ok := f.relative(dir)
	if !ok {
		return Context{}, false
	}
	best, bestRank := -1, -1
	for i, c := range f.Contexts {
		for _, p := range c.Packages {
			if rank := patternRank(p, rel); rank > bestRank {
				best, bestRank = i, rank
			}
		}
	}
	if best < 0 {
		return Context{}, false
	}
	return f.Contexts[best], true
}

// relative returns dir relative to the file's directory in slash form, if it
// is that directory or below it.
func (f *File) relative(dir string) (string, bool) {
	if !filepath.IsAbs(dir) {
		return below(filepath.ToSlash(dir))
	}
	for _, base := range []string{f.Dir, f.resolved} {
		if base == "" || !filepath.IsAbs(base) {
			continue
		}
		if rel, err := filepath.Rel(base, dir); err == nil {
			if rel, ok := below(filepath.ToSlash(rel)); ok {
				return rel, true
			}
		}
	}
	return "", false
}

// below cleans a relative path and reports whether it stays where it begins.
func below(rel string) (string, bool) {
	rel = path.Clean(rel)
	return rel, rel != ".." && !strings.HasPrefix(rel, "../") && !strings.HasPrefix(rel, "/")
}

// patternRank says how closely a pattern names a directory: -1 not at all,
// else the higher the closer.
func patternRank(pattern, dir string) int {
	base, deep := splitPattern(pattern)
	depth := 0
	if base != "." {
		depth = strings.Count(base, "/") + 1
	}
	switch {
	case dir == base && !deep:
		return 2*depth + 1
	case deep && (base == "." || dir == base || strings.HasPrefix(dir, base+"/")):
		return 2 * depth
	}
	return -1
}

// splitPattern returns the directory that a pattern names, cleaned and
// relative, and whether all below it are meant too.
func splitPattern(pattern string) (base string, deep bool) {
	if pattern == "..." {
		return ".", true
	}
	base, deep = strings.CutSuffix(pattern, "/...")
	return path.Clean(base), deep
}
