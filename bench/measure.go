package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A sample is what one run of a command took. The go command waits for the
// tools that it starts, so that their time counts.
type sample struct {
	cpu, wall time.Duration
	peak      int64 // bytes, of the largest process
}

// A command is something to measure.
type command struct {
	dir  string
	env  []string
	args []string
}

// run runs the command and measures it. Findings are no failure: exit statuses
// up to 2 count as done unless nothing was printed.
func (c command) run(ctx context.Context) (sample, error) {
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = nil, &out
	begin := time.Now()
	err := cmd.Run()
	wall := time.Since(begin)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return sample{}, fmt.Errorf("%v: %w: %s", c.args, err, out.String())
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return sample{}, errors.New("no resource usage on this system")
	}
	return sample{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall, usage.Maxrss << 10}, nil
}

// median returns the median of each figure.
func median(samples []sample) sample {
	var m sample
	pick := func(of func(sample) int64) int64 {
		var all []int64
		for _, s := range samples {
			all = append(all, of(s))
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	m.cpu = time.Duration(pick(func(s sample) int64 { return int64(s.cpu) }))
	m.wall = time.Duration(pick(func(s sample) int64 { return int64(s.wall) }))
	m.peak = pick(func(s sample) int64 { return s.peak })
	return m
}
