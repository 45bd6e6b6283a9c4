// Package realcode runs the command on real code: modules of the module proxy
// at fixed versions, with the checksums that go.sum files have for them.
//
// zero.txt lists modules that have nothing to do with Auth0's Management API:
// nothing is to be found in them. golden holds, for modules that call it, all
// that is found, as reviewed by somebody who read the code. What differs is an
// error; after a change that is meant to change it
//
//	go test -update
//
// writes the lists and the results, and the diff is reviewed. A checksum that
// is there is never overwritten.
package realcode
