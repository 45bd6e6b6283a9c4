package main

import (
	"fmt"
)

// A verb with a width pads, and other verbs than %s write something else.
func runVerbs() {
	probe("verbs.1", fmt.Sprintf("%5s|%-3s", "/", "é"))
	probe("verbs.2", fmt.Sprintf("%02d/%x", 7, "users"))
	probe("verbs.3", fmt.Sprintf("%.2s%T", "users", "a"))
	probe("verbs.4", fmt.Sprintf("%[2]d%%%[1]q", `a"b`, 4))
}
