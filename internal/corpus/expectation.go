package corpus

import (
	"fmt"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Kind is what an expectation is about.
type Kind string

// The kinds are the words that the comments begin with.
const (
	Call       Kind = "call"
	Unresolved Kind = "unresolved"
	Want       Kind = "want"
	Note       Kind = "note"
	Quiet      Kind = "quiet"
)

// A Mark says that an expectation is known not to hold as it should.
type Mark string

const (
	// Miss marks what should be found and is not.
	Miss Mark = "miss"
	// Wrong marks what is found and should not be.
	Wrong Mark = "wrong"
)

// An Expectation is what one comment says of one line.
type Expectation struct {
	File string // relative to the module, with forward slashes
	Line int
	Kind Kind
	Text string // endpoint, part of a reason, or regular expression
	Mark Mark   // "" where all is well
	Only []string

	pattern *regexp.Regexp // of Want and Note
}

// String names the expectation and its place.
func (e *Expectation) String() string {
	return fmt.Sprintf("%s:%d: %s %s", e.File, e.Line, e.Kind, e.Text)
}

// holds tells whether the driver is to report what the expectation says.
func (e *Expectation) holds(driver string) bool {
	return e.Kind != Quiet && e.Mark != Miss && (len(e.Only) == 0 || slices.Contains(e.Only, driver))
}

// matches tells whether a report is what the expectation says.
func (e *Expectation) matches(r Report) bool {
	switch {
	case e.File != r.File || e.Line != r.Line || e.Kind != r.Kind:
		return false
	case e.pattern != nil:
		return e.pattern.MatchString(r.Text)
	case e.Kind == Unresolved:
		return strings.Contains(r.Text, e.Text)
	}
	return e.Text == r.Text
}

// Parse reads the expectations of one Go file. Odd code is no error, odd
// expectations are.
func Parse(name string, text []byte) ([]*Expectation, error) {
	var (
		out    []*Expectation
		tokens scanner.Scanner
		code   = 0 // the line of the last token
	)
	file := token.NewFileSet().AddFile(name, -1, len(text))
	tokens.Init(file, text, nil, scanner.ScanComments)
	for {
		pos, tok, literal := tokens.Scan()
		switch {
		case tok == token.EOF:
			return out, nil
		case tok != token.COMMENT:
			if tok != token.SEMICOLON || literal != "\n" {
				code = file.Line(pos) + strings.Count(literal, "\n")
			}
			continue
		}
		line := file.Line(pos)
		for clause := range strings.SplitSeq(literal, "// ") {
			es, err := parseClause(strings.TrimSpace(clause), line == code)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
			for _, e := range es {
				e.File, e.Line = name, e.Line+line
				out = append(out, e)
			}
		}
	}
}

var clauseText = regexp.MustCompile(`^(?:(miss|wrong) )?(?:only ([a-z,-]+) )?(call|unresolved|want|note|quiet)(?:\+([1-9]))?:?(?: (.*))?$`)

// parseClause reads one comment; a comment for people gives nothing. The
// lines of the answer are relative. A comment that does not end a line of code
// is for people unless it names another line.
func parseClause(text string, endsLine bool) ([]*Expectation, error) {
	m := clauseText.FindStringSubmatch(text)
	if m == nil || !endsLine && m[4] == "" {
		return nil, nil
	}
	one := Expectation{Mark: Mark(m[1]), Kind: Kind(m[3])}
	if m[2] != "" {
		one.Only = strings.Split(m[2], ",")
	}
	if m[4] != "" {
		one.Line = int(m[4][0] - '0')
	}
	var texts []string
	switch one.Kind {
	case Quiet:
		texts = []string{m[5]}
	case Unresolved:
		if m[5] == "" {
			return nil, fmt.Errorf("unresolved needs a part of the reason")
		}
		texts = []string{m[5]}
	case Call:
		for part := range strings.SplitSeq(m[5], ",") {
			part = strings.TrimSpace(part)
			if !endpointText.MatchString(part) {
				return nil, fmt.Errorf("%q is no endpoint; write it as in GET /api/v2/users/{id}", part)
			}
			texts = append(texts, part)
		}
	default:
		return parsePatterns(one, m[5])
	}
	var out []*Expectation
	for _, t := range texts {
		e := one
		e.Text = t
		out = append(out, &e)
	}
	return out, nil
}

var endpointText = regexp.MustCompile(`^[A-Z]+ /api/v2(/\S*)?$`)

// parsePatterns reads quoted regular expressions.
func parsePatterns(one Expectation, rest string) ([]*Expectation, error) {
	var out []*Expectation
	for rest != "" {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return nil, fmt.Errorf("%s needs quoted regular expressions, not %s", one.Kind, rest)
		}
		rest = strings.TrimSpace(rest[len(quoted):])
		e := one
		if e.Text, err = strconv.Unquote(quoted); err != nil {
			return nil, err
		}
		if e.pattern, err = regexp.Compile(e.Text); err != nil {
			return nil, err
		}
		out = append(out, &e)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s needs a quoted regular expression", one.Kind)
	}
	return out, nil
}
