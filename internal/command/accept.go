package command

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/scopevet/scopevet/internal/baseline"
	"github.com/scopevet/scopevet/internal/report"
)

// A Baseline is a file with findings that are accepted for now.
type Baseline struct {
	Name  string // "" for none
	Write bool   // write the findings down instead of reporting them
}

// checkDates refuses a date of today that is none.
func (o *Options) checkDates() error {
	if _, err := time.Parse(time.DateOnly, o.Today); o.Today != "" && err != nil {
		return fmt.Errorf("-today %q is no date; write it as in 2027-01-31", o.Today)
	}
	return nil
}

// accept takes the findings that a baseline knows out of a report, or writes
// the baseline; then no finding is left.
func (b Baseline) accept(check *report.Check, dir string, out Output) error {
	switch {
	case b.Name == "" && b.Write:
		return errors.New("-write-baseline needs -baseline FILE to write to")
	case b.Name == "":
		return nil
	}
	name := b.Name
	if dir != "" && !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	if b.Write {
		accepted := baseline.Of(check.Findings)
		var text bytes.Buffer
		if err := accepted.Write(&text); err != nil {
			return err
		}
		check.Receipt.Accepted = len(check.Findings)
		check.Findings = []report.Finding{}
		return replaceFile(name, text.Bytes())
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("baseline %s does not exist; -write-baseline makes it", b.Name)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	known, err := baseline.Read(f)
	if err != nil {
		return fmt.Errorf("%s: %w", b.Name, err)
	}
	fresh, accepted, gone := known.Apply(check.Findings)
	check.Findings, check.Receipt.Accepted = append([]report.Finding{}, fresh...), accepted
	if gone > 0 {
		fmt.Fprintf(out.Stderr, "scopevet: %s of %s no longer there; -write-baseline forgets them\n", plural(gone, "finding"), b.Name)
	}
	return nil
}
