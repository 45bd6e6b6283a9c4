package main

// A function literal changes what it captured when it runs, which is later.
func runClosures() {
	probe("closures.1", deferredResult())
	s := "/users"
	change := func() { s = "/roles" }
	s = "/clients"
	change()
	probe("closures.2", s)
}

func deferredResult() (r string) {
	defer func() { r += "/grants" }()
	r = "/flows"
	return
}
