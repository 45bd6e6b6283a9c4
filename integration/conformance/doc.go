// Package conformance runs every driver on every module of the corpus and
// compares what they report, byte for byte, with each other and with the
// comments in the modules.
package conformance
