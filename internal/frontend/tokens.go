package frontend

import (
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxTokens bounds the memory that one script takes: 24 bytes a token.
const maxTokens = 8 << 20

// maxMistakeBytes bounds how often a script is read again: the lexer does so
// for each of its mistakes, to tell the line.
const maxMistakeBytes = 1 << 27

// A token is a piece of a script. White space and comments are none.
type token struct {
	start, end int32
	kind       js.TokenType
	newline    bool // a line ends between the token before and this one
}

// A link says where a token stands.
type link struct {
	up    int32 // the bracket that it stands in, -1 for none; of a closing one, its opening one
	down  int32 // of an opening bracket, its closing one, or the end; -1 of other tokens
	arrow int32 // the arrow of the innermost function without braces that it is in the body of, inside up; -1 for none
}

// A script is a text cut into tokens, with its brackets matched. Nothing is
// parsed beyond that: dialects, templates of other languages and broken code
// are scripts too.
type script struct {
	src   []byte
	toks  []token
	links []link // of each token
	cut   bool   // there were more tokens than the limit

	strange bool // it has so many mistakes that the rest was left out

	scopes scopes // built when first needed
	memos  map[int]memo
	steps  int // of evaluation that were taken
}

// reset makes the script hold a new text and keeps the memory. The text is
// copied: the lexer writes a zero behind what it is given.
func (s *script) reset(text []byte) {
	s.scopes.clear()
	src := append(append(room(s.src[:0], len(text)+1), text...), 0)
	*s = script{src: src[:len(text)], toks: s.toks[:0], links: s.links[:0], scopes: s.scopes}
	s.tokenize()
}

func (s *script) tokenize() {
	input := parse.NewInputBytes(s.src)
	lexer := js.NewLexer(input)
	mistakes := maxMistakeBytes / (len(s.src) + 1)
	var outer []link // the brackets that are open, and the arrow that each stands behind
	at := link{up: -1, down: -1, arrow: -1}
	newline := true
	settled := false // the lexer keeps nothing in mind of the token before
	for {
		var text []byte
		kind := js.ErrorToken
		if settled && input.Offset() < len(s.src) {
			kind = short(input.Peek(0), input.Peek(1))
		}
		if kind != js.ErrorToken {
			input.Move(1)
			text = input.Shift()
		} else {
			kind, text = lexer.Next()
			settled = !js.IsNumeric(kind)
		}
		switch kind {
		case js.ErrorToken:
			mistakes--
			if s.strange = mistakes < 0; s.strange || input.Err() != nil {
				s.closeAll(at, outer)
				return
			}
			continue // something that is no JavaScript; what follows may be
		case js.WhitespaceToken, js.CommentToken:
			continue
		case js.LineTerminatorToken, js.CommentLineTerminatorToken:
			newline, settled = true, false
			continue
		case js.DivToken, js.DivEqToken:
			if s.regexpFits() {
				if k, t := lexer.RegExp(); k == js.RegExpToken {
					kind, text = k, t
				} else {
					mistakes--
					continue
				}
			}
		}
		if len(s.toks) >= maxTokens {
			s.cut = true
			s.closeAll(at, outer)
			return
		}
		end := input.Offset()
		if n := len(s.toks); n >= sample && (n == sample || n == cap(s.toks)) {
			s.expect(int(float64(len(s.src)-end) * float64(n) / float64(end)))
		}
		i := int32(len(s.toks))
		s.toks = append(s.toks, token{start: int32(end - len(text)), end: int32(end), kind: kind, newline: newline})
		newline = false
		switch kind {
		case js.CommaToken, js.SemicolonToken:
			at.arrow = -1 // ends the body of an arrow function
			s.links = append(s.links, at)
		case js.ArrowToken:
			s.links = append(s.links, at)
			at.arrow = i
		case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
			s.links = append(s.links, at)
			outer = append(outer, at)
			at = link{up: i, down: -1, arrow: -1}
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken, js.TemplateMiddleToken:
			open := at.up
			if n := len(outer); n > 0 {
				s.links[open].down = i
				at, outer = outer[n-1], outer[:n-1]
			}
			s.links = append(s.links, link{up: open, down: -1, arrow: at.arrow})
			if kind == js.TemplateMiddleToken {
				outer = append(outer, at)
				at = link{up: i, down: -1, arrow: -1}
			}
		default:
			s.links = append(s.links, at)
		}
	}
}

// short returns the kind of a token of one byte, which most tokens of minified
// code are, ErrorToken for what the lexer must tell: it counts parentheses and
// braces. It would look each name up among the keywords, none of which is so
// short.
func short(c, next byte) js.TokenType {
	switch c {
	case ',':
		return js.CommaToken
	case ';':
		return js.SemicolonToken
	case ':':
		return js.ColonToken
	case '[':
		return js.OpenBracketToken
	case ']':
		return js.CloseBracketToken
	case '.':
		if next != '.' && (next < '0' || next > '9') {
			return js.DotToken
		}
		return js.ErrorToken
	}
	if (letter(c) || c == '_' || c == '$') && !letter(next) && next != '_' && next != '$' && (next < '0' || next > '9') && next != '\\' && next < 0x80 {
		return js.IdentifierToken
	}
	return js.ErrorToken
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// sample is the number of tokens after which it is estimated how many a
// script has.
const sample = 1 << 12

// expect makes room for about n tokens more.
func (s *script) expect(n int) {
	n = min(n+n/8+sample, maxTokens)
	s.toks, s.links = room(s.toks, n), room(s.links, n)
}

// room is slices.Grow, but does not copy what lies behind the end.
func room[T any](list []T, n int) []T {
	if cap(list)-len(list) >= n {
		return list
	}
	return append(make([]T, 0, len(list)+n), list...)
}

// closeAll makes brackets that are open at the end reach it.
func (s *script) closeAll(at link, outer []link) {
	for _, o := range append(outer, at) {
		if o.up >= 0 {
			s.links[o.up].down = int32(len(s.toks))
		}
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
		open := int(s.links[n-1].up)
		if open <= 0 || s.toks[open].kind != js.OpenParenToken {
			return false
		}
		switch s.toks[open-1].kind { // if (x) /re/.test(y)
		case js.IfToken, js.WhileToken, js.ForToken, js.WithToken:
			return true
		}
		return false
	case js.CloseBraceToken:
		open := int(s.links[n-1].up)
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
	if s.named(i) {
		return string(s.text(i))
	}
	return ""
}

// named tells whether a token is a name.
func (s *script) named(i int) bool {
	return js.IsIdentifierName(s.kind(i)) || s.kind(i) == js.PrivateIdentifierToken
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
	if d := s.links[i].down; d > int32(i) {
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
