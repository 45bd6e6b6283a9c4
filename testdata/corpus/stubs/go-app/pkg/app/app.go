// Package app is a stub of go-app's package of that name: signatures without
// bodies.
package app

// Compo is what components embed.
type Compo struct{}

// Context is what a component is told about its page.
type Context struct{}

// Composer is a component.
type Composer interface{}

// Route says which component a path shows.
func Route(path string, component func() Composer) {}

// RunWhenOnBrowser starts the page, and does nothing on a server.
func RunWhenOnBrowser() {}
