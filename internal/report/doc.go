// Package report turns what a run found into something to read: one file for
// each format.
//
// The types of this package are the JSON format's, version 1; the text
// formats print the same values. Everything is sorted, so that the same
// input gives the same bytes. The package judges nothing: rules and scopes
// are decided before it is called.
package report
