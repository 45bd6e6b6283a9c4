package frontend

import (
	"sort"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxTokens bounds the memory that one script takes: 16 bytes a token.
const maxTokens = 8 << 20

// maxMistakeBytes bounds how often a script is read again: the lexer does so
// for each of its mistakes, to tell the line.
const maxMistakeBytes = 1 << 27

// A token is a piece of a script. White space and comments are none. Small
// tokens matter: to read and to write them takes as long as the lexer does.
type token struct {
	start int32
	size  uint16 // manyBytes for a token that is at least as long, whose size is in the script's long
	bits  uint16 // its kind, and behindNewline
}

const (
	manyBytes     = 1<<16 - 1
	behindNewline = 1 << 15 // a line ends between the token before and this one
)

func (t token) kind() js.TokenType { return js.TokenType(t.bits &^ behindNewline) }

// A link says where a token stands.
type link struct {
	up int32 // the bracket that it stands in, -1 for none; of a closing one, its opening one
	// pair is, for an opening bracket, its closing one, or the end. For other
	// tokens it is the arrow of the innermost function without braces whose
	// body the token is in, inside up; -1 for none.
	pair int32
}

// A script is a text cut into tokens, with its brackets matched. Nothing is
// parsed beyond that: dialects, templates of other languages and broken code
// are scripts too.
type script struct {
	src   []byte // there is one more byte behind it
	toks  []token
	links []link          // of each token
	long  map[int32]int32 // the sizes of long tokens
	cut   bool            // there were more tokens than the limit

	strange bool // it has so many mistakes that the rest was left out

	copied []byte // memory for texts that must not be written to
	scopes scopes // built when first needed
	memos  map[int]memo
	steps  int // of evaluation that were taken
}

// clear forgets the text and keeps the memory.
func (s *script) clear() {
	s.scopes.clear()
	*s = script{copied: s.copied[:0], toks: s.toks[:0], links: s.links[:0], scopes: s.scopes}
}

// read makes the script hold a new text. Its last byte belongs to the lexer,
// which wants a zero there.
func (s *script) read(text []byte) {
	s.clear()
	text[len(text)-1] = 0
	s.src = text[:len(text)-1]
	s.tokenize()
}

func (s *script) tokenize() {
	input := parse.NewInputBytes(s.src)
	lexer := js.NewLexer(input)
	keywords := keywordLengths()
	mistakes := maxMistakeBytes / (len(s.src) + 1)
	place := nesting{at: link{up: -1, pair: -1}}
	defer func() { s.closeAll(place) }()
	limit := 0 // of tokens until room is made for more
	newline := true
	settled := false // the lexer keeps nothing in mind of the token before
	for {
		if len(s.toks) == limit {
			if limit = s.expect(input.Offset()); limit == len(s.toks) {
				s.cut = true
				return
			}
		}
		if settled {
			start := input.Offset()
			if kind, size := plainToken(s.src[start:], &keywords); size > 0 {
				input.Move(size)
				input.Skip()
				s.append(kind, newline, start, size)
				s.nest(&place, kind)
				newline = false
				continue
			}
		}
		kind, text := lexer.Next()
		// What is no token stays in front of the next one.
		settled = !js.IsNumeric(kind) && kind != js.ErrorToken
		switch kind {
		case js.ErrorToken:
			mistakes--
			if s.strange = mistakes < 0; s.strange || input.Err() != nil {
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
					settled = false
					continue
				}
			}
		}
		s.append(kind, newline, input.Offset()-len(text), len(text))
		s.nest(&place, kind)
		newline = false
	}
}

// A nesting is where in a script the next token stands.
type nesting struct {
	at    link
	outer []link // where the brackets stand that are open
}

// nest links the last token, which is of a kind, to what it stands in.
func (s *script) nest(n *nesting, kind js.TokenType) {
	i := int32(len(s.links))
	switch kind {
	case js.CommaToken, js.SemicolonToken:
		n.at.pair = -1 // ends the body of an arrow function
		s.links = append(s.links, n.at)
	case js.ArrowToken:
		s.links = append(s.links, n.at)
		n.at.pair = i
	case js.OpenBraceToken, js.OpenParenToken, js.OpenBracketToken, js.TemplateStartToken:
		s.links = append(s.links, n.at)
		n.open(i)
	case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken, js.TemplateMiddleToken:
		open := n.at.up
		if outer := len(n.outer); outer > 0 {
			s.links[open].pair = i
			n.at, n.outer = n.outer[outer-1], n.outer[:outer-1]
		}
		s.links = append(s.links, link{up: open, pair: n.at.pair})
		if kind == js.TemplateMiddleToken {
			n.open(i)
		}
	default:
		s.links = append(s.links, n.at)
	}
}

