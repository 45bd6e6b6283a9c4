package frontend

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
)

// A File is one that users receive, or that is at least a part of the program.
type File struct {
	// Path names the file: its end tells the format, and source maps are
	// found beside it. It has forward slashes.
	Path string
	// Public and Template are as for Source.
	Public, Template bool
	// Open opens the file, or the one of another name in its directory.
	Open func(name string) (io.ReadCloser, error)
}

// Scan reads a file and looks for findings in it. It never fails: what could
// not be read or was left out is in the report.
func (s *Scanner) Scan(ctx context.Context, f File) (report Report) {
	format := FormatOf(f.Path)
	if format == Other && f.Template {
		format = Markup
	}
	if format == Other {
		return Report{Format: Other}
	}
	defer func() {
		if r := recover(); r != nil {
			report.Err = fmt.Errorf("scanning it failed: %v", r)
		}
	}()
	w := s.memory.take()
	defer s.memory.give(w)
	text, size, cut, err := read(f, path.Base(f.Path), w.file)
	w.file = text[:0]
	if err != nil {
		return Report{Format: format, Err: err}
	}
	if format == Markup && templateName(f.Path) && !looksLikeMarkup(text) {
		return Report{Format: Other} // a template of configuration, code or mail
	}
	if format == SourceMap {
		report = s.sourceMap(ctx, text, f.Public)
	} else {
		report = s.text(ctx, w, text, Source{Format: format, Public: f.Public, Template: f.Template}, true)
	}
	report.Bytes = size
	if cut {
		report.Cuts = append(report.Cuts, fmt.Sprintf("everything behind the first %d MB", MaxBytes>>20))
	}
	if format == Script && len(report.Findings) > 0 {
		s.addOrigins(f, text, report.Findings)
	}
	return report
}

// templateName tells whether a name says that a file is a template and not of
// what.
func templateName(name string) bool {
	switch path.Ext(name) {
	case ".tmpl", ".tpl", ".gotmpl":
		return true
	}
	return FormatOf(name) == Other
}

// read returns the text of a file, its size, and whether there was more of it
// than the limit. It uses the memory that it is given if that suffices.
func read(f File, name string, memory []byte) (text []byte, size int64, cut bool, err error) {
	r, err := f.Open(name)
	if err != nil {
		return nil, 0, false, err
	}
	defer func() { _ = r.Close() }()
	var from io.Reader = r
	if strings.HasSuffix(strings.ToLower(name), ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, 0, false, fmt.Errorf("not a gzip file: %w", err)
		}
		from = z
	}
	b := bytes.NewBuffer(memory[:0])
	if file, ok := from.(fs.File); ok {
		if info, err := file.Stat(); err == nil {
			b.Grow(int(min(info.Size(), MaxBytes)) + bytes.MinRead)
		}
	}
	if _, err := b.ReadFrom(io.LimitReader(from, MaxBytes+1)); err != nil {
		return nil, 0, false, err
	}
	text = b.Bytes()
	if cut = len(text) > MaxBytes; cut {
		text = text[:MaxBytes]
	}
	return utf8Text(text), int64(len(text)), cut, nil
}

// ScanAll scans files with all processors and returns their reports in the
// same order.
func (s *Scanner) ScanAll(ctx context.Context, files []File) []Report {
	reports := make([]Report, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for i := range next {
				reports[i] = s.Scan(ctx, files[i])
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	dropTwins(files, reports)
	return reports
}

// dropTwins takes away the findings in source maps that the built file beside
// them has as well.
func dropTwins(files []File, reports []Report) {
	type twin struct {
		file, rule, source string
		line               int
	}
	built := make(map[twin]bool)
	for i, r := range reports {
		for _, f := range r.Findings {
			if r.Format == Script && f.Origin != nil {
				built[twin{files[i].Path, f.Rule, f.Origin.Source, f.Origin.Line}] = true
			}
		}
	}
	for i := range reports {
		if reports[i].Format != SourceMap {
			continue
		}
		var kept []Finding
		for _, f := range reports[i].Findings {
			if f.Origin == nil || !built[twin{strings.TrimSuffix(files[i].Path, ".map"), f.Rule, f.Origin.Source, f.Origin.Line}] {
				kept = append(kept, f)
			}
		}
		reports[i].Findings = kept
	}
}
