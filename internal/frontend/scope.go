package frontend

import (
	"slices"

	"github.com/tdewolff/parse/v2/js"
)

// scopes knows where names are given values. It is built once for a script,
// when the first name is looked up: most scripts never need it.
//
// Names are known by their hashes: two that share one could at worst hide
// each other's values.
type scopes struct {
	names   multimap[definition] // by name and scope
	calls   multimap[int]        // parentheses of calls, by the name of what is called
	fields  multimap[int]        // first tokens of what is stored in a property, by its name
	methods multimap[int]        // parameter lists of methods, by their name
}

// A definition gives a name a value.
type definition struct {
	value int // first token of the value; the parameter list of a function
	kind  definitionKind
}

// A multimap remembers any number of values under a key, in little memory.
type multimap[V any] struct {
	last  map[uint64]int32 // index of the value that was added last
	items []item[V]
}

type item[V any] struct {
	value V
	prior int32 // index of the value under the same key that was added before, -1 for none
}

// expect makes room for about n values under keys of their own.
func (m *multimap[V]) expect(n int) {
	m.last, m.items = make(map[uint64]int32, n), make([]item[V], 0, n)
}

func (m *multimap[V]) add(key uint64, v V) {
	if m.last == nil {
		m.last = make(map[uint64]int32)
	}
	prior, ok := m.last[key]
	if !ok {
		prior = -1
	}
	m.last[key] = int32(len(m.items))
	m.items = append(m.items, item[V]{v, prior})
}

// all returns the values under a key in the order in which they were added;
// of more than limit the last ones.
func (m *multimap[V]) all(key uint64, limit int) []V {
	i, ok := m.last[key]
	if !ok {
		return nil
	}
	var out []V
	for i >= 0 && len(out) < limit {
		out = append(out, m.items[i].value)
		i = m.items[i].prior
	}
	slices.Reverse(out)
	return out
}

// only returns the value under a key if there is exactly one.
func (m *multimap[V]) only(key uint64) (v V, ok bool) {
	i, ok := m.last[key]
	if !ok || m.items[i].prior >= 0 {
		return v, false
	}
	return m.items[i].value, true
}

type definitionKind uint8

const (
	variable  definitionKind = iota
	function                 // a declared function
	appending                // name += value
)

// hashName is FNV-1a.
func hashName[T []byte | string](name T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}

// inScope makes the hash of a name that of the name in a scope: the brace
// that begins it, -1 for the whole script.
func inScope(hash uint64, scope int) uint64 {
	return (hash ^ uint64(scope+2)) * 0x9E3779B97F4A7C15
}

// maxCalls is how many calls of functions of one name are remembered.
const maxCalls = 2000

// maxSearch is how far back an enclosing arrow function is searched for.
const maxSearch = 2000

func (s *script) definitions() *scopes {
	if s.scopes != nil {
		return s.scopes
	}
	sc := new(scopes)
	s.scopes = sc
	sc.names.expect(len(s.toks) / 20) // of minified code
	for i := range s.toks {
		switch s.toks[i].kind {
		case js.OpenParenToken:
			if s.ident(i-1) && s.kind(i-2) != js.FunctionToken {
				sc.calls.add(hashName(s.text(i-1)), i)
			}
		case js.EqToken:
			s.defineVariable(i)
		case js.AddEqToken:
			if s.ident(i-1) && !s.member(i-2) {
				sc.names.add(inScope(hashName(s.text(i-1)), s.scopeOf(i-1, false)), definition{i + 1, appending})
			}
		case js.FunctionToken:
			j := i + 1
			if s.kind(j) == js.MulToken {
				j++
			}
			if s.ident(j) && s.kind(j+1) == js.OpenParenToken {
				sc.names.add(inScope(hashName(s.text(j)), s.scopeOf(i, true)), definition{j + 1, function})
			}
		case js.OpenBraceToken:
			// name(…) { is a method, unless a keyword stands before.
			if s.kind(i-1) != js.CloseParenToken {
				break
			}
			open := s.around(i - 1)
			if open > 0 && s.ident(open-1) && s.kind(open-2) != js.FunctionToken && s.kind(open-2) != js.MulToken {
				sc.methods.add(hashName(s.text(open-1)), open)
			}
		}
	}
	return sc
}

// defineVariable records what the equals sign at i gives a value.
func (s *script) defineVariable(i int) {
	sc := s.scopes
	if !js.IsIdentifierName(s.kind(i-1)) && s.kind(i-1) != js.PrivateIdentifierToken {
		return
	}
	if s.member(i - 2) {
		s.defineField(hashName(s.text(i-1)), i+1)
		return
	}
	at := i - 1
	if s.kind(i-2) == js.ColonToken && s.ident(i-3) { // const url: string = …
		switch s.kind(i - 4) {
		case js.ConstToken, js.LetToken, js.VarToken, js.PrivateToken, js.PublicToken, js.StaticToken:
			at = i - 3
		}
	}
	hoisted := s.kind(at-1) == js.VarToken
	sc.names.add(inScope(hashName(s.text(at)), s.scopeOf(at, hoisted)), definition{i + 1, variable})
	// A field of a class looks like an assignment in its body.
	if up := s.around(at); up > 0 && s.kind(up) == js.OpenBraceToken && s.classBody(up) {
		s.defineField(hashName(s.text(at)), i+1)
	}
}

