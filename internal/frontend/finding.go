package frontend

import (
	"cmp"
	"slices"
)

// A Confidence says how sure it is that a finding is about Auth0.
type Confidence int

const (
	// Possible: only the path of a request matches.
	Possible Confidence = iota
	// Likely: the code around speaks of Auth0.
	Likely
	// Certain: the host is a tenant's, or Auth0's SDK is what is configured.
	Certain
)

// A Finding is one thing that is wrong in a file.
type Finding struct {
	Rule       string
	Message    string // one line, without the rule's name and without any secret
	Confidence Confidence
	Offset     int // in bytes, of the text that was scanned
	Line       int // from 1
	Column     int // from 1, in bytes
	Method     string
	Path       string   // the table's template
	Scopes     []string // that the call needs, or that the request asks for in vain
	// Uncertain marks a finding that rests on an uncertain record of the
	// table: it must never be an error.
	Uncertain bool
	// Origin is the place in the source that the file was built from, where
	// a source map tells it.
	Origin *Origin
}

// An Origin is a place in a file that a bundler read.
type Origin struct {
	Source       string // as the source map names it
	Line, Column int    // from 1; columns in UTF-16 units, as source maps count
}

// A Report is what was found in one file.
type Report struct {
	Findings []Finding // sorted by place
	Bytes    int64     // of the file
	Format   Format    // what it was read as; Other files are not looked into
	Cuts     []string  // what was left out, and why, one clause each
	Err      error     // why it could not be read at all
	// MapHasSources is set for a source map that carries the sources
	// themselves.
	MapHasSources bool
}

// sorted orders findings by place and drops those that say the same.
func sorted(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Line == b.Line && a.Column == b.Column && a.Rule == b.Rule && a.Message == b.Message
	})
}
