// Package settings reads the environment.
package settings

import "os"

// Or returns a variable, or what stands for it.
func Or(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}
