package report

import (
	"fmt"
	"io"
	"strings"
)

// A Frontend says which files for browsers were looked at.
type Frontend struct {
	Files int   `json:"files"` // that the packages ship and that were read
	Bytes int64 `json:"bytes"` // of them
	// SourceMaps counts the source maps among them that hold whole sources:
	// who receives them has the sources.
	SourceMaps int      `json:"source_maps"`
	Cuts       []string `json:"cuts"` // what was left out, and why
}

// text writes the lines of the receipt, none when there were no such files.
func (f *Frontend) text(w io.Writer) {
	if f.Files > 0 {
		fmt.Fprintf(w, "scopevet: %s, %s", count(f.Files, "front-end file"), size(f.Bytes))
		if f.SourceMaps > 0 {
			fmt.Fprintf(w, "; %s among them: whoever receives the program's front end has its sources, too", count(f.SourceMaps, "source map"))
		}
		fmt.Fprintln(w)
	}
	if len(f.Cuts) > 0 {
		fmt.Fprintf(w, "scopevet: left out of the front-end files: %s\n", plain(strings.Join(f.Cuts, "; ")))
	}
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return count(int(n), "byte")
	case n < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1000_000)
}
