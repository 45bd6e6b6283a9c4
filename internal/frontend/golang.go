package frontend

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Piece is a part of a text that Go code puts together with +.
type Piece struct {
	// Literal is a string literal as it stands in the code, with its quotes.
	// An empty one stands for text that is not known.
	Literal string
}

// A LiteralFinding is a finding in text that Go code holds.
type LiteralFinding struct {
	Finding
	Piece int // index of the literal
	At    int // in bytes, from the beginning of the literal, its quote included
}

// Literal scans text that stands in Go code, if it is HTML or a script for a
// browser: pieces are the string literals that make it up, in order. Text of
// other kinds, such as JSON, belongs to the program and gives no findings.
func (s *Scanner) Literal(ctx context.Context, pieces ...Piece) []LiteralFinding {
	var text []byte
	starts := make([]int, len(pieces))
	for i, p := range pieces {
		starts[i] = len(text)
		if p.Literal == "" {
			text = append(text, hole...)
			continue
		}
		t, err := strconv.Unquote(p.Literal)
		if err != nil {
			return nil
		}
		text = append(text, t...)
	}
	if !s.interesting(text) {
		return nil
	}
	format := Script
	switch {
	case looksLikeMarkup(text):
		format = Markup
	case !looksLikeScript(text):
		return nil
	}
	report := s.Text(ctx, text, Source{Format: format, Public: true, Template: format == Markup})
	var out []LiteralFinding
	for _, f := range report.Findings {
		if f.Rule == "client-secret-literal" || f.Rule == "management-token-literal" {
			continue // code for Auth0 or Node that a Go program deploys
		}
		i := len(starts) - 1
		for i > 0 && starts[i] > f.Offset {
			i--
		}
		out = append(out, LiteralFinding{Finding: f, Piece: i, At: literalOffset(pieces[i].Literal, f.Offset-starts[i])})
	}
	return out
}

// looksLikeMarkup recognises HTML: a tag at the beginning, or a script.
func looksLikeMarkup(text []byte) bool {
	t := bytes.TrimSpace(text)
	if bytes.Contains(t, []byte("<script")) || bytes.Contains(t, []byte("<SCRIPT")) {
		return true
	}
	return len(t) > 2 && t[0] == '<' && (t[1] == '!' || 'a' <= t[1]|0x20 && t[1]|0x20 <= 'z') && bytes.Contains(t, []byte(">"))
}

// looksLikeScript recognises JavaScript by what only it has, next to what
// would matter in it.
func looksLikeScript(text []byte) bool {
	if t := bytes.TrimSpace(text); len(t) == 0 || t[0] == '{' || t[0] == '[' {
		return false // JSON, most likely: the body of a request of the program
	}
	for _, word := range []string{"fetch(", "axios", "XMLHttpRequest", "ajax(", "createAuth0Client", "Auth0Client(", "WebAuth(", "Auth0Lock(", "ManagementClient(", "=>", "function(", "function (", "const ", "let ", "var ", "window.", "document."} {
		if bytes.Contains(text, []byte(word)) {
			return true
		}
	}
	return false
}

// literalOffset returns where in a Go literal the byte stands that is at
// offset in its value.
func literalOffset(lit string, offset int) int {
	if lit == "" {
		return 0
	}
	if lit[0] == '`' {
		at := 1
		for i := 1; i < len(lit)-1 && offset > 0; i++ {
			at = i + 1
			if lit[i] != '\r' { // raw strings drop them
				offset--
			}
		}
		return at
	}
	rest := lit[1:]
	for offset > 0 && len(rest) > 1 {
		r, multibyte, tail, err := strconv.UnquoteChar(rest, lit[0])
		if err != nil {
			break
		}
		n := 1
		if multibyte || !strings.HasPrefix(rest, `\`) {
			n = utf8.RuneLen(r)
		}
		if n > offset {
			break
		}
		offset -= n
		rest = tail
	}
	return len(lit) - len(rest)
}
