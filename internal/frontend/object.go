package frontend

import (
	"github.com/tdewolff/parse/v2/js"
)

// A property is a key of an object literal and where its value begins. For
// {name} the value is the name itself.
type property struct {
	key   string
	at    int // token of the key
	value int // first token of the value
}

// maxProperties is how many members of an object literal are looked at.
const maxProperties = 400

// object lists the properties of the object literal that begins at open.
// Whole is false where it has others: spreads, computed keys, too many.
func (s *script) object(open int) (props []property, whole bool) {
	if s.kind(open) != js.OpenBraceToken {
		return nil, false
	}
	whole = true
	end := s.close(open)
	for i := open + 1; i < end; {
		if len(props) >= maxProperties {
			return props, false
		}
		switch key := s.key(i); {
		case key == "":
			whole = false
		case s.kind(i+1) == js.ColonToken:
			props = append(props, property{key, i, i + 2})
		case s.kind(i+1) == js.CommaToken || i+1 == end:
			if s.ident(i) {
				props = append(props, property{key, i, i})
			}
		}
		i = s.next(i)
		if s.kind(i) == js.SemicolonToken { // TypeScript's types, and classes
			i++
			continue
		}
		if s.kind(i) != js.CommaToken {
			break
		}
		i++
	}
	return props, whole
}

// key returns the name of a property, "" if it is none or computed.
func (s *script) key(i int) string {
	if s.kind(i) == js.StringToken {
		return unquote(s.text(i))
	}
	return s.name(i)
}

// find returns the first of the properties that has one of the names,
// whatever their case and their underscores.
func find(props []property, names ...string) (property, bool) {
	for _, p := range props {
		for _, n := range names {
			if fold(p.key) == n {
				return p, true
			}
		}
	}
	return property{}, false
}

// fold writes client_secret, clientSecret and CLIENT-SECRET alike.
func fold(name string) string {
	folded := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case c == '_' || c == '-' || c == '.':
		case 'A' <= c && c <= 'Z':
			folded = append(folded, c+'a'-'A')
		default:
			folded = append(folded, c)
		}
	}
	return string(folded)
}

// around returns the object literal or the call that the token stands in, -1
// for none.
func (s *script) around(i int) int {
	if i < 0 || i >= len(s.links) {
		return -1
	}
	return int(s.links[i].up)
}

// callee returns the token of the last name of the function that is called
// with the parenthesis at open, -1 if it has none: "get" in axios.get(.
func (s *script) callee(open int) int {
	i := open - 1
	if s.kind(i) == js.OptChainToken {
		i--
	}
	switch s.kind(i) {
	case js.GtToken: // fetch<User[]>(
		for depth := 0; i > 0 && open-i < 40; i-- {
			switch s.kind(i) {
			case js.GtToken:
				depth++
			case js.LtToken:
				if depth--; depth == 0 {
					return s.callee(i)
				}
			}
		}
		return -1
	case js.CloseParenToken: // (0, x.createClient)(
		group := s.around(i)
		if group >= 0 && s.kind(group+1) == js.IntegerToken && s.named(i-1) {
			return i - 1
		}
		return -1
	}
	if !s.named(i) {
		return -1
	}
	switch s.kind(i) {
	case js.IfToken, js.WhileToken, js.ForToken, js.SwitchToken, js.ReturnToken, js.TypeofToken, js.AwaitToken, js.FunctionToken, js.NewToken:
		if !s.member(i - 1) {
			return -1
		}
	}
	return i
}

// head returns the first token of the chain of names that ends at i:
// "window" in window.axios.get.
func (s *script) head(i int) int {
	for i > 1 && s.member(i-1) {
		switch {
		case s.named(i - 2):
			i -= 2
		case s.kind(i-2) == js.CloseParenToken || s.kind(i-2) == js.CloseBracketToken:
			open := s.around(i - 2)
			if open <= 0 || !s.named(open-1) {
				return i
			}
			i = open - 1
		default:
			return i
		}
	}
	return i
}
