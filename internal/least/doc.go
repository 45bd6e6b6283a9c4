// Package least holds what programs need of the Management API against what
// they are granted: the rules scope-not-granted, scope-excess and
// scope-unknown, and the difference between a committed grant and the code.
//
// It is given calls, grants and the table of endpoints. It finds no calls,
// reads no files and writes no reports.
package least