// defineField records what is stored in a property.
func (s *script) defineField(name uint64, value int) {
	s.scopes.fields.add(name, value)
	if fn := s.functionAt(value); fn >= 0 {
		s.scopes.methods.add(name, fn)
	}
}

// field returns what is stored in properties of a name, if that is one
// expression in the whole script.
func (s *script) field(name string) (value int, ok bool) {
	return s.definitions().fields.only(hashName(name))
}

// classBody tells whether a brace begins the body of a class.
func (s *script) classBody(open int) bool {
	for i := open - 1; i >= 0 && open-i < 6; i-- {
		switch s.kind(i) {
		case js.ClassToken:
			return true
		case js.SemicolonToken, js.CloseBraceToken, js.OpenBraceToken, js.ArrowToken:
			return false
		}
	}
	return false
}

// scopeOf returns the brace that a declaration at i belongs to: that of the
// function around it when it is hoisted.
func (s *script) scopeOf(i int, hoisted bool) int {
	for up := s.around(i); up >= 0; up = s.around(up) {
		if s.kind(up) != js.OpenBraceToken {
			continue
		}
		if !hoisted || s.parameters(up) >= 0 {
			return up
		}
	}
	return -1
}

// parameters returns the parameter list of the function whose body begins at
// the brace: its parenthesis, or its only name before an arrow; -1 if the
// brace begins something else.
func (s *script) parameters(open int) int {
	i := open - 1
	switch s.kind(i) {
	case js.ArrowToken:
		return s.arrowParameters(i)
	case js.CloseParenToken:
		paren := s.around(i)
		if paren < 0 {
			return -1
		}
		switch s.kind(paren - 1) {
		case js.IfToken, js.WhileToken, js.SwitchToken, js.WithToken:
			return -1
		}
		return paren
	}
	if s.ident(i) && s.kind(i-1) == js.ColonToken && s.kind(i-2) == js.CloseParenToken { // (…): Promise {
		return s.around(i - 2)
	}
	return -1
}

func (s *script) arrowParameters(arrow int) int {
	if s.kind(arrow-1) == js.CloseParenToken {
		return s.around(arrow - 1)
	}
	return arrow - 1
}

// functionAt returns the parameter list of the function that the expression
// at i is, -1 if it is none.
func (s *script) functionAt(i int) int {
	if s.kind(i) == js.AsyncToken {
		i++
	}
	switch {
	case s.kind(i) == js.FunctionToken:
		for j := i + 1; j < i+4; j++ {
			if s.kind(j) == js.OpenParenToken {
				return j
			}
		}
	case s.kind(i) == js.OpenParenToken && s.kind(s.after(i)) == js.ArrowToken:
		return i
	case s.ident(i) && s.kind(i+1) == js.ArrowToken:
		return i
	}
	return -1
}

// parameter returns which parameter of the list has the name, -1 for none.
// Whole is false for one that is a part of a parameter.
func (s *script) parameter(list int, name string) (index int, whole bool) {
	if s.kind(list) != js.OpenParenToken {
		if s.is(list, name) {
			return 0, true
		}
		return -1, false
	}
	end := s.close(list)
	for i := list + 1; i < end; index++ {
		if s.is(i, name) && s.ident(i) {
			return index, true
		}
		stop := s.next(i)
		for j := i; j < stop; j++ {
			if s.ident(j) && s.is(j, name) && s.kind(j+1) != js.ColonToken && s.kind(j-1) != js.EqToken {
				return index, false
			}
		}
		i = stop + 1
		if index > 50 {
			break
		}
	}
	return -1, false
}

// A meaning is what a name stands for at some place.
type meaning struct {
	values []definition // assignments in the scope that knows the name
	list   int          // parameter list, when it is a parameter
	index  int          // which parameter; -1 for a part of one
}

// resolve finds what the name means at a token: it walks outwards through
// functions and blocks.
func (s *script) resolve(name string, at int) (meaning, bool) {
	sc := s.definitions()
	hash := hashName(name)
	for {
		up := s.around(at)
		if m, ok := s.arrowAround(name, at, up); ok {
			return m, true
		}
		if up < 0 || s.kind(up) == js.OpenBraceToken {
			if values := sc.names.all(inScope(hash, up), maxAlternatives+1); values != nil {
				return meaning{values: values, list: -1}, true
			}
		}
		if up < 0 {
			return meaning{}, false
		}
		if s.kind(up) == js.OpenBraceToken {
			if list := s.parameters(up); list >= 0 {
				if index, whole := s.parameter(list, name); index >= 0 {
					if !whole {
						index = -1
					}
					return meaning{list: list, index: index}, true
				}
			}
		}
		at = up
	}
}

// arrowAround looks for an arrow function without braces that the token at i
// is in the body of and that has the name for a parameter.
func (s *script) arrowAround(name string, at, up int) (meaning, bool) {
	for i, n := at-1, 0; i > up && n < maxSearch; n++ {
		switch s.kind(i) {
		case js.CommaToken, js.SemicolonToken:
			return meaning{}, false
		case js.ArrowToken:
			list := s.arrowParameters(i)
			if index, whole := s.parameter(list, name); index >= 0 {
				if !whole {
					index = -1
				}
				return meaning{list: list, index: index}, true
			}
			i = list - 1
			continue
		case js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken:
			if open := s.around(i); open > up && open < i {
				i = open - 1
				continue
			}
		}
		i--
	}
	return meaning{}, false
}
