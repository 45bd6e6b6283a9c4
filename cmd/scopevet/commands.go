package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/scopevet/scopevet/internal/command"
)

func runCheck(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newFlags("check")
	var failOn string
	f.StringVar(&failOn, "fail-on", "warning", "")
	o, out := f.analysis(stdout, stderr)
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	return f.analyse(func() (int, error) { return command.Check(ctx, *o, *out, failOn) })
}

func runScopes(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newFlags("scopes")
	var ask command.ScopesOptions
	f.StringVar(&ask.Why, "why", "", "")
	f.StringVar(&ask.Check, "check", "", "")
	o, out := f.analysis(stdout, stderr)
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	return f.analyse(func() (int, error) { return command.Scopes(ctx, *o, *out, ask) })
}

func runExplain(args []string, stdout io.Writer) (int, error) {
	f := newFlags("explain")
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	if f.NArg() == 0 {
		return command.Failure, errors.New("explain what? A rule (spa-endpoint), an endpoint (\"GET /api/v2/users\") or a scope (read:users)")
	}
	if err := command.Explain(stdout, strings.Join(f.Args(), " ")); err != nil {
		return command.Failure, err
	}
	return command.OK, nil
}

func runVersion(args []string, stdout io.Writer) (int, error) {
	f := newFlags("version")
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	if f.NArg() > 0 {
		return command.Failure, fmt.Errorf("version takes no arguments, not %q", f.Arg(0))
	}
	if err := command.Version(stdout); err != nil {
		return command.Failure, err
	}
	return command.OK, nil
}

func runHelp(args []string, stdout io.Writer) (int, error) {
	topic := ""
	if len(args) > 0 {
		topic = args[0]
	}
	fmt.Fprint(stdout, helpText(topic))
	return command.OK, nil
}