// open goes into the bracket at i.
func (n *nesting) open(i int32) {
	n.outer = append(n.outer, n.at)
	n.at = link{up: i, pair: -1}
}

// closeAll makes brackets that are open at the end reach it.
func (s *script) closeAll(n nesting) {
	for _, o := range append(n.outer, n.at) {
		if o.up >= 0 {
			s.links[o.up].pair = int32(len(s.toks))
		}
	}
}

// plainToken returns the token that a text begins with if it is one that most
// of minified code consists of and that needs nothing of the lexer: a name, or
// a mark that is neither counted nor the beginning of a longer one. The lexer
// would look each name up among the keywords.
func plainToken(text []byte, keywords *lengths) (kind js.TokenType, size int) {
	if len(text) < 2 {
		return js.ErrorToken, 0
	}
	c := text[0]
	if nameBytes[c] != nameStart {
		kind = marks[c]
		switch next := nameBytes[text[1]]; {
		case kind == js.ErrorToken, next == 0 && js.IsOperator(kind), c == '.' && next != nameStart:
			return js.ErrorToken, 0
		}
		return kind, 1
	}
	n := 1
	for n < len(text) && nameBytes[text[n]] != 0 {
		n++
	}
	if n < len(text) && (text[n] == '\\' || text[n] >= 0x80) || keywords[c]>>min(n, 15)&1 != 0 {
		return js.ErrorToken, 0
	}
	return js.IdentifierToken, n
}

// marks are tokens of one byte: punctuators whatever follows, but for the dot;
// operators when a name or a number does.
var marks = [256]js.TokenType{
	',': js.CommaToken, ';': js.SemicolonToken, ':': js.ColonToken, '[': js.OpenBracketToken, ']': js.CloseBracketToken,
	'.': js.DotToken, '=': js.EqToken, '!': js.NotToken, '<': js.LtToken, '>': js.GtToken,
	'+': js.AddToken, '-': js.SubToken, '*': js.MulToken, '%': js.ModToken, '&': js.BitAndToken, '|': js.BitOrToken,
}

// nameBytes are those that names and numbers consist of, but for escapes and
// letters beyond ASCII.
var nameBytes = [256]uint8{
	'$': nameStart, '_': nameStart,
	'a': nameStart, 'b': nameStart, 'c': nameStart, 'd': nameStart, 'e': nameStart, 'f': nameStart, 'g': nameStart, 'h': nameStart, 'i': nameStart,
	'j': nameStart, 'k': nameStart, 'l': nameStart, 'm': nameStart, 'n': nameStart, 'o': nameStart, 'p': nameStart, 'q': nameStart, 'r': nameStart,
	's': nameStart, 't': nameStart, 'u': nameStart, 'v': nameStart, 'w': nameStart, 'x': nameStart, 'y': nameStart, 'z': nameStart,
	'A': nameStart, 'B': nameStart, 'C': nameStart, 'D': nameStart, 'E': nameStart, 'F': nameStart, 'G': nameStart, 'H': nameStart, 'I': nameStart,
	'J': nameStart, 'K': nameStart, 'L': nameStart, 'M': nameStart, 'N': nameStart, 'O': nameStart, 'P': nameStart, 'Q': nameStart, 'R': nameStart,
	'S': nameStart, 'T': nameStart, 'U': nameStart, 'V': nameStart, 'W': nameStart, 'X': nameStart, 'Y': nameStart, 'Z': nameStart,
	'0': nameRest, '1': nameRest, '2': nameRest, '3': nameRest, '4': nameRest, '5': nameRest, '6': nameRest, '7': nameRest, '8': nameRest, '9': nameRest,
}

const (
	nameRest  = 1
	nameStart = 2
)

// lengths are, by their first byte, how long the keywords can be: bit n for
// one of n bytes.
type lengths [256]uint16

func keywordLengths() (l lengths) {
	for word := range js.Keywords {
		l[word[0]] |= 1 << min(len(word), 15)
	}
	return l
}

