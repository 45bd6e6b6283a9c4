package frontend

import (
	"slices"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxTokens bounds the memory that one script takes: 20 bytes a token.
const maxTokens = 8 << 20

// A token is a piece of a script. White space and comments are none.
type token struct {
	start, end int32
	kind       js.TokenType
	newline    bool // a line ends between the token before and this one
}

// A script is a text cut into tokens, with its brackets matched. Nothing is
// parsed beyond that: dialects, templates of other languages and broken code
// are scripts too.
type script struct {
	src  []byte
	toks []token
	up   []int32 // the bracket that a token stands in, -1 for none; of a closing one, its opening one
	down []int32 // of an opening bracket, its closing one, or the end
	cut  bool    // there were more tokens than the limit

	scopes *scopes // built when first needed
	memos  map[int]memo
	steps  int // of evaluation that were taken
}

// reset makes the script hold a new text and keeps the memory. The lexer
// writes behind the text that it is given, unless there is no room.
func (s *script) reset(src []byte) {
	*s = script{src: slices.Clip(src), toks: s.toks[:0], up: s.up[:0], down: s.down[:0]}
	s.tokenize()
}

func (s *script) tokenize() {
	input := parse.NewInputBytes(s.src)
	defer input.Restore()
	lexer := js.NewLexer(input)
	var stack []int32
	newline := true
	open := int32(-1)
	for {
		kind, text := lexer.Next()
		switch kind {
		case js.ErrorToken:
			if input.Err() != nil {
				s.closeAll(stack)
				return
			}
			continue // something that is no JavaScript; what follows may be
		case js.WhitespaceToken, js.CommentToken:
			continue
		case js.LineTerminatorToken, js.CommentLineTerminatorToken:
			newline = true
			continue
		case js.DivToken, js.DivEqToken:
			if s.regexpFits() {
				if k, t := lexer.RegExp(); k == js.RegExpToken {
					kind, text = k, t
				} else {
					continue
				}
			}
		}
		if len(s.toks) >= maxTokens {
			s.cut = true
			s.closeAll(stack)
			return
		}
		end := input.Offset()
		if len(s.toks) == sample {
			s.expect(len(s.src) / (end/sample + 1))
		}
		i := int32(len(s.toks))
		t := token{start: int32(end - len(text)), end: int32(end), kind: kind, newline: newline}
		newline = false
		up := open
		switch kind {
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken, js.TemplateMiddleToken:
			if n := len(stack); n > 0 {
				up = stack[n-1]
				s.down[up] = i
				stack = stack[:n-1]
			}
		}
		s.toks = append(s.toks, t)
		s.up = append(s.up, up)
		s.down = append(s.down, -1)
		switch kind {
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken, js.TemplateMiddleToken:
			stack = append(stack, i)
		}
		open = -1
		if n := len(stack); n > 0 {
			open = stack[n-1]
		}
	}
}

// sample is the number of tokens after which it is estimated how many a
// script has.
const sample = 1 << 12

// expect makes room for n tokens.
func (s *script) expect(n int) {
	n = min(n+n/8, maxTokens)
	s.toks, s.up, s.down = slices.Grow(s.toks, n), slices.Grow(s.up, n), slices.Grow(s.down, n)
}

func (s *script) closeAll(stack []int32) {
	for _, i := range stack {
		s.down[i] = int32(len(s.toks))
	}
}

// regexpFits tells whether a slash after the last token begins a regular
// expression rather than a division.
func (s *script) regexpFits() bool {
	n := len(s.toks)
	if n == 0 {
		return true
	}
	switch last := s.toks[n-1]; last.kind {
	case js.CloseParenToken:
		open := int(s.up[n-1])
		if open <= 0 || s.toks[open].kind != js.OpenParenToken {
			return false
		}
		switch s.toks[open-1].kind { // if (x) /re/.test(y)
		case js.IfToken, js.WhileToken, js.ForToken, js.WithToken:
			return true
		}
		return false
	case js.CloseBraceToken:
		open := int(s.up[n-1])
		return open < 0 || s.toks[open].kind != js.OpenBraceToken || !s.isObject(open)
	case js.CloseBracketToken, js.StringToken, js.TemplateToken, js.TemplateEndToken, js.RegExpToken, js.IncrToken, js.DecrToken,
		js.ThisToken, js.SuperToken, js.NullToken, js.TrueToken, js.FalseToken, js.PrivateIdentifierToken:
		return false
	default:
		if n > 1 && (s.toks[n-2].kind == js.DotToken || s.toks[n-2].kind == js.OptChainToken) && js.IsIdentifierName(last.kind) {
			return false // a property, whatever its name
		}
		return !js.IsNumeric(last.kind) && !js.IsIdentifier(last.kind)
	}
}

// isObject tells whether an opening brace begins an object literal rather
// than a block, by what stands before it.
func (s *script) isObject(open int) bool {
	if open == 0 {
		return s.startsWithKey(open)
	}
	switch k := s.toks[open-1].kind; k {
	case js.CloseParenToken, js.ArrowToken, js.SemicolonToken, js.OpenBraceToken, js.CloseBraceToken,
		js.ElseToken, js.DoToken, js.TryToken, js.FinallyToken, js.StaticToken:
		return false
	case js.ColonToken, js.ReturnToken, js.TypeofToken, js.VoidToken, js.InToken, js.OfToken, js.NewToken, js.DeleteToken,
		js.AwaitToken, js.YieldToken, js.ThrowToken, js.DefaultToken, js.CaseToken:
		return true
	default:
		return js.IsOperator(k) || js.IsPunctuator(k) || k == js.TemplateStartToken || k == js.TemplateMiddleToken
	}
}

// startsWithKey recognises text that is one object, as a JSON file is.
func (s *script) startsWithKey(open int) bool {
	return s.kind(open+1) == js.StringToken && s.kind(open+2) == js.ColonToken
}

// kind returns the kind of a token, ErrorToken beyond the ends.
func (s *script) kind(i int) js.TokenType {
	if i < 0 || i >= len(s.toks) {
		return js.ErrorToken
	}
	return s.toks[i].kind
}

// text returns the source of a token.
func (s *script) text(i int) []byte {
	if i < 0 || i >= len(s.toks) {
		return nil
	}
	return s.src[s.toks[i].start:s.toks[i].end]
}

// is tells whether a token is this identifier or keyword.
func (s *script) is(i int, name string) bool { return string(s.text(i)) == name }

// name returns the name that a token is: an identifier, or a property named
// like a keyword.
func (s *script) name(i int) string {
	if js.IsIdentifierName(s.kind(i)) || s.kind(i) == js.PrivateIdentifierToken {
		return string(s.text(i))
	}
	return ""
}

func (s *script) ident(i int) bool { return js.IsIdentifier(s.kind(i)) }

func (s *script) member(i int) bool {
	return s.kind(i) == js.DotToken || s.kind(i) == js.OptChainToken
}

// after returns the token behind the one at i, or behind its closing bracket
// when it opens one.
func (s *script) after(i int) int {
	switch s.kind(i) {
	case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken:
		return s.close(i) + 1
	case js.TemplateStartToken, js.TemplateMiddleToken:
		for s.kind(i) == js.TemplateStartToken || s.kind(i) == js.TemplateMiddleToken {
			i = s.close(i)
		}
	}
	return i + 1
}

// close returns the bracket that closes the one at i, the end without one.
func (s *script) close(i int) int {
	if d := s.down[i]; d > int32(i) {
		return int(d)
	}
	return len(s.toks)
}

// next returns where the expression that begins at i ends: at a comma, a
// semicolon, the closing bracket around it, or a line's end that stands for a
// semicolon.
func (s *script) next(i int) int {
	for begin := i; i < len(s.toks); {
		if i > begin && s.toks[i].newline && s.begins(i) && s.complete(i-1) {
			return i
		}
		switch s.toks[i].kind {
		case js.CommaToken, js.SemicolonToken, js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken, js.TemplateMiddleToken:
			return i
		}
		i = s.after(i)
	}
	return i
}

// begins tells whether a token begins a statement and cannot go on with one.
func (s *script) begins(i int) bool {
	switch k := s.kind(i); k {
	case js.InToken, js.InstanceofToken, js.OfToken, js.AsToken:
		return false
	case js.StringToken, js.CloseBraceToken:
		return true
	default:
		return js.IsIdentifierName(k)
	}
}

// complete tells whether an expression can end with a token.
func (s *script) complete(i int) bool {
	switch k := s.kind(i); k {
	case js.StringToken, js.TemplateToken, js.TemplateEndToken, js.RegExpToken, js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken,
		js.ThisToken, js.NullToken, js.TrueToken, js.FalseToken:
		return true
	default:
		return js.IsNumeric(k) || js.IsIdentifier(k)
	}
}

// args returns where each argument of the call begins whose parenthesis is
// at open.
func (s *script) args(open int) []int {
	var out []int
	end := s.close(open)
	for i := open + 1; i < end && len(out) < 8; {
		out = append(out, i)
		i = s.next(i)
		if s.kind(i) != js.CommaToken {
			break
		}
		i++
	}
	return out
}
