// Package leaks looks for secrets in all that scopevet prints and writes.
package leaks
