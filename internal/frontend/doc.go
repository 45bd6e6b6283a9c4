// Package frontend finds what must not be in the files that a program sends
// to browsers: client secrets, tokens of the Management API, calls that a
// browser's token never opens, and token requests for scopes that it never
// receives.
//
// It reads JavaScript and its dialects, hand-written or minified, HTML with
// its scripts and attributes, JSON, .env files and source maps. Text is cut
// into tokens; a value counts by where it stands, never by its look, with the
// exception of tokens, which say themselves what they are for.
//
// The package knows Auth0's endpoints from package policy and nothing of Go
// code: which files a program ships is the business of package shipped. No
// finding holds any part of a secret.
package frontend
