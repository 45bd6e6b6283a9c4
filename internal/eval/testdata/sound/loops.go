package main

import (
	"strings"
)

// A variable that lies in memory grows in a loop, as any other does.
func runLoops() {
	s := "/users"
	p := &s
	for range 3 {
		s += "/a"
	}
	probe("loops.1", *p)
	t := "users"
	q := &t
	for range 3 {
		t = strings.Replace(t, "s", "ss", 1)
	}
	probe("loops.2", *q)
	probe("loops.3", recursive(3))
}

func recursive(n int) string {
	if n == 0 {
		return "x"
	}
	return "a" + recursive(n-1)
}
