package main

import (
	"path"
)

// Package path cleans what it joins.
func runPaths() {
	probe("paths.1", path.Join("-", "/"))
	probe("paths.2", path.Join("/api/v2/", "/users//", opaque()))
	probe("paths.3", path.Join("api", "../users"))
	probe("paths.4", path.Clean(""))
	probe("paths.5", path.Join("", ""))
	probe("paths.6", path.Clean("roles/"))
}
