package analyzer

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/policy"
)

// A Frame is a place in source code that means the same on every machine: it
// names a package and a file in it, never a folder of the disk. The drivers
// turn it into a path for people.
type Frame struct {
	Package  string // import path
	File     string // base name of the file
	Line     int    // from 1
	Column   int    // from 1, in bytes
	Function string // "main", "(*Client).Do", "main.func1"; "" outside of functions
}

// A Confidence says how sure the analyzer is that a request goes to the Auth0
// Management API at all. The endpoint itself is never guessed.
type Confidence int

const (
	// Possible: only the path matches.
	Possible Confidence = iota
	// Likely: the path is in the table and the code around the call speaks of Auth0.
	Likely
	// Certain: the host is a tenant's, or the SDK sends the request.
	Certain
)

// String returns the confidence as reports and flags write it.
func (c Confidence) String() string {
	switch c {
	case Certain:
		return "certain"
	case Likely:
		return "likely"
	}
	return "possible"
}

// A Severity says what a finding does to the exit status.
type Severity int

const (
	// Off findings are not reported.
	Off Severity = iota
	// Note findings inform and never fail a build.
	Note
	// Warning findings are wrong but do not break the program.
	Warning
	// Error findings are refused requests, leaked secrets and missing grants.
	Error
)

// String returns the severity as reports and policy files write it.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
		return "note"
	}
	return "off"
}

// A Call is one call of the Management API, reported where its method and
// path become known.
type Call struct {
	Frame
	Pos        token.Pos
	Method     string     // "GET"
	Path       string     // the table's template: "/api/v2/users/{id}"
	AnyOf      [][]string // sufficient scope sets in the table's order; empty: none documented
	Context    string     // name of the context that judged it; "unknown" without one
	Kind       string     // "spa", "m2m" or "unknown"
	Token      string     // class of its access token: "user", "machine", ...; "" where it cannot be followed
	Confidence Confidence
	SDK        string      // "UserManager.List" for a method of the SDK, else ""
	Body       policy.Body // what the code sets in the request's body
	Evidence   []string    // why the call is taken for one of the Management API
	Note       string      // what decided between alternatives: "body holds only app_metadata"
	Chain      []Frame     // from the call down to the request itself, without the call's own frame
	Test       bool        // stands in a _test.go file
}

// An Unresolved is a request to the Management API whose method or path
// cannot be worked out.
type Unresolved struct {
	Frame
	Pos    token.Pos
	Method string // where it is known
	Path   string // as far as it is known, with {} for the rest
	Reason string // "path comes from os.Args"
	Chain  []Frame
	Test   bool
}

// A TokenRequest asks for a signed-in user's token for the Management API.
type TokenRequest struct {
	Frame
	Audience string   // "https://tenant.eu.auth0.com/api/v2/", with {} for what is not known
	Scopes   []string // sorted
	Complete bool     // Scopes are all that it asks for
}

// TemplateData is what a template gets and should not: the template's file,
// which no pass reads, says whether a page shows it.
type TemplateData struct {
	Frame
	Rule       string // "client-secret-public"
	What       string // for people: "client secret (environment variable AUTH0_CLIENT_SECRET)"
	Confidence Confidence
	Paths      []string // where it lies in the data: "Auth.Secret"
}

// A Finding is a diagnostic with all that the reports need of it.
type Finding struct {
	Frame
	Pos, End   token.Pos
	Rule       string // "spa-endpoint"
	Severity   Severity
	Confidence Confidence
	Message    string // one line, without the rule's name
	Context    string // name of the context that judged it, or ""
	Method     string
	Path       string
	Scopes     []string
	Chain      []Frame
	Fixes      []analysis.SuggestedFix
	Repairs    []Repair // the fixes, without positions
	Test       bool
}

// An Ignore is a directive for a rule of whole programs, which no pass judges.
// It takes away the rule's findings on its own line and on the next.
type Ignore struct {
	Frame
	Rule   string
	Reason string
	Test   bool
}

// A Node is a function in the part of the call graph that matters: drivers
// that see the whole program join the nodes of all packages to find out what a
// main package reaches.
type Node struct {
	Func  string   // types.Func.FullName, or its parent's name and "$n" for a function literal
	Calls []int    // indexes into Result.Calls
	Edges []string // functions and interface methods that it calls or mentions
}

// A Result is what the analysis of one package found, whether or not a rule
// has something to say of it.
type Result struct {
	Package    string
	Main       bool // package main
	Files      int
	Calls      []Call
	Unresolved []Unresolved
	Requests   []TokenRequest
	Findings   []Finding
	// TemplateData is for those who know the program's template files.
	TemplateData []TemplateData
	Nodes        []Node
	Ignores      []Ignore
	Suppressed   int      // findings that an ignore directive took away
	Built        bool     // SSA was built for the package
	Contexts     []string // names of the contexts that apply in it
	Faults       []string // failures of the tool itself, one line each
	Hidden       int      // files that the build constraints leave out and that mention Auth0
}
