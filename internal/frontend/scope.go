package frontend

import (
	"math/bits"
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
	calls   multimap[int32]      // parentheses of calls, by the name of what is called
	fields  multimap[int32]      // first tokens of what is stored in a property, by its name
	methods multimap[int32]      // parameter lists of methods, by their name
	known   bool                 // the script was gone through

	sorted  map[string]bool // names whose calls are in callers
	callers map[int][]int   // parentheses of calls, by the parameter list of the function
}

// clear forgets a script and keeps the memory.
func (sc *scopes) clear() {
	sc.names.clear()
	sc.calls.clear()
	sc.fields.clear()
	sc.methods.clear()
	sc.known, sc.sorted, sc.callers = false, nil, nil
}

// A definition gives a name a value: the first token of it, or the parameter
// list of a function, four times, and its kind.
type definition int32

func define(value int, kind definitionKind) definition {
	return definition(value)<<2 | definition(kind)
}

func (d definition) value() int           { return int(d >> 2) }
func (d definition) kind() definitionKind { return definitionKind(d & 3) }

// A multimap remembers any number of values under a key. It is filled first
// and asked then: only the first question sorts it into chains.
type multimap[V ~int32] struct {
	items []item[V]
	heads []int32 // by the highest bits of a key, the last item of a chain, 1 for the first of all; 0 for none
	shift int     // how many bits of a key are not looked at
}

type item[V ~int32] struct {
	key   uint64
	value V
	prior int32 // the item before in its chain, as in heads
}

// clear forgets the values and keeps the memory.
func (m *multimap[V]) clear() { m.items, m.heads = m.items[:0], m.heads[:0] }

func (m *multimap[V]) add(key uint64, v V) {
	m.items = append(m.items, item[V]{key: key, value: v})
}

// chain returns the last item that may have the key, as in heads.
func (m *multimap[V]) chain(key uint64) int32 {
	if len(m.items) == 0 {
		return 0
	}
	if len(m.heads) == 0 {
		size := bits.Len(uint(len(m.items)))
		m.shift = 64 - size
		m.heads = slices.Grow(m.heads, 1<<size)[:1<<size]
		clear(m.heads)
		for i := range m.items {
			head := &m.heads[spread(m.items[i].key)>>m.shift]
			m.items[i].prior, *head = *head, int32(i+1)
		}
	}
	return m.heads[spread(key)>>m.shift]
}

// spread makes the highest bits of a hash depend on all of it.
func spread(hash uint64) uint64 { return hash * 0x9E3779B97F4A7C15 }

// all returns the values under a key in the order in which they were added;
// of more than limit the last ones.
func (m *multimap[V]) all(key uint64, limit int) []V {
	var out []V
	for i := m.chain(key); i > 0 && len(out) < limit; i = m.items[i-1].prior {
		if m.items[i-1].key == key {
			out = append(out, m.items[i-1].value)
		}
	}
	slices.Reverse(out)
	return out
}

// only returns the value under a key if there is exactly one.
func (m *multimap[V]) only(key uint64) (v V, ok bool) {
	values := m.all(key, 2)
	if len(values) != 1 {
		return v, false
	}
	return values[0], true
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
	return spread(hash ^ uint64(scope+2))
}

// maxCalls is how many calls of functions of one name are remembered.
const maxCalls = 2000

func (s *script) definitions() *scopes {
	sc := &s.scopes
	if sc.known {
		return sc
	}
	sc.known = true
	for i := range s.toks {
		switch s.toks[i].kind() {
		case js.OpenParenToken:
			if s.ident(i-1) && s.kind(i-2) != js.FunctionToken {
				sc.calls.add(hashName(s.text(i-1)), int32(i))
			}
		case js.EqToken:
			s.defineVariable(i)
		case js.AddEqToken:
			if s.ident(i-1) && !s.member(i-2) {
				sc.names.add(inScope(hashName(s.text(i-1)), s.scopeOf(i-1, false)), define(i+1, appending))
			}
		case js.FunctionToken:
			j := i + 1
			if s.kind(j) == js.MulToken {
				j++
			}
			if s.ident(j) && s.kind(j+1) == js.OpenParenToken {
				sc.names.add(inScope(hashName(s.text(j)), s.scopeOf(i, true)), define(j+1, function))
			}
		case js.OpenBraceToken:
			// name(…) { is a method, unless a keyword stands before.
			if s.kind(i-1) != js.CloseParenToken {
				break
			}
			open := s.around(i - 1)
			if open > 0 && s.ident(open-1) && s.kind(open-2) != js.FunctionToken && s.kind(open-2) != js.MulToken {
				sc.methods.add(hashName(s.text(open-1)), int32(open))
			}
		}
	}
	return sc
}

// defineVariable records what the equals sign at i gives a value.
func (s *script) defineVariable(i int) {
	sc := &s.scopes
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
	sc.names.add(inScope(hashName(s.text(at)), s.scopeOf(at, hoisted)), define(i+1, variable))
	// A field of a class looks like an assignment in its body.
	if up := s.around(at); up > 0 && s.kind(up) == js.OpenBraceToken && s.classBody(up) {
		s.defineField(hashName(s.text(at)), i+1)
	}
}

// defineField records what is stored in a property.
func (s *script) defineField(name uint64, value int) {
	s.scopes.fields.add(name, int32(value))
	if fn := s.functionAt(value); fn >= 0 {
		s.scopes.methods.add(name, int32(fn))
	}
}

// field returns what is stored in properties of a name, if that is one
// expression in the whole script.
func (s *script) field(name string) (value int, ok bool) {
	at, ok := s.definitions().fields.only(hashName(name))
	return int(at), ok
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
		if m, ok := s.arrowAround(name, at); ok {
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
func (s *script) arrowAround(name string, i int) (meaning, bool) {
	for i < len(s.links) {
		if i = s.arrow(i); i < 0 {
			break
		}
		list := s.arrowParameters(i)
		if index, whole := s.parameter(list, name); index >= 0 {
			if !whole {
				index = -1
			}
			return meaning{list: list, index: index}, true
		}
	}
	return meaning{}, false
}
