package main

import (
	"io"
	"os"
	"sync"
)

// progress is a line on a terminal that says what a long run is busy with.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	shown bool
}

func newProgress(w io.Writer) *progress { return &progress{w: w} }

// show replaces the line. Meanwhile the terminal does not wrap, so that it cuts
// the line to its width: what reached into a second line could not be erased.
func (p *progress) show(step string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	io.WriteString(p.w, "\r\x1b[K\x1b[?7lscopevet: "+step+"\x1b[?7h")
	p.shown = true
}

// erase takes the line away.
func (p *progress) erase() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		io.WriteString(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// before returns a writer that takes the line away before it writes.
func (p *progress) before(w io.Writer) io.Writer { return &afterProgress{p, w} }

type afterProgress struct {
	progress *progress
	w        io.Writer
}

func (a *afterProgress) Write(b []byte) (int, error) {
	a.progress.erase()
	return a.w.Write(b)
}

// isTerminal tells whether somebody is looking. A terminal that cannot move
// its cursor counts as none.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb" && os.Getenv("TERM") != ""
}
