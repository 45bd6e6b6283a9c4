// Package senders tests the senders' table against the libraries that it is
// about: every row names something that exists, and the command finds every
// call in the modules of testdata/senders, each of which uses one library.
package senders
