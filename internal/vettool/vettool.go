// Package vettool answers the go command when it uses the binary as a vet
// tool: go vet -vettool=$(which scopevet).
//
// The go command caches what a vet tool prints, under a key that knows
// neither the policy file nor whether a package was asked for. The package
// makes results fresh, complete and printed once in spite of that, and leaves
// the analysis itself to golang.org/x/tools/go/analysis/unitchecker. It knows
// nothing of rules.
package vettool

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
)

// The exit status for whatever keeps the tool from working. The go command
// caches nothing of a run that ends with it.
const failure = 2

// Asked tells whether the arguments come from the go command.
func Asked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	first := strings.TrimLeft(args[0], "-")
	return args[0] != first && (strings.HasPrefix(first, "V=") || first == "flags") ||
		strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Main answers the go command and returns the exit status. For a package, it
// ends the process itself. The analyzer is made anew for each package.
func Main(args []string, make func(analyzer.Options) *analysis.Analyzer, stdout, stderr io.Writer) int {
	// A process for each package ends before it would need the memory again.
	// GOGC still has its say.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	var o options
	if err := o.parse(args); err != nil {
		fmt.Fprintf(stderr, "scopevet: %v\n", err)
		return failure
	}
	var err error
	switch {
	case o.version != "":
		err = printVersion(stdout, o.version)
	case o.listFlags:
		err = printFlags(stdout)
	default:
		err = o.checkUnit(o.unit, make)
	}
	if err != nil {
		fmt.Fprintf(stderr, "scopevet: %v\n", err)
		return failure
	}
	return 0
}

// options are the arguments that the go command passes on. It forwards the
// user's flags to the runs for packages only, not to -V=full.
type options struct {
	version   string // of -V
	listFlags bool
	unit      string // name of the cfg file

	policy, digest string
	confidence     string
	tags           string
	json           bool
	fix, diff      bool
}

// flagSet binds the options to their flags. Those up to tags are the user's;
// the go command is told about them.
func (o *options) flagSet() *flag.FlagSet {
	fs := flag.NewFlagSet("scopevet", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.policy, "policy", "", "policy file, as an absolute path; needs -policy.digest")
	fs.StringVar(&o.digest, "policy.digest", "", "SHA-256 of the policy file, in hexadecimal")
	fs.StringVar(&o.confidence, "confidence", "", "least confidence that is reported: certain, likely or possible")
	fs.StringVar(&o.tags, "tags", "", "build tags")
	fs.BoolVar(&o.json, "json", false, "emit JSON output")
	fs.BoolVar(&o.fix, "fix", false, "apply suggested fixes")
	fs.BoolVar(&o.diff, "diff", false, "with -fix, print what would change")
	return fs
}

func (o *options) parse(args []string) error {
	fs := o.flagSet()
	fs.StringVar(&o.version, "V", "", "print the version")
	fs.BoolVar(&o.listFlags, "flags", false, "print the flags in JSON")
	if err := fs.Parse(args); err != nil {
		return err
	}
	switch o.confidence {
	case "", "certain", "likely", "possible":
	default:
		return fmt.Errorf("unknown confidence %q: use certain, likely or possible", o.confidence)
	}
	if o.version == "" && !o.listFlags {
		if fs.NArg() != 1 {
			return fmt.Errorf("want one .cfg file of the go command, got %d arguments", fs.NArg())
		}
		o.unit = fs.Arg(0)
	}
	return nil
}

// printFlags tells the go command which flags it may forward.
func printFlags(w io.Writer) error {
	type description struct {
		Name  string
		Bool  bool
		Usage string
	}
	var list []description
	new(options).flagSet().VisitAll(func(f *flag.Flag) {
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		list = append(list, description{f.Name, ok && b.IsBoolFlag(), f.Usage})
	})
	return json.NewEncoder(w).Encode(list)
}
