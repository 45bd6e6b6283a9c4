// Package docstest holds the documentation to what the program does: it runs
// the console examples of the README and of every other page, analyses the
// examples of the rules' pages, and makes sure that what the caveats page
// calls unseen still is. It knows Markdown and the command line, and nothing
// of how anything is found.
//
// After a change that is meant to change outputs:
//
//	go test ./internal/docstest -update
package docstest
