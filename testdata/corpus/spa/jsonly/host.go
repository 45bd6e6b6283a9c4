// Package jsonly has a file for each platform.
package jsonly

// Name of the platform.
func Name() string { return "host, with Auth0" }
