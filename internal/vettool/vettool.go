// Package vettool speaks the go command's protocol for vet tools.
package vettool

import "io"

// Asked tells whether the arguments come from the go command.
func Asked(args []string) bool { return false }

// Main answers the go command.
func Main(args []string, stdout, stderr io.Writer) int { return 0 }
