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
	known   map[uint64]int32 // the last definition of a name in a scope
	defs    []definition
	called  map[uint64]int32 // the last call of a name
	calls   []callSite
	fields  map[string][]int // first tokens of what is stored in a property
	methods map[string][]int // parameter lists of methods of that name
}

// A definition gives a name a value.
type definition struct {
	value int // first token of the value; the parameter list of a function
	kind  definitionKind
	prior int32 // definition of the same name in the same scope, -1 for none
}

// A callSite is the parenthesis of a call.
type callSite struct {
	open  int32
	prior int32 // call of a function of the same name, -1 for none
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
	sc := &scopes{known: make(map[uint64]int32), called: make(map[uint64]int32), fields: make(map[string][]int), methods: make(map[string][]int)}
	s.scopes = sc
	for i := range s.toks {
		switch s.toks[i].kind {
		case js.OpenParenToken:
			if s.ident(i-1) && s.kind(i-2) != js.FunctionToken {
				h := hashName(s.text(i - 1))
				prior, ok := sc.called[h]
				if !ok {
					prior = -1
				}
				sc.called[h] = int32(len(sc.calls))
				sc.calls = append(sc.calls, callSite{int32(i), prior})
			}
		case js.EqToken:
			s.defineVariable(i)
		case js.AddEqToken:
			if s.ident(i-1) && !s.member(i-2) {
				sc.add(s.text(i-1), s.scopeOf(i-1, false), i+1, appending)
			}
		case js.FunctionToken:
			j := i + 1
			if s.kind(j) == js.MulToken {
				j++
			}
			if s.ident(j) && s.kind(j+1) == js.OpenParenToken {
				sc.add(s.text(j), s.scopeOf(i, true), j+1, function)
			}
		case js.OpenBraceToken:
			// name(…) { is a method, unless a keyword stands before.
			if s.kind(i-1) != js.CloseParenToken {
				break
			}
			open := s.around(i - 1)
			if open > 0 && s.ident(open-1) && s.kind(open-2) != js.FunctionToken && s.kind(open-2) != js.MulToken {
				name := s.name(open - 1)
				sc.methods[name] = append(sc.methods[name], open)
			}
		}
	}
	return sc
}

func (sc *scopes) add(name []byte, scope int, value int, kind definitionKind) {
	key := inScope(hashName(name), scope)
	prior, ok := sc.known[key]
	if !ok {
		prior = -1
	}
	sc.known[key] = int32(len(sc.defs))
	sc.defs = append(sc.defs, definition{value, kind, prior})
}

// callsOf returns the parentheses of the calls of functions of that name, in
// the order of the script.
func (sc *scopes) callsOf(name string) []int {
	var out []int
	i, ok := sc.called[hashName(name)]
	for ok && i >= 0 && len(out) < maxCalls {
		out = append(out, int(sc.calls[i].open))
		i = sc.calls[i].prior
	}
	slices.Reverse(out)
	return out
}

// defineVariable records what the equals sign at i gives a value.
func (s *script) defineVariable(i int) {
	sc := s.scopes
	if !js.IsIdentifierName(s.kind(i-1)) && s.kind(i-1) != js.PrivateIdentifierToken {
		return
	}
	if s.member(i - 2) {
		name := s.name(i - 1)
		sc.fields[name] = append(sc.fields[name], i+1)
		if fn := s.functionAt(i + 1); fn >= 0 {
			sc.methods[name] = append(sc.methods[name], fn)
		}
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
	sc.add(s.text(at), s.scopeOf(at, hoisted), i+1, variable)
	// A field of a class looks like an assignment in its body.
	if up := s.around(at); up > 0 && s.kind(up) == js.OpenBraceToken && s.classBody(up) {
		sc.fields[s.name(at)] = append(sc.fields[s.name(at)], i+1)
		if fn := s.functionAt(i + 1); fn >= 0 {
			sc.methods[s.name(at)] = append(sc.methods[s.name(at)], fn)
		}
	}
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
			if last, ok := sc.known[inScope(hash, up)]; ok {
				return meaning{values: sc.all(last), list: -1}, true
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

// all returns the definitions of a name in a scope, in the order of the
// script; no more than matter.
func (sc *scopes) all(last int32) []definition {
	d := sc.defs[last]
	if d.prior < 0 {
		return sc.defs[last : last+1 : last+1]
	}
	out := []definition{d}
	for d.prior >= 0 && len(out) <= maxAlternatives {
		d = sc.defs[d.prior]
		out = append(out, d)
	}
	slices.Reverse(out)
	return out
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
