package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/scopevet/scopevet/internal/command"
)

// flags is the flag set of one sub-command.
type flags struct {
	*flag.FlagSet
	options  *command.Options
	tags     string
	progress *progress
}

func newFlags(name string) *flags {
	f := &flags{FlagSet: flag.NewFlagSet(name, flag.ContinueOnError)}
	f.SetOutput(io.Discard) // parse words the errors
	return f
}

// analysis registers what check and scopes have in common. The values are
// set once the flags are parsed.
func (f *flags) analysis(stdout, stderr io.Writer) (*command.Options, *command.Output) {
	o := new(command.Options)
	out := &command.Output{Stdout: stdout, Stderr: stderr}
	f.options = o
	f.StringVar(&o.Dir, "C", "", "")
	f.StringVar(&o.Policy, "policy", "", "")
	f.StringVar(&o.Confidence, "confidence", "likely", "")
	f.BoolVar(&o.Tests, "tests", false, "")
	f.StringVar(&f.tags, "tags", "", "")
	f.StringVar(&o.GOOS, "goos", "", "")
	f.StringVar(&o.GOARCH, "goarch", "", "")
	f.StringVar(&out.Format, "format", "text", "")
	f.BoolVar(&out.Verbose, "v", false, "")
	if file, ok := stderr.(*os.File); ok && isTerminal(file) {
		f.progress = newProgress(file)
		o.Progress = f.progress.show
		out.Stderr = f.progress.before(stderr)
		out.Stdout = f.progress.before(stdout)
	}
	return o, out
}

// parse parses the arguments. When it is done the command has nothing more
// to do than to return the status and the error.
func (f *flags) parse(args []string, stdout io.Writer) (status int, err error, done bool) {
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, helpText(f.Name()))
		return command.OK, nil, true
	case err != nil:
		return command.Failure, f.explain(err), true
	}
	if f.options == nil {
		return 0, nil, false
	}
	for _, arg := range f.Args() {
		if strings.HasPrefix(arg, "-") {
			return command.Failure, fmt.Errorf("flag %s comes after a package pattern: put flags first, as in \"scopevet %s %s %s\"", arg, f.Name(), arg, f.Arg(0)), true
		}
	}
	f.options.Patterns = f.Args()
	f.options.Tags = strings.FieldsFunc(f.tags, func(r rune) bool { return r == ',' || r == ' ' })
	return 0, nil, false
}

// analyse runs a command that analyses code and takes the progress line away
// afterwards.
func (f *flags) analyse(do func() (int, error)) (int, error) {
	status, err := do()
	if f.progress != nil {
		f.progress.erase()
	}
	if err != nil {
		err = hintCommand(err, f.options.Patterns)
	}
	return status, err
}

// explain rewords an error of the flag package and adds a way out.
func (f *flags) explain(err error) error {
	text := err.Error()
	if name, ok := strings.CutPrefix(text, "flag provided but not defined: "); ok {
		var known []string
		f.VisitAll(func(fl *flag.Flag) { known = append(known, "-"+fl.Name) })
		if near := command.Nearest(name, known); near != "" {
			return fmt.Errorf("unknown flag %s: did you mean %s? (scopevet %s -h lists all)", name, near, f.Name())
		}
		return fmt.Errorf("unknown flag %s: scopevet %s -h lists all", name, f.Name())
	}
	return fmt.Errorf("%s: see scopevet %s -h", text, f.Name())
}

// hintCommand adds to a load error that the first argument may have been
// meant as a sub-command.
func hintCommand(err error, patterns []string) error {
	if len(patterns) == 0 || strings.ContainsAny(patterns[0], "./") || !strings.Contains(err.Error(), patterns[0]) {
		return err
	}
	if near := command.Nearest(patterns[0], []string{"check", "scopes", "init", "diff", "explain", "version", "help"}); near != "" {
		return fmt.Errorf("%w; or did you mean the command %q?", err, near)
	}
	return err
}
