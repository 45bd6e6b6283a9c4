package command

import (
	"context"
	"fmt"
	"io"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/report"
)

// Output says how and where a report is written.
type Output struct {
	Format         string // "text", the default, or one that the command names
	Prefix         string // of the paths of findings, for checkouts that begin above
	Verbose        bool
	Stdout, Stderr io.Writer
}

// Check reports the findings in the packages and returns the exit status.
// failOn is the severity from which on findings fail the run; empty stands
// for "warning".
func Check(ctx context.Context, o Options, out Output, failOn string) (int, error) {
	limit, err := parseSeverity(failOn)
	if err != nil {
		return Failure, err
	}
	if err := out.checkFindings(); err != nil {
		return Failure, err
	}
	if err := o.checkDates(); err != nil {
		return Failure, err
	}
	s, err := analyse(ctx, o)
	if err != nil {
		return Status(err), err
	}
	in := s.input()
	if err := s.judgeProgram(in); err != nil {
		return Failure, err
	}
	if err := s.judgeFrontend(ctx, in, o); err != nil {
		return Status(err), err
	}
	out.prefix(in)
	check := report.NewCheck(in)
	if err := o.Baseline.accept(check, o.Dir, out); err != nil {
		return Failure, err
	}
	if err := out.writeFindings(check, o.Dir); err != nil {
		return Failure, err
	}
	if status := whole(&check.Receipt); status != OK {
		return status, nil
	}
	if worst := check.Worst(); limit > analyzer.Off && worst >= limit {
		return Findings, nil
	}
	return OK, nil
}

// parseSeverity checks the name of a severity. "off" lets no finding fail.
func parseSeverity(name string) (analyzer.Severity, error) {
	switch name {
	case "error":
		return analyzer.Error, nil
	case "warning", "":
		return analyzer.Warning, nil
	case "note":
		return analyzer.Note, nil
	case "off":
		return analyzer.Off, nil
	}
	return 0, fmt.Errorf("unknown severity %q: use error, warning, note or off", name)
}

func (out Output) check() error {
	switch out.Format {
	case "", "text", "json":
		return nil
	}
	return fmt.Errorf("unknown format %q: use text or json", out.Format)
}

// write writes a report. JSON carries its receipt; beside text, the receipt
// goes to standard error.
func (out Output) write(whole any, text func(io.Writer) error, receipt *report.Receipt) error {
	if out.Format == "json" {
		return report.JSON(out.Stdout, whole)
	}
	if err := text(out.Stdout); err != nil {
		return err
	}
	return receipt.Text(out.Stderr, out.Verbose)
}
