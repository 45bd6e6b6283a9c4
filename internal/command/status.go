package command

import (
	"context"
	"errors"

	"github.com/scopevet/scopevet/internal/load"
)

// The exit statuses of the binary.
const (
	OK          = 0   // nothing to report
	Findings    = 1   // findings at or above the severity that fails
	Failure     = 2   // usage or load error
	Nothing     = 3   // nothing was analysed
	Interrupted = 130 // stopped by a signal, as shells count it
)

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
