package frontend

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/tdewolff/parse/v2/js"

	"github.com/scopevet/scopevet/policy"
)

// A Scanner looks for findings. It is immutable: one serves many goroutines.
type Scanner struct {
	Table   *policy.Table
	Edition *policy.Edition // of the allowlist
	Domains []string        // of the tenant, beside Auth0's own; in lower case

	memory freeList
}

// MaxBytes is the size of a file above which only its beginning is read.
const MaxBytes = 32 << 20

// An inspection is one text in front of the scanner.
type inspection struct {
	*Scanner
	ctx      context.Context
	source   Source
	script   *script
	place    func(offset int) int // from the script's text to the whole text; nil for the same
	findings *[]Finding
	cuts     *[]string

	// What the text as a whole says of Auth0, so that a value may be judged by
	// it where nothing nearer speaks.
	words
	managed   bool // it names a Management API as an audience
	audiences bool // it names other audiences
	baseURL   value

	chased int // calls that were looked at for the functions that they call
}

// A Source says what is known about a text beside its own words.
type Source struct {
	// Format is how it is read.
	Format Format
	// Public is set when users can read the text; without it, it is only a
	// part of the program.
	Public bool
	// Template is set for text that html/template or text/template execute.
	Template bool
}

// Text scans a text that is in memory. The text must not change meanwhile
// and is not kept.
func (s *Scanner) Text(ctx context.Context, text []byte, source Source) Report {
	w := s.memory.take()
	defer s.memory.give(w)
	return s.text(ctx, w, text, source, false)
}

// text is Text with the memory to use. Own tells that the byte behind the text
// may be written to.
func (s *Scanner) text(ctx context.Context, w *workspace, text []byte, source Source, own bool) Report {
	report := Report{Bytes: int64(len(text)), Format: source.Format}
	switch {
	case source.Format == Other:
		return report
	case binary(text):
		report.Format = Other
		report.Cuts = append(report.Cuts, "binary, whatever its name says")
		return report
	}
	in := &inspection{Scanner: s, ctx: ctx, source: source, findings: &report.Findings, cuts: &report.Cuts, words: s.wordsOf(text), script: &w.script}
	if !in.matter() {
		return report
	}
	switch source.Format {
	case Script, Data:
		in.scan(text, own)
	case Markup:
		in.markup(text)
	case Env:
		in.env(text)
	}
	locate(text, report.Findings)
	report.Findings = sorted(report.Findings)
	return report
}

// A workspace is the memory that a file takes while it is looked at.
type workspace struct {
	file   []byte
	script script
}

// A freeList keeps workspaces: to get the memory anew for each file takes as
// long as reading the file.
type freeList struct {
	mu   sync.Mutex
	free []*workspace
}

// maxKept is how many tokens a workspace may have room for to be kept: 64 MB.
const maxKept = 4 << 20

func (l *freeList) take() *workspace {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.free)
	if n == 0 {
		return new(workspace)
	}
	w := l.free[n-1]
	l.free = l.free[:n-1]
	return w
}

func (l *freeList) give(w *workspace) {
	if cap(w.script.toks) > maxKept {
		return
	}
	w.script.clear()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free = append(l.free, w)
}

// locate fills in the lines and columns of findings from their offsets.
func locate(text []byte, fs []Finding) {
	order := make([]*Finding, len(fs))
	for i := range fs {
		order[i] = &fs[i]
	}
	slices.SortFunc(order, func(a, b *Finding) int { return cmp.Compare(a.Offset, b.Offset) })
	line, begin := 1, 0
	for _, f := range order {
		offset := min(f.Offset, len(text))
		for {
			n := bytes.IndexByte(text[begin:offset], '\n')
			if n < 0 {
				break
			}
			line, begin = line+1, begin+n+1
		}
		f.Line, f.Column = line, offset-begin+1
	}
}

