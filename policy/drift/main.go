// Command drift compares the embedded table of endpoints with a description of
// the Management API, as OpenAPI 3 in JSON, and prints what differs: a line for
// each operation that was added or removed, and for each thing that changed in
// one. It is for those who keep the table.
//
//	go run ./policy/drift management-api.json
//
// The scopes of an operation are compared as the flat list that Auth0 writes
// below "security". Which of them suffice together, which fields they open and
// what the body decides stands in no description: that part of a record comes
// from the documentation pages, and every line printed is a reason to read them.
//
// The exit status is 0 when nothing differs, 1 when something does, and 2 when
// the description cannot be read.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/scopevet/scopevet/policy"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("drift", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "Usage: go run ./policy/drift FILE\n\nCompares the embedded table with an API description: OpenAPI 3, as JSON.")
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		flags.Usage()
		return 2
	}
	description, err := open(flags.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, "drift:", err)
		return 2
	}
	table, err := policy.Embedded()
	if err != nil {
		fmt.Fprintln(stderr, "drift:", err)
		return 2
	}
	differences := compare(table, description)
	for _, d := range differences {
		fmt.Fprintln(stdout, d)
	}
	fmt.Fprintf(stderr, "drift: %d operations described, %d in the table of %s: %d differences\n",
		len(description), len(table.Operations()), table.Date(), len(differences))
	if len(differences) > 0 {
		return 1
	}
	return 0
}

// maxSize bounds what is read; Auth0's description has 4 MB.
const maxSize = 64 << 20

func open(name string) ([]operation, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxSize {
		return nil, fmt.Errorf("%s: larger than %d MiB", name, maxSize>>20)
	}
	operations, line, err := read(text)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, line, err)
	}
	return operations, nil
}
