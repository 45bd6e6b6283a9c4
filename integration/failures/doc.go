// Package failures runs the command where things go wrong, and where nobody
// looks: with broken code, full disks, interrupted, many at once, without a
// network. An error is one clear line, a result is right, nothing is half
// written.
package failures
