// Package baseline keeps the findings that a project has accepted for now, so
// that only new ones count. A finding is known by its meaning: the rule, the
// function and the endpoint. It survives moved lines and renamed variables, and
// the file holds nothing that a message might quote.
package baseline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/internal/report"
)

// version is the format's version.
const version = 1

// An Entry is what some findings have in common.
type Entry struct {
	Rule     string   `json:"rule"`
	Package  string   `json:"package,omitempty"`
	Function string   `json:"function,omitempty"`
	Method   string   `json:"method,omitempty"`
	Path     string   `json:"path,omitempty"`
	Scopes   []string `json:"scopes,omitempty"`
	File     string   `json:"file,omitempty"` // where there is no function: the file's own name
	Count    int      `json:"count"`          // how many findings there are
}

// A File is a baseline.
type File struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"` // sorted by meaning, each once
}

// entryOf returns the meaning of a finding.
func entryOf(f report.Finding) Entry {
	e := Entry{Rule: f.Rule, Package: f.Package, Function: f.Function, Method: f.Method, Path: f.Path, Count: 1}
	if f.Function == "" {
		e.File = path.Base(f.File)
		e.Scopes = slices.Clone(f.Scopes)
		slices.Sort(e.Scopes)
	}
	return e
}

func (e Entry) compare(o Entry) int {
	return cmp.Or(cmp.Compare(e.Package, o.Package), cmp.Compare(e.File, o.File), cmp.Compare(e.Function, o.Function),
		cmp.Compare(e.Rule, o.Rule), cmp.Compare(e.Path, o.Path), cmp.Compare(e.Method, o.Method), slices.Compare(e.Scopes, o.Scopes))
}

// Of makes a baseline of findings.
func Of(findings []report.Finding) *File {
	b := &File{Version: version, Findings: []Entry{}}
	for _, f := range findings {
		b.Findings = append(b.Findings, entryOf(f))
	}
	slices.SortFunc(b.Findings, Entry.compare)
	merged := b.Findings[:0]
	for _, e := range b.Findings {
		if n := len(merged); n > 0 && merged[n-1].compare(e) == 0 {
			merged[n-1].Count++
			continue
		}
		merged = append(merged, e)
	}
	b.Findings = merged
	return b
}

// Read reads a baseline. Anything that no version of it ever held is an error.
func Read(r io.Reader) (*File, error) {
	b := new(File)
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	if err := dec.Decode(b); err != nil {
		if errors.Is(err, io.EOF) {
			err = errors.New("the file is empty")
		}
		return nil, fmt.Errorf("not a baseline: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if b.Version != version {
		return nil, fmt.Errorf("not a baseline of version %d", version)
	}
	slices.SortFunc(b.Findings, Entry.compare)
	return b, nil
}

// Write writes the baseline.
func (b *File) Write(w io.Writer) error { return report.JSON(w, b) }

// Apply divides findings into new ones and the number of those that the
// baseline knows; of more findings of one meaning than it counts, the last
// ones are new. gone is how many that it knows are no longer there.
func (b *File) Apply(findings []report.Finding) (fresh []report.Finding, known, gone int) {
	left := slices.Clone(b.Findings)
	for _, f := range findings {
		i, ok := slices.BinarySearchFunc(left, entryOf(f), Entry.compare)
		if ok && left[i].Count > 0 {
			left[i].Count--
			known++
			continue
		}
		fresh = append(fresh, f)
	}
	for _, e := range left {
		gone += e.Count
	}
	return fresh, known, gone
}
