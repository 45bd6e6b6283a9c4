package command

import (
	"context"
	"errors"

	"github.com/scopevet/scopevet/internal/load"
	"github.com/scopevet/scopevet/internal/report"
)

// The exit statuses of the binary.
const (
	OK          = 0   // nothing to report
	Findings    = 1   // findings at or above the severity that fails
	Failure     = 2   // usage or load error, or something was lost by a fault of our own
	Nothing     = 3   // nothing was analysed
	Interrupted = 130 // stopped by a signal, as shells count it
)

// whole is the status of a run that found nothing: a part of the code that is not
// looked at for a fault of our own is no reason to be content.
func whole(r *report.Receipt) int {
	if len(r.Faults) > 0 {
		return Failure
	}
	return OK
}

// Status returns the exit status for a run that ended with err.
func Status(err error) int {
	switch {
	case err == nil:
		return OK
	case errors.Is(err, context.Canceled):
		return Interrupted
	case errors.Is(err, load.ErrNoPackages):
		return Nothing
	}
	return Failure
}
