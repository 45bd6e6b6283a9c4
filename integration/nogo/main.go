// Command nogo does in a module's folder what Bazel does with nogo and
// scopevet: it builds nogo from the sources of rules_go's module, and runs it
// as rules_go does, one action for each package. It prints what nogo prints.
//
// There is no Bazel in it. What rules_go's Starlark does is done by [driver];
// the program that an action runs is the real one.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	work := flag.String("work", "", "`folder` that keeps what was built, for further runs")
	scopevet := flag.String("scopevet", "", "`folder` of scopevet's module")
	config := flag.String("config", "", "nogo's configuration `file`; by default it holds the module's policy file, and nothing else")
	noFacts := flag.Bool("no-facts", false, "hand no facts to the packages that import others")
	flag.Parse()
	found, err := run(*work, *scopevet, *config, *noFacts, flag.Args())
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "nogo:", err)
		os.Exit(2)
	case found:
		os.Exit(1)
	}
}

// run tells whether an action of the packages fails, be it that nogo finds
// something, or that the package is broken.
func run(work, scopevet, config string, noFacts bool, patterns []string) (failed bool, err error) {
	temporary, err := os.MkdirTemp("", "nogo")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(temporary)
	if work == "" {
		work = filepath.Join(temporary, "work")
	}
	text, err := configuration(config)
	if err != nil {
		return false, err
	}
	nogo, err := build(work, scopevet, text)
	if err != nil {
		return false, err
	}
	d := &driver{nogo: nogo, root: filepath.Join(temporary, "execroot"), out: filepath.Join(temporary, "out"), noFacts: noFacts}
	return d.all(patterns)
}
