// Package env reads the environment.
package env

import "os"

// Or reads a variable that has a default.
func Or(name, fallback string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return fallback
}
