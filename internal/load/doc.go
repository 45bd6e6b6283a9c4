// Package load finds the packages that can have to do with Auth0, loads just
// those from source and runs an analyzer over them.
//
// A run lists the packages without compiling anything, reads the text of
// their files, and stops there when nothing speaks of Auth0. Otherwise the
// packages that do, those that import them and those that they need are
// type-checked from source; all others come from export data. Code for the
// browser is invisible to a build for the host, so the js/wasm configuration
// is loaded as well when the disk holds files for it.
//
// The package knows the go command, build configurations and the order in
// which facts flow. It knows nothing of rules, policies and report formats.
package load
