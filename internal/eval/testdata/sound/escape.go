package main

import (
	"html"
	"net/url"
	"strconv"
)

// What is escaped does not stay as it was.
func runEscape() {
	probe("escape.1", strconv.Quote(`say "users"`))
	probe("escape.2", html.EscapeString("a&b"+opaque()))
	probe("escape.3", url.QueryEscape("x y"))
	probe("escape.4", url.PathEscape("x y/+"))
}
