// Package triage tells which packages cannot matter, from as little as there
// is to know of a package at each stage: its import path, its text and its
// imports, and at last its types.
//
// What it lets pass may matter; what it turns away sends no request that
// could be of the Management API, holds no secret, and tells its importers
// nothing. The package knows import paths and words, and no values.
package triage

import (
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/jwt"
	"github.com/scopevet/scopevet/internal/send"
)

// Listed reports whether the tables say what a package does, so that its own
// code is not looked at.
func Listed(t *send.Table, importPath string) bool {
	return t.Owns(importPath) || t.Package(importPath)
}

// Words are in the texts of packages that write URLs of the API or of tenants,
// hold tokens, or ask for them.
func Words() []string { return []string{"api/v2", Hosts, jwt.Mark, "/authorize"} }

// Mentions reports whether a source file holds one of the words by which a
// package matters whatever it imports, be it in a comment: those of the path
// that all endpoints begin with, of tenants' hosts, of the one where a token is asked for and of
// tokens, and the names under which client secrets are sent, kept in the
// environment, and kept in fields.
func Mentions(src string) bool {
	return slices.ContainsFunc(append(Words(), "client_secret", "CLIENT_SECRET", "ClientSecret"), func(word string) bool { return strings.Contains(src, word) })
}

// Commented reports whether the comments of a source file can say something:
// they speak of Auth0, or name files that become part of the program.
func Commented(src string) bool { return strings.Contains(src, "//go:embed ") || NamesAuth0(src) }

// NamesAuth0 reports whether a text holds Auth0's name, in any case and also
// as auth_0 and auth-0.
func NamesAuth0(text string) bool {
	const name = "auth"
	for {
		before, after, found := strings.Cut(text, "0")
		if !found {
			return false
		}
		if n := len(before); n > 0 && (before[n-1] == '_' || before[n-1] == '-') {
			before = before[:n-1]
		}
		if n := len(before) - len(name); n >= 0 && strings.EqualFold(before[n:], name) {
			return true
		}
		text = after
	}
}

// An Exchange looks in texts for what a request for the program's own token
// holds: the path of the token endpoint, an audience, and the API that the token is
// for. Together nobody but Auth0 has them
// (https://auth0.com/docs/secure/tokens/access-tokens/get-management-api-access-tokens-for-production).
type Exchange struct{ path, audience, api bool }

// With adds a text, and reports whether all has been found.
func (e *Exchange) With(text string) bool {
	e.path = e.path || strings.Contains(text, "/oauth/token")
	e.api = e.api || strings.Contains(text, "/api/v2")
	e.audience = e.audience || strings.Contains(text, "audience") || strings.Contains(text, "Audience") || strings.Contains(text, "AUDIENCE")
	return e.path && e.audience && e.api
}

// Hosts ends the names of tenants' hosts.
const Hosts = ".auth0.com"

// Constants reports whether a constant of a package holds one of the words:
// whoever uses it may matter.
func Constants(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		c, ok := scope.Lookup(name).(*types.Const)
		if ok && c.Val().Kind() == constant.String && Mentions(constant.StringVal(c.Val())) {
			return true
		}
	}
	return false
}

// A Search looks for words in the constants of a package or a function, one
// after the other. A word may stand in two of them, which the code joins when
// it runs: one ends with its beginning, and the other begins with its rest.
type Search struct {
	words []part
}

// part says how much of a word there was: bit i of ends is set where a text
// ended with the first i bytes, and of begins where one began with those after.
type part struct {
	word         string
	ends, begins uint64
}

// minPart is the length in bytes from which on a part of a word tells anything.
const minPart = 2

// NewSearch returns one for words of less than 64 bytes.
func NewSearch(words ...string) *Search {
	s := &Search{words: make([]part, len(words))}
	for i, w := range words {
		s.words[i].word = w
	}
	return s
}

// In reports whether the text holds a word, or the missing part of one.
func (s *Search) In(text string) bool {
	for i := range s.words {
		w := &s.words[i]
		if strings.Contains(text, w.word) {
			return true
		}
		for n := minPart; n <= len(w.word)-minPart; n++ {
			if strings.HasSuffix(text, w.word[:n]) {
				w.ends |= 1 << n
			}
			if strings.HasPrefix(text, w.word[n:]) {
				w.begins |= 1 << n
			}
		}
		if w.ends&w.begins != 0 {
			return true
		}
	}
	return false
}

// ReadsEnvironment reports whether a source file could read environment
// variables.
func ReadsEnvironment(src string) bool {
	return strings.Contains(src, getenv) || strings.Contains(src, lookupEnv)
}

const getenv, lookupEnv = "Getenv", "LookupEnv"

// IsGetenv reports whether a function of package os reads an environment
// variable.
func IsGetenv(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == "os" && (fn.Name() == getenv || fn.Name() == lookupEnv)
}

// OffersDefault reports whether a package has an exported function that takes
// two texts and returns one: the name of an environment variable and a
// default for it, if the package reads any. Secrets are written there.
func OffersDefault(pkg *types.Package) bool {
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		fn, ok := scope.Lookup(name).(*types.Func)
		if !ok || !fn.Exported() {
			continue
		}
		sig := fn.Type().(*types.Signature)
		if sig.Params().Len() == 2 && sig.Results().Len() == 1 && IsText(sig.Params().At(0).Type()) && IsText(sig.Params().At(1).Type()) && IsText(sig.Results().At(0).Type()) {
			return true
		}
	}
	return false
}

// IsText reports whether a type's values are texts.
func IsText(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// Standard reports whether a package is part of Go itself: what it sends is
// in the senders' table. The module's path is "" where it is not known.
func Standard(importPath, module string) bool {
	if module != "" {
		return module == "std" || module == "cmd"
	}
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".") && strings.Contains(roots, " "+first+" ")
}

// roots are the first elements of the standard library's import paths.
const roots = " archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html " +
	"image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs sync " +
	"syscall testing text time unicode unique unsafe vendor weak "
