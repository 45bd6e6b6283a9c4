// Package shipped finds the files that Go programs send to browsers or carry
// inside: what //go:embed takes in, the folders that file servers and web
// frameworks serve, and templates.
//
// It reads the syntax of single Go files, without types: a folder counts when
// it is written as a literal or a constant of the same package. What is in
// the files is the business of package frontend.
package shipped