// scan cuts a script into tokens and looks at each place that may matter. Own
// tells that the byte behind the text may be written to.
func (in *inspection) scan(text []byte, own bool) {
	s := in.script
	if own && cap(text) > len(text) {
		s.read(text[:len(text)+1])
	} else {
		s.copied = append(append(room(s.copied[:0], len(text)+1), text...), 0)
		s.read(s.copied)
	}
	if s.cut {
		in.cut("more than %d tokens in one script", maxTokens)
	}
	if s.strange {
		in.cut("everything behind too many mistakes for a script")
	}
	in.survey()
	for i := range s.toks {
		if i&0xffff == 0 && in.ctx.Err() != nil {
			return
		}
		switch k := s.toks[i].kind(); k {
		case js.StringToken, js.TemplateToken, js.TemplateStartToken:
			in.text(i)
		case js.ColonToken:
			in.property(i-1, i+1)
		case js.EqToken:
			in.assignment(i)
		case js.OpenParenToken:
			in.call(i)
		case js.CommaToken, js.CloseBraceToken:
			in.shorthand(i - 1)
		}
	}
	if s.steps > maxSteps || in.chased > maxChased {
		in.cut("expressions that take too long to work out")
	}
}

func (in *inspection) cut(format string, args ...any) {
	*in.cuts = append(*in.cuts, fmt.Sprintf(format, args...))
}

// report adds a finding at a token.
func (in *inspection) report(i int, f Finding) {
	offset := 0
	if i >= 0 && i < len(in.script.toks) {
		offset = int(in.script.toks[i].start)
	}
	in.reportAt(offset, f)
}

// reportAt adds a finding at an offset of the script's text.
func (in *inspection) reportAt(offset int, f Finding) {
	if in.place != nil {
		offset = in.place(offset)
	}
	f.Offset = offset
	*in.findings = append(*in.findings, f)
}

// survey finds the audiences and the base URL that a script names before
// anything is judged.
func (in *inspection) survey() {
	s := in.script
	if !in.api {
		return
	}
	for _, offset := range in.settings {
		i := s.tokenAt(int(offset))
		switch k := s.kind(i); {
		case k == js.StringToken && s.kind(i+1) == js.ColonToken, k == js.IdentifierToken:
			switch {
			case s.kind(i+1) == js.ColonToken && s.key(i) == "audience":
				in.noteAudience(s.eval(i + 2))
			case s.kind(i+1) == js.EqToken && s.is(i, "baseURL") && s.member(i-1) && s.is(i-2, "defaults"):
				in.baseURL = s.eval(i + 2)
			}
		case (k == js.StringToken || k == js.TemplateToken) && bytes.Contains(s.text(i), []byte("/api/v2")):
			in.managed = in.managed || in.isManagement(unquote(s.text(i)))
		}
	}
}

func (in *inspection) noteAudience(v value) {
	for _, a := range v.alts {
		switch {
		case in.isManagement(a):
			in.managed = true
		case a != hole && a != "":
			in.audiences = true
		}
	}
}

// tenant reports whether a host is one of an Auth0 tenant.
func (s *Scanner) tenant(host string) bool {
	host = strings.ToLower(host)
	if slices.Contains(s.Domains, host) {
		return true
	}
	name, ok := strings.CutSuffix(host, ".auth0.com")
	if !ok {
		return false
	}
	switch name {
	case "", "www", "cdn", "cdn.us", "cdn.eu", "cdn.au", "manage", "docs", "community", "support", "marketplace", "accounts", "status", "s", "cdn2", "api", "blog", "developer", "dashboard", "assets":
		return false
	}
	return !strings.Contains(name, "{") && !strings.HasPrefix(strings.ToLower(name), "your")
}

// isManagement reports whether an audience is a tenant's Management API.
func (s *Scanner) isManagement(audience string) bool {
	host, ok := strings.CutPrefix(audience, "https://")
	if !ok {
		return false
	}
	host, ok = strings.CutSuffix(strings.TrimSuffix(host, "/"), "/api/v2")
	return ok && !strings.Contains(host, "/") && (s.tenant(host) || strings.Contains(host, hole))
}