// append adds a token that takes size bytes from start.
func (s *script) append(kind js.TokenType, newline bool, start, size int) {
	t := token{start: int32(start), size: uint16(min(size, manyBytes)), bits: uint16(kind)}
	if newline {
		t.bits |= behindNewline
	}
	if size >= manyBytes {
		if s.long == nil {
			s.long = make(map[int32]int32)
		}
		s.long[int32(len(s.toks))] = int32(size)
	}
	s.toks = append(s.toks, t)
}

// sample is the number of tokens after which it is estimated how many a
// script has.
const sample = 1 << 12

// expect makes room for the tokens behind an offset and returns the number of
// tokens up to which there is some.
func (s *script) expect(offset int) (limit int) {
	n := len(s.toks)
	rest := len(s.src) - offset
	more := int(float64(rest) * float64(n) / float64(offset+1))
	more = min(more+more/8+sample, rest+1)
	s.toks, s.links = room(s.toks, more), room(s.links, more)
	if n == 0 {
		return min(sample, more)
	}
	return min(n+more, maxTokens)
}

// room is slices.Grow, but does not copy what lies behind the end.
func room[T any](list []T, n int) []T {
	if cap(list)-len(list) >= n {
		return list
	}
	return append(make([]T, 0, len(list)+n), list...)
}

// regexpFits tells whether a slash after the last token begins a regular
// expression rather than a division.
func (s *script) regexpFits() bool {
	n := len(s.toks)
	if n == 0 {
		return true
	}
	switch last := s.kind(n - 1); last {
	case js.CloseParenToken:
		open := int(s.links[n-1].up)
		if open <= 0 || s.kind(open) != js.OpenParenToken {
			return false
		}
		switch s.kind(open - 1) { // if (x) /re/.test(y)
		case js.IfToken, js.WhileToken, js.ForToken, js.WithToken:
			return true
		}
		return false
	case js.CloseBraceToken:
		open := int(s.links[n-1].up)
		return open < 0 || s.kind(open) != js.OpenBraceToken || !s.isObject(open)
	case js.CloseBracketToken, js.StringToken, js.TemplateToken, js.TemplateEndToken, js.RegExpToken, js.IncrToken, js.DecrToken,
		js.ThisToken, js.SuperToken, js.NullToken, js.TrueToken, js.FalseToken, js.PrivateIdentifierToken:
		return false
	default:
		if n > 1 && s.member(n-2) && js.IsIdentifierName(last) {
			return false // a property, whatever its name
		}
		return !js.IsNumeric(last) && !js.IsIdentifier(last)
	}
}

// isObject tells whether an opening brace begins an object literal rather
// than a block, by what stands before it.
func (s *script) isObject(open int) bool {
	if open == 0 {
		return s.startsWithKey(open)
	}
	switch k := s.kind(open - 1); k {
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
	return s.toks[i].kind()
}

// text returns the source of a token.
func (s *script) text(i int) []byte {
	if i < 0 || i >= len(s.toks) {
		return nil
	}
	t := s.toks[i]
	size := int32(t.size)
	if size == manyBytes {
		size = s.long[int32(i)]
	}
	return s.src[t.start : t.start+size]
}

// newline tells whether a line ends between the token before and this one.
func (s *script) newline(i int) bool { return s.toks[i].bits&behindNewline != 0 }

// tokenAt returns the token that the byte at an offset belongs to, or the one
// before it.
func (s *script) tokenAt(offset int) int {
	return sort.Search(len(s.toks), func(i int) bool { return int(s.toks[i].start) > offset }) - 1
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
	if d := s.links[i].pair; d > int32(i) {
		return int(d)
	}
	return len(s.toks)
}

// arrow returns the arrow of the innermost function without braces that the
// token at i is in the body of, inside the bracket around it; -1 for none.
func (s *script) arrow(i int) int {
	for {
		pair := int(s.links[i].pair)
		if pair < i {
			return pair
		}
		if pair >= len(s.links) {
			return -1 // a bracket that nothing closes
		}
		i = pair // both of a pair of brackets stand in the same body
	}
}

// next returns where the expression that begins at i ends: at a comma, a
// semicolon, the closing bracket around it, or a line's end that stands for a
// semicolon.
func (s *script) next(i int) int {
	for begin := i; i < len(s.toks); {
		if i > begin && s.newline(i) && s.begins(i) && s.complete(i-1) {
			return i
		}
		switch s.toks[i].kind() {
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
