package main

var base = "/users"

// A function that is called changes a package variable.
func runVariables() {
	base = "/roles"
	longer()
	probe("variables.1", base)
	base = "/clients"
	func() { base += "/a" }()
	probe("variables.2", base)
}

func longer() { base += "/{id}" }
