// Scopevet finds the Auth0 Management API calls in Go code and says which
// scopes they need, and which of them cannot work or should not exist.
//
// It is a command of its own and, as the same binary, a tool for go vet.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/command"
	"github.com/scopevet/scopevet/internal/vettool"
)

func main() {
	if args := os.Args[1:]; vettool.Asked(args) {
		os.Exit(vettool.Main(args, analyzer.New, os.Stdout, os.Stderr))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run carries out the command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &output{w: stdout}
	status, err := dispatch(ctx, args, out, stderr)
	if err == nil {
		err = out.err // a report that nobody can read is no success
	}
	if err != nil && status == command.OK {
		status = command.Failure
	}
	switch {
	case errors.Is(err, context.Canceled):
		return command.Interrupted
	case err != nil:
		for line := range strings.Lines(err.Error()) {
			fmt.Fprintf(stderr, "scopevet: %s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	return status
}

// dispatch finds the sub-command. Without one, the arguments are for check.
func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	name := "check"
	if len(args) > 0 {
		switch args[0] {
		case "check", "scopes", "init", "diff", "explain", "version", "help":
			name, args = args[0], args[1:]
		case "-h", "-help", "--help":
			name, args = "help", nil
		}
	}
	switch name {
	case "scopes":
		return runScopes(ctx, args, stdout, stderr)
	case "init":
		return runInit(ctx, args, stdout, stderr)
	case "diff":
		return runDiff(ctx, args, stdout, stderr)
	case "explain":
		return runExplain(ctx, args, stdout, stderr)
	case "version":
		return runVersion(args, stdout)
	case "help":
		return runHelp(args, stdout)
	}
	return runCheck(ctx, args, stdout, stderr)
}

// output remembers the first error of its writer.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}
