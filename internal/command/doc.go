// Package command holds what the sub-commands of the binary do, between
// flags that are parsed and reports that are written: find the policy, load
// the packages, run the analyzer, choose an exit status.
//
// It knows neither flag syntax nor report formats, and it finds nothing in
// code itself.
package command
