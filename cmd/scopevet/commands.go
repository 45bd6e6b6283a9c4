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
	f.StringVar(&o.Today, "today", "", "")
	f.StringVar(&o.Baseline.Name, "baseline", "", "")
	f.BoolVar(&o.Baseline.Write, "write-baseline", false, "")
	f.StringVar(&out.Prefix, "path-prefix", "", "")
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

func runInit(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newFlags("init")
	o, out := f.analysis(stdout, stderr)
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	if len(o.Patterns) == 0 {
		o.Patterns = []string{"./..."}
	}
	return f.analyse(func() (int, error) { return command.Init(ctx, *o, *out) })
}

func runDiff(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newFlags("diff")
	o, out := f.analysis(stdout, stderr)
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	if f.NArg() == 0 {
		return command.Failure, errors.New("diff with what? A git revision (scopevet diff origin/main), or two reports of \"scopevet scopes -format json\"")
	}
	if f.NArg() == 2 && strings.HasSuffix(f.Arg(0), ".json") && strings.HasSuffix(f.Arg(1), ".json") {
		return command.DiffReports(*out, f.Arg(0), f.Arg(1))
	}
	if o.Patterns = f.Args()[1:]; len(o.Patterns) == 0 {
		o.Patterns = []string{"./..."}
	}
	return f.analyse(func() (int, error) { return command.Diff(ctx, *o, *out, f.Arg(0)) })
}

func runExplain(ctx context.Context, args []string, stdout, stderr io.Writer) (int, error) {
	f := newFlags("explain")
	o, out := f.analysis(stdout, stderr)
	if status, err, done := f.parse(args, stdout); done {
		return status, err
	}
	if f.NArg() == 0 {
		return command.Failure, errors.New("explain what? A rule (spa-endpoint), an endpoint (\"GET /api/v2/users\"), a scope (read:users), an SDK method (UserManager.List) or a refusal (\"Insufficient scope, expected any of: ...\")")
	}
	if _, ok := command.Refusal(f.Arg(0)); ok {
		o.Patterns = f.Args()[1:]
		return f.analyse(func() (int, error) { return command.ExplainRefusal(ctx, *o, *out, f.Arg(0)) })
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
