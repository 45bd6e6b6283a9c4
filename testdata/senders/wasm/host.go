// Command wasm is what a build for a server sees of this module.
package main

func main() {}
