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

	scripts freeList
}

// MaxBytes is the size of a file above which only its beginning is read.
const MaxBytes = 32 << 20

// interesting tells whether a text can hold a finding at all. It is a search
// for a few words, much faster than cutting the text into tokens.
func (s *Scanner) interesting(text []byte) bool {
	for _, word := range [...]string{"uth0", "UTH0", "eyJ", "api/v2"} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	for _, d := range s.Domains {
		if bytes.Contains(text, []byte(d)) {
			return true
		}
	}
	return namesSecret(text)
}

// namesSecret tells whether a text has a name that client secrets have.
func namesSecret(text []byte) bool {
	for rest := text; ; {
		_, after, ok := bytes.Cut(rest, []byte("lient"))
		if !ok {
			return bytes.Contains(text, []byte("LIENT_SECRET"))
		}
		for _, end := range [...]string{"_secret", "Secret", "-secret"} {
			if bytes.HasPrefix(after, []byte(end)) {
				return true
			}
		}
		rest = after
	}
}

// An inspection is one text in front of the scanner.
type inspection struct {
	*Scanner
	ctx      context.Context
	source   Source
	script   *script
	place    func(offset int) int // from the script's text to the whole text; nil for the same
	findings *[]Finding
	cuts     *[]string

	// What the text as a whole says of Auth0.
	tenants   bool // it names a tenant
	managed   bool // it names a Management API as an audience
	audiences bool // it names other audiences
	baseURL   value
	api       bool // it names the path of the API, or its SDK
	managers  bool // it names the SDK's client
	secrets   bool // it has names that client secrets have
	jwts      bool // it has what tokens begin with
	logins    bool // it names the endpoint for logins
	chased    int  // calls that were looked at for the functions that they call
	server    bool // it runs at Auth0 or in Node, not in a browser
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
	report := Report{Bytes: int64(len(text)), Format: source.Format}
	switch {
	case source.Format == Other:
		return report
	case binary(text):
		report.Format = Other
		report.Cuts = append(report.Cuts, "binary, whatever its name says")
		return report
	case !s.interesting(text):
		return report
	}
	in := &inspection{Scanner: s, ctx: ctx, source: source, findings: &report.Findings, cuts: &report.Cuts}
	in.script = s.scripts.take()
	defer s.scripts.give(in.script)
	in.whole(text)
	switch source.Format {
	case Script, Data:
		in.scan(text)
	case Markup:
		in.markup(text)
	case Env:
		in.env(text)
	}
	locate(text, report.Findings)
	report.Findings = sorted(report.Findings)
	return report
}

// A freeList keeps the memory of scripts: to get it anew for each file takes
// as long as reading the file.
type freeList struct {
	mu   sync.Mutex
	free []*script
}

// maxKept is how many tokens a script may have room for to be kept: 96 MB.
const maxKept = 4 << 20

func (l *freeList) take() *script {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.free)
	if n == 0 {
		return new(script)
	}
	s := l.free[n-1]
	l.free = l.free[:n-1]
	return s
}

func (l *freeList) give(s *script) {
	if cap(s.toks) > maxKept {
		return
	}
	s.reset(nil)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.free = append(l.free, s)
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

// scan cuts a script into tokens and looks at each place that may matter.
func (in *inspection) scan(text []byte) {
	s := in.script
	s.reset(text)
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
		switch k := s.toks[i].kind; k {
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

// whole notes what the text says of Auth0 anywhere, so that a value may be
// judged by it where nothing nearer speaks.
func (in *inspection) whole(text []byte) {
	for rest := text; ; {
		i := bytes.Index(rest, []byte(".auth0.com"))
		if i < 0 {
			break
		}
		j := i
		for j > 0 && hostByte(rest[j-1]) {
			j--
		}
		if in.tenant(string(rest[j:i]) + ".auth0.com") {
			in.tenants = true
			break
		}
		rest = rest[i+1:]
	}
	for _, d := range in.Domains {
		in.tenants = in.tenants || bytes.Contains(text, []byte(d))
	}
	in.secrets = namesSecret(text)
	in.jwts = bytes.Contains(text, []byte("eyJ"))
	in.logins = bytes.Contains(text, []byte("/authorize"))
	in.managers = bytes.Contains(text, []byte("ManagementClient"))
	in.api = in.managers || bytes.Contains(text, []byte("api/v2"))
	if _, after, ok := bytes.Cut(text, []byte("exports.on")); ok {
		for _, word := range [...]string{"Execute", "Continue", "Send", "Custom"} {
			in.server = in.server || bytes.HasPrefix(after, []byte(word))
		}
	}
}

func hostByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.'
}

// survey finds the audiences and the base URL that a script names before
// anything is judged.
func (in *inspection) survey() {
	s := in.script
	if !in.api {
		return
	}
	for i := range s.toks {
		switch s.toks[i].kind {
		case js.StringToken, js.TemplateToken:
			if bytes.Contains(s.text(i), []byte("/api/v2")) {
				in.managed = in.managed || in.isManagement(unquote(s.text(i)))
			}
		case js.ColonToken:
			if s.is(i-1, "audience") || s.is(i-1, `"audience"`) {
				in.noteAudience(s.eval(i + 1))
			}
		case js.EqToken:
			if s.is(i-1, "baseURL") && s.member(i-2) && s.is(i-3, "defaults") {
				in.baseURL = s.eval(i + 1)
			}
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
