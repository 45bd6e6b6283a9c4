// Package policy holds what is known about the Auth0 Management API and what a
// project allows itself: the table of endpoints with the scopes that open
// them, the dated editions of the list that public clients are held to, the
// algebra that finds the smallest set of scopes for many calls, and the
// policy file of a project.
//
// It knows nothing about Go source code, about how a call is found or how a
// finding is worded, and it never talks to a network. All data is embedded;
// every value is immutable once it has been returned, so that a table can be
// shared between goroutines.
package policy
