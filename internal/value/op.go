package value

import (
	"encoding/base64"
	"encoding/hex"
	"html"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// An Op is something that code does to a string. On literals it is done at
// once; on a hole it waits until the hole is filled.
type Op struct {
	Name OpName `json:"n"`
	A    string `json:"a,omitempty"`
	B    string `json:"b,omitempty"`
}

// An OpName names an operation; A and B are its literal operands.
type OpName string

// The operations.
const (
	TrimPrefix OpName = "trimprefix" // without the prefix A
	TrimSuffix OpName = "trimsuffix" // without the suffix A
	TrimLeft   OpName = "trimleft"   // without leading characters of A
	TrimRight  OpName = "trimright"  // without trailing characters of A
	Upper      OpName = "upper"
	Lower      OpName = "lower"
	Replace    OpName = "replace"  // every A becomes B
	ReplaceOne OpName = "replace1" // the first A becomes B
	Escape     OpName = "escape"   // one path segment, whatever it holds
	Query      OpName = "query"    // a query value, which is one segment too
	HTML       OpName = "html"     // escaped for HTML
	Quote      OpName = "quote"    // as in a Go string literal, without its quotes
	Clean      OpName = "clean"    // as package path writes a path; A is what becomes of an empty one
	From       OpName = "from"     // without the first A bytes
	URLHost    OpName = "urlhost"  // the parts of a URL
	URLPath    OpName = "urlpath"
	URLScheme  OpName = "urlscheme"
	Encode64   OpName = "encode64" // base64
	Decode64   OpName = "decode64" // any alphabet, padded or not
	DecodeHex  OpName = "decodehex"
	Format     OpName = "format" // a format string of package fmt whose operands are unknown
)

// Apply does op to every pattern.
func (s Set) Apply(op Op) Set {
	return s.Map(func(p Pattern) Pattern { return p.apply(op) })
}

func (p Pattern) apply(op Op) Pattern {
	if op.Name == Format {
		return p.format()
	}
	switch op.Name {
	case Encode64, Decode64, DecodeHex:
		return p.recode(op)
	}
	if t, ok := p.Literal(); ok {
		return op.on(t)
	}
	switch op.Name {
	case TrimPrefix, TrimLeft:
		return p.trimFirst(op)
	case TrimSuffix, TrimRight:
		return p.trimLast(op)
	case ReplaceOne:
		return p.replaceOne(op)
	case Clean:
		return p.clean()
	case From:
		n, _ := strconv.Atoi(op.A)
		if p[0].Hole == nil && len(p[0].Text) >= n {
			q, _ := join(text(p[0].Text[n:]), p[1:])
			return q
		}
		return p.each(op)
	case URLHost, URLPath, URLScheme:
		u := Split(p)
		switch {
		case op.Name == URLPath:
			return u.Path
		case op.Name == URLHost:
			return u.Host
		default:
			return u.Scheme
		}
	}
	return p.each(op)
}

// recode encodes or decodes the text as a whole: one that is not all known is
// not known at all afterwards.
func (p Pattern) recode(op Op) Pattern {
	if len(p) == 1 && p[0].Hole != nil {
		return Pattern{wait(p[0], op)}
	}
	unknown := Unknown("encoded text").Alts[0]
	t, ok := p.Literal()
	if !ok {
		return unknown
	}
	var out []byte
	var err error
	switch op.Name {
	case Encode64:
		return text(base64.StdEncoding.EncodeToString([]byte(t)))
	case Decode64:
		t = strings.NewReplacer("+", "-", "/", "_", "\n", "", "\r", "").Replace(strings.TrimRight(t, "=\r\n"))
		out, err = base64.RawURLEncoding.DecodeString(t)
	case DecodeHex:
		out, err = hex.DecodeString(t)
	}
	if err != nil {
		return unknown
	}
	return text(string(out))
}

// format puts a hole in the place of every verb.
func (p Pattern) format() Pattern {
	out := Pattern{}
	for _, piece := range p {
		if piece.Hole != nil {
			out, _ = join(out, Pattern{wait(piece, Op{Name: Format})})
			continue
		}
		for _, part := range ParseFormat(piece.Text) {
			if part.Verb == 0 {
				out, _ = join(out, text(part.Text))
			} else {
				out, _ = join(out, Unknown("an operand of the format").Alts[0])
			}
		}
	}
	return out
}

// each does op to every piece for itself.
func (p Pattern) each(op Op) Pattern {
	out := Pattern{}
	for _, piece := range p {
		if piece.Hole != nil {
			out, _ = join(out, Pattern{wait(piece, op)})
		} else {
			out, _ = join(out, op.on(piece.Text))
		}
	}
	return out
}

// wait adds op to what is to be done to a hole's value.
func wait(piece Piece, op Op) Piece {
	h := piece.Hole
	if n := len(h.Ops); n >= 6 || n > 0 && h.Ops[n-1] == op {
		return piece
	}
	ops := make([]Op, len(h.Ops), len(h.Ops)+1)
	copy(ops, h.Ops)
	return Piece{Hole: &Hole{Symbol: h.Symbol, Ops: append(ops, op)}}
}

// replaceOne replaces in the first text that holds A; holes are taken to hold
// none.
func (p Pattern) replaceOne(op Op) Pattern {
	out := Pattern{}
	done := false
	for _, piece := range p {
		if piece.Hole == nil && !done && strings.Contains(piece.Text, op.A) {
			piece.Text, done = strings.Replace(piece.Text, op.A, op.B, 1), true
		}
		out, _ = join(out, Pattern{piece})
	}
	return out
}

// clean writes single slashes, and none at the end, as package path does. What
// .. leads to is not known where holes stand before it.
func (p Pattern) clean() Pattern {
	out := Pattern{}
	for _, piece := range p {
		if piece.Hole != nil {
			out, _ = join(out, Pattern{wait(piece, Op{Name: Clean})})
			continue
		}
		t := piece.Text
		if dots(t) {
			return Unknown("a path with dots").Alts[0]
		}
		for strings.Contains(t, "//") {
			t = strings.ReplaceAll(t, "//", "/")
		}
		out, _ = join(out, text(t))
	}
	if n := len(out); n > 1 && out[n-1].Hole == nil {
		return out.trimLast(Op{Name: TrimSuffix, A: "/"})
	}
	return out
}

// dots reports whether a segment of a path is . or .., which lead elsewhere.
func dots(path string) bool {
	for _, s := range strings.Split(path, "/") {
		if s == "." || s == ".." {
			return true
		}
	}
	return false
}

func (p Pattern) trimFirst(op Op) Pattern {
	if p[0].Hole != nil {
		q, _ := join(Pattern{wait(p[0], op)}, p[1:])
		return q
	}
	t := op.literal(p[0].Text)
	if t == "" && op.Name == TrimLeft {
		return p[1:].apply(op)
	}
	q, _ := join(text(t), p[1:])
	return q
}

func (p Pattern) trimLast(op Op) Pattern {
	last := len(p) - 1
	if p[last].Hole != nil {
		q, _ := join(p[:last], Pattern{wait(p[last], op)})
		return q
	}
	t := op.literal(p[last].Text)
	if t == "" && op.Name == TrimRight {
		return p[:last].apply(op)
	}
	q, _ := join(p[:last], text(t))
	return q
}

// on does op to a text. What gets too long is a hole, and is not made.
func (op Op) on(s string) Pattern {
	size := len(s)
	if op.Name == Replace {
		size += strings.Count(s, op.A) * len(op.B)
	}
	if size <= 4*MaxText {
		if s = op.literal(s); len(s) <= MaxText {
			return text(s)
		}
	}
	return Unknown("a very long string").Alts[0]
}

func (op Op) literal(s string) string {
	switch op.Name {
	case TrimPrefix:
		return strings.TrimPrefix(s, op.A)
	case TrimSuffix:
		return strings.TrimSuffix(s, op.A)
	case TrimLeft:
		return strings.TrimLeft(s, op.A)
	case TrimRight:
		return strings.TrimRight(s, op.A)
	case Upper:
		return strings.ToUpper(s)
	case Lower:
		return strings.ToLower(s)
	case Replace:
		return strings.ReplaceAll(s, op.A, op.B)
	case ReplaceOne:
		return strings.Replace(s, op.A, op.B, 1)
	case Escape:
		return url.PathEscape(s)
	case Query:
		return url.QueryEscape(s)
	case HTML:
		return html.EscapeString(s)
	case Quote:
		q := strconv.Quote(s)
		return q[1 : len(q)-1]
	case Clean:
		if s == "" {
			return op.A
		}
		return path.Clean(s)
	case From:
		if n, err := strconv.Atoi(op.A); err == nil && n >= 0 && n <= len(s) {
			return s[n:]
		}
		return s
	case URLHost, URLPath, URLScheme:
		u := Split(text(s))
		switch op.Name {
		case URLHost:
			s = u.Host.String()
		case URLPath:
			s = u.Path.String()
		default:
			s = u.Scheme.String()
		}
	}
	return s
}
