// Package send knows which functions send HTTP requests, and which of their
// arguments is what. The knowledge is a table (senders.txt): a library is
// added by adding rows. It knows function names and nothing of how values are
// worked out, of facts or of Auth0.
package send

// A Row says what one function does with requests.
type Row struct {
	// Func names the function: "net/http.Get", "net/http.Client.Do". The
	// method * stands for all methods of a type that return what they are
	// called on and have no row of their own.
	Func     string
	Requests []Request
	Stores   []Store  // what a call leaves in its arguments
	Results  []Result // what a call returns; the first that fits counts
	Returns  *Source  // the result is this argument itself (fluent interfaces)
	// New says that a call returns a fresh object: what neither Results nor
	// later calls set in it is empty.
	New     bool
	Defines []Store  // settings by name, and the values that they have where nobody sets them
	Setting *Source  // the result is the setting of this name
	Tokens  []Source // where the access token of the requests stands; any of them may hold it
	// Incoming is the name of a header of a request that came in, which the
	// call returns.
	Incoming *Source
	Carries  string   // not a function: a type whose token lies at this path
	Secrets  []Source // arguments that are client secrets or private keys
	Shows    []Show   // what it hands to people who are not the program's own
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
	Method, URL, Body Source
	When              *Guard // nil where every call sends it
	// Make marks a function that builds the request and leaves sending it to
	// somebody else; Do marks one that sends a request which its argument
	// Object already describes, at the path Part below it.
	Make   bool
	Do     bool
	Object int
	Part   string
}

// Where a call shows something.
const (
	Response = "response" // the answer to a request that came in
	Template = "template" // the data of a template
	Script   = "script"   // the JavaScript of a page
	Console  = "console"  // what the program prints; of a page, its console
)

// A Show is an object that a call hands to people, with all that lies in it.
type Show struct {
	Where string
	What  Source
	// Writer is what it is written to; it has to be the answer to a request.
	// The zero value makes no condition.
	Writer Source
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

// A Guard limits a request to calls where Value is Text.
type Guard struct {
	Value Source
	Text  string
}

// A Source says where a value stands in a call. The zero value is nowhere.
type Source struct {
	Terms []Term // joined
	// Base is the URL that the terms are relative to. They are appended to
	// it, or, with Follow, followed from it as a browser follows a link.
	Base   *Source
	Follow bool
	Or     *Source // used where the terms give nothing
	// Setting is the name of what users set to something else; the source is
	// its default.
	Setting *Source
}

// A Term is a literal, or what lies at Path below argument Arg; a receiver is
// argument 0. Strings counts only the arguments that are strings: releases of
// a library put contexts before them. A class is a value that nobody knows, of
// a sort that matters. A path may hold the value of another argument as an
// index: "[$1]".
type Term struct {
	Literal bool
	Text    string
	Class   string
	// Audience is what the token of a class is for, where the call says so.
	Audience *Term
	Arg      int
	Strings  bool
	Path     string
}

// Known reports whether the source stands anywhere.
func (s Source) Known() bool { return len(s.Terms) > 0 }

// Literal returns a source that is the text.
func Literal(text string) Source { return Source{Terms: []Term{{Literal: true, Text: text}}} }

// below returns what lies at path below an argument.
func (t Term) below(path string) Source {
	t.Path += path
	return Source{Terms: []Term{t}}
}

// each calls f for the source and all sources that it is made of.
func (s Source) each(f func(Source)) {
	f(s)
	if s.Base != nil {
		s.Base.each(f)
	}
	if s.Or != nil {
		s.Or.each(f)
	}
}
