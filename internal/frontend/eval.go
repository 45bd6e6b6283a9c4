package frontend

import (
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

const (
	// hole stands for text that cannot be seen. Unicode promises that it is
	// no character.
	hole = "\uFDD0"

	maxAlternatives = 6       // values of one expression
	maxDepth        = 24      // of names that stand for names
	maxSteps        = 8 << 20 // of evaluation in one script
	maxEffort       = 4000    // steps for one expression; the answer is a hole then
	maxText         = 1 << 14 // bytes that are put together; tokens are shorter
)

// A value is what an expression can be: texts with holes.
type value struct {
	alts  []string
	names []string // of what could not be seen: "config.domain"
}

func unseen(names ...string) value { return value{alts: []string{hole}, names: names} }

func literal(text string) value { return value{alts: []string{text}} }

// only returns the text if the value is exactly one without holes.
func (v value) only() (string, bool) {
	if len(v.alts) == 1 && !strings.Contains(v.alts[0], hole) {
		return v.alts[0], true
	}
	return "", false
}

// texts returns the alternatives that have no holes.
func (v value) texts() []string {
	var out []string
	for _, a := range v.alts {
		if !strings.Contains(a, hole) {
			out = append(out, a)
		}
	}
	return out
}

func join(a, b value) value {
	out := value{alts: slices.Clone(a.alts), names: append(slices.Clip(a.names), b.names...)}
	for _, t := range b.alts {
		if !slices.Contains(out.alts, t) {
			out.alts = append(out.alts, t)
		}
	}
	if len(out.alts) > maxAlternatives {
		return unseen(out.names...)
	}
	return out
}

func concat(a, b value) value {
	out := value{names: append(slices.Clip(a.names), b.names...)}
	for _, x := range a.alts {
		for _, y := range b.alts {
			if len(x)+len(y) > maxText {
				return unseen(out.names...)
			}
			if t := x + y; !slices.Contains(out.alts, t) {
				out.alts = append(out.alts, t)
			}
		}
	}
	if len(out.alts) > maxAlternatives {
		return unseen(out.names...)
	}
	return out
}

// concat puts two values together; long texts are effort.
func (e *evaluator) concat(a, b value) value {
	v := concat(a, b)
	for _, t := range v.alts {
		n := len(t) / 256
		*e.spent += n
		e.s.steps += n
	}
	return v
}

// An evaluator works out what expressions of one script can be, as far as
// constants and names lead.
type evaluator struct {
	s     *script
	bound *binding // the calls whose arguments are known, nil for none
	// asked are the parameters that a value depended on.
	asked []parameter
	depth int
	spent *int // steps, together with those who work out parts of the same value
}

// A memo is what the value of a definition was found to be.
type memo struct {
	value value
	asked []parameter
}

// A parameter is one of a function, named by the token of its list.
type parameter struct{ list, index int }

// An argument is what a call gives for a parameter.
type argument struct {
	value value // without alternatives: to be worked out when it is asked for
	at    int   // its first token
}

// A binding is a call of the function with this parameter list, inside the
// calls that outer knows of.
type binding struct {
	list    int
	args    []argument
	missing value // what a parameter is for which the call gives nothing
	outer   *binding
}

// argument returns what is given for a parameter, nil for nothing; known is
// false where no call is known.
func (b *binding) argument(p parameter) (a *argument, missing value, known bool) {
	for ; b != nil; b = b.outer {
		if b.list != p.list || p.index < 0 {
			continue
		}
		if p.index < len(b.args) {
			return &b.args[p.index], value{}, true
		}
		return nil, b.missing, b.missing.alts != nil
	}
	return nil, value{}, false
}

func (s *script) eval(i int) value { return newEvaluator(s, nil).expression(i) }

// evalOnce is eval for expressions that are asked for again and again.
func (s *script) evalOnce(i int) value {
	m, ok := s.memos[i]
	if !ok {
		m = newEvaluator(s, nil).remember(i)
	}
	return m.value
}

func newEvaluator(s *script, bound *binding) *evaluator {
	return &evaluator{s: s, bound: bound, spent: new(int)}
}

// part returns an evaluator for a part of the same value.
func (e *evaluator) part(bound *binding) *evaluator {
	return &evaluator{s: e.s, bound: bound, depth: e.depth + 1, spent: e.spent}
}

// expression evaluates the expression that begins at token i.
func (e *evaluator) expression(i int) value {
	v, _ := e.conditional(i)
	return v
}

func (e *evaluator) tired() bool {
	e.s.steps++
	*e.spent++
	return e.s.steps > maxSteps || *e.spent > maxEffort || e.depth > maxDepth
}

// conditional evaluates up to the end of a ternary and returns the token
// after it.
func (e *evaluator) conditional(i int) (value, int) {
	if e.tired() {
		return unseen(), e.s.next(i)
	}
	e.depth++
	defer func() { e.depth-- }()
	v, i := e.sum(i)
	for {
		switch e.s.kind(i) {
		case js.OrToken, js.NullishToken:
			right, next := e.sum(i + 1)
			v, i = join(v, right), next
			continue
		case js.AndToken:
			v, i = e.sum(i + 1)
			continue
		case js.QuestionToken:
			yes, next := e.conditional(i + 1)
			if e.s.kind(next) != js.ColonToken {
				return unseen(), e.s.next(i)
			}
			no, next := e.conditional(next + 1)
			return join(yes, no), next
		case js.EqEqToken, js.EqEqEqToken, js.NotEqToken, js.NotEqEqToken, js.LtToken, js.GtToken, js.LtEqToken, js.GtEqToken,
			js.InToken, js.InstanceofToken, js.SubToken, js.MulToken, js.DivToken, js.ModToken, js.BitAndToken, js.BitOrToken, js.EqToken:
			if e.s.newline(i) && e.s.kind(i) == js.LtToken {
				return v, i
			}
			// A comparison or a number: only what a ternary chooses counts.
			for i < len(e.s.toks) && !ends(e.s.kind(i)) && e.s.kind(i) != js.QuestionToken && e.s.kind(i) != js.ColonToken {
				i = e.s.after(i)
			}
			v = unseen()
			if e.s.kind(i) == js.QuestionToken {
				continue
			}
		}
		return v, i
	}
}

// ends tells whether an expression cannot go on with the token.
func ends(k js.TokenType) bool {
	switch k {
	case js.CommaToken, js.SemicolonToken, js.CloseBraceToken, js.CloseParenToken, js.CloseBracketToken, js.TemplateEndToken, js.TemplateMiddleToken, js.ErrorToken:
		return true
	}
	return false
}

func (e *evaluator) sum(i int) (value, int) {
	v, i := e.postfix(i)
	for e.s.kind(i) == js.AddToken {
		var right value
		right, i = e.postfix(i + 1)
		v = e.concat(v, right)
	}
	return v, i
}

// postfix evaluates a primary expression with what is called or looked up on
// it.
func (e *evaluator) postfix(i int) (value, int) {
	if e.tired() {
		return unseen(), e.s.next(i)
	}
	start := i
	v, i := e.primary(i)
	for {
		switch k := e.s.kind(i); {
		case e.s.member(i) && e.s.named(i+1):
			name := e.s.name(i + 1)
			if e.s.kind(i+2) == js.OpenParenToken {
				v = e.method(v, start, name, i+2)
				i = e.s.after(i + 2)
				continue
			}
			if e.s.kind(i+2) == js.OptChainToken && e.s.kind(i+3) == js.OpenParenToken {
				v, i = unseen(v.names...), e.s.after(i+3)
				continue
			}
			v = e.property(v, start, i, name)
			i += 2
		case k == js.OpenBracketToken && !e.s.newline(i):
			v, i = unseen(v.names...), e.s.after(i)
		case k == js.OpenParenToken && !e.s.newline(i):
			v, i = e.call(start, i), e.s.after(i)
		case k == js.NotToken: // TypeScript's x!
			i++
		case k == js.AsToken: // TypeScript's x as T
			i += 2
		default:
			return v, i
		}
	}
}

func (e *evaluator) primary(i int) (value, int) {
	s := e.s
	switch k := s.kind(i); k {
	case js.StringToken:
		return literal(unquote(s.text(i))), i + 1
	case js.TemplateToken:
		t := s.text(i)
		return literal(unescape(t[1 : len(t)-1])), i + 1
	case js.TemplateStartToken:
		return e.template(i)
	case js.OpenParenToken:
		end := s.close(i)
		last := i + 1
		for j := s.next(last); s.kind(j) == js.CommaToken; j = s.next(last) {
			last = j + 1
		}
		if last >= end {
			return unseen(), end + 1
		}
		v := e.expression(last)
		return v, end + 1
	case js.AwaitToken, js.VoidToken, js.TypeofToken, js.NotToken, js.SubToken, js.AddToken, js.BitNotToken, js.DeleteToken:
		_, next := e.postfix(i + 1)
		return unseen(), next
	case js.NewToken:
		return e.construct(i)
	case js.OpenBraceToken, js.OpenBracketToken:
		return unseen(), s.after(i)
	case js.FunctionToken, js.ClassToken, js.AsyncToken:
		return unseen(), s.next(i)
	case js.ThisToken:
		return unseen("this"), i + 1
	default:
		if js.IsNumeric(k) {
			return literal(string(s.text(i))), i + 1
		}
		if s.ident(i) {
			if s.kind(i+1) == js.ArrowToken {
				return unseen(), s.next(i)
			}
			return e.lookup(i), i + 1
		}
	}
	if i < len(s.toks) && !ends(s.kind(i)) {
		return unseen(s.name(i)), s.after(i)
	}
	return unseen(), i
}

// template evaluates `text ${expression} text`.
func (e *evaluator) template(i int) (value, int) {
	s := e.s
	v := literal("")
	for {
		t := s.text(i)
		switch s.kind(i) {
		case js.TemplateStartToken, js.TemplateMiddleToken:
			v = e.concat(v, literal(unescape(t[1:len(t)-2])))
			v = e.concat(v, e.expression(i+1))
			i = s.close(i)
			continue
		case js.TemplateEndToken:
			return e.concat(v, literal(unescape(t[1:len(t)-1]))), i + 1
		}
		return e.concat(v, unseen()), i
	}
}

// lookup evaluates a name.
func (e *evaluator) lookup(i int) value {
	name := e.s.name(i)
	m, ok := e.s.resolve(name, i)
	if !ok {
		return unseen(name)
	}
	if m.list >= 0 {
		p := parameter{m.list, m.index}
		if a, missing, known := e.bound.argument(p); known {
			if a == nil {
				return missing
			}
			if a.value.alts == nil {
				a.value = e.s.evalOnce(a.at)
			}
			return a.value
		}
		if m.index >= 0 {
			e.asked = append(e.asked, p)
		}
		return unseen(name)
	}
	v := value{}
	for n, d := range m.values {
		switch d.kind() {
		case variable:
			if n >= maxAlternatives || within(e.s, d.value(), i) {
				return unseen(name)
			}
			v = join(v, e.defined(d.value()))
		case appending:
			return unseen(name)
		default:
			return unseen(name)
		}
	}
	if slices.Contains(v.alts, hole) {
		v.names = append(v.names, name)
	}
	return v
}

// within tells whether the expression at start holds the token at i: a name
// is not what stands in its own definition.
func within(s *script, start, i int) bool { return start <= i && i < s.next(start) }

// defined evaluates the expression that a definition holds. What it is does
// not change, so that it is worked out once; a definition that leads back to
// itself is unseen.
func (e *evaluator) defined(i int) value {
	if e.tired() {
		return unseen()
	}
	e.depth++
	defer func() { e.depth-- }()
	m, ok := e.s.memos[i]
	if !ok {
		m = e.part(nil).remember(i)
	}
	if e.bound != nil && len(m.asked) > 0 {
		return e.expression(i)
	}
	e.asked = append(e.asked, m.asked...)
	return m.value
}

// remember evaluates an expression for all who ask.
func (e *evaluator) remember(i int) memo {
	if e.s.memos == nil {
		e.s.memos = make(map[int]memo)
	}
	e.s.memos[i] = memo{value: unseen()}
	m := memo{value: e.expression(i)}
	m.asked = e.asked
	e.s.memos[i] = m
	return m
}

// property evaluates .name on a chain of names that begins at start; dot is
// the token before the name.
func (e *evaluator) property(v value, start, dot int, name string) value {
	s := e.s
	switch name {
	case "href":
		return v
	case "length":
		return unseen()
	}
	if dot == start+1 && s.ident(start) {
		if m, ok := s.resolve(s.name(start), start); ok && m.list < 0 && len(m.values) == 1 && m.values[0].kind() == variable {
			if open := s.objectAt(m.values[0].value()); open >= 0 {
				props, _ := s.object(open)
				for _, p := range props {
					if p.key == name && !within(s, p.value, start) {
						return e.defined(p.value)
					}
				}
			}
		}
	}
	// What is stored once in a property of that name is taken for it, unless
	// the name is so short that it means many things.
	if s.kind(start) == js.ThisToken || len(name) > 3 {
		if stored, ok := s.field(name); ok && !within(s, stored, start) {
			w := e.defined(stored)
			if !slices.Contains(w.alts, hole) {
				return w
			}
		}
	}
	return unseen(chain(s, start, dot+1))
}

// chain writes the names from one token to another: "import.meta.env.DOMAIN".
func chain(s *script, from, to int) string {
	if to-from > 16 {
		from = to
	}
	var b strings.Builder
	for i := from; i <= to; i++ {
		b.Write(s.text(i))
	}
	return b.String()
}

// objectAt returns the brace of the object literal that an expression is,
// also through Object.freeze and parentheses; -1 if it is none.
func (s *script) objectAt(i int) int {
	for range 4 {
		switch {
		case s.kind(i) == js.OpenBraceToken:
			return i
		case s.kind(i) == js.OpenParenToken:
			i++
		case s.is(i, "Object") && s.member(i+1) && s.kind(i+3) == js.OpenParenToken:
			i += 4
		default:
			return -1
		}
	}
	return -1
}

// objectOf is objectAt for names too: a name leads to its only definition.
func (s *script) objectOf(i int) int {
	for range 4 {
		if open := s.objectAt(i); open >= 0 {
			return open
		}
		if !s.ident(i) || !ends(s.kind(i+1)) {
			return -1
		}
		m, ok := s.resolve(s.name(i), i)
		if !ok || m.list >= 0 || len(m.values) != 1 || m.values[0].kind() != variable || within(s, m.values[0].value(), i) {
			return -1
		}
		i = m.values[0].value()
	}
	return -1
}

// method evaluates v.name(args).
func (e *evaluator) method(v value, start int, name string, open int) value {
	s := e.s
	switch name {
	case "concat":
		for _, a := range s.args(open) {
			v = e.concat(v, e.expression(a))
		}
		return v
	case "toString", "trim", "valueOf":
		return v
	case "join":
		if s.kind(start) == js.OpenBracketToken {
			return e.joined(start, open)
		}
	}
	return unseen(append(v.names, name)...)
}

// joined evaluates [a, b].join(c).
func (e *evaluator) joined(list, open int) value {
	separator := literal(",")
	if args := e.s.args(open); len(args) > 0 {
		separator = e.expression(args[0])
	}
	out := literal("")
	end := e.s.close(list)
	for i, n := list+1, 0; i < end && n < 64; n++ {
		if n > 0 {
			out = e.concat(out, separator)
		}
		out = e.concat(out, e.expression(i))
		i = e.s.next(i) + 1
	}
	return out
}

// call evaluates a call of the function that the expression from start to
// open names.
func (e *evaluator) call(start, open int) value {
	s := e.s
	args := s.args(open)
	name := s.name(start)
	if open != start+1 {
		return unseen(name)
	}
	switch name {
	case "String", "encodeURI", "URL":
		if len(args) > 0 {
			return e.expression(args[0])
		}
	case "encodeURIComponent":
		if len(args) > 0 {
			v := e.expression(args[0])
			if t, ok := v.only(); ok && !strings.ContainsAny(t, "/?#%") {
				return v
			}
			return unseen(v.names...)
		}
	}
	// A function of this script that does nothing but return.
	list, body := s.function(start)
	if body < 0 {
		return unseen(name)
	}
	call := &binding{list: list}
	for _, a := range args {
		call.args = append(call.args, argument{e.expression(a), a})
	}
	return e.part(call).defined(body)
}

// function returns the parameter list of the function that the name at i
// stands for, and the expression that it returns, -1 if it does more.
func (s *script) function(i int) (list, body int) {
	m, ok := s.resolve(s.name(i), i)
	if !ok || m.list >= 0 || len(m.values) != 1 {
		return -1, -1
	}
	list = m.values[0].value()
	if m.values[0].kind() == variable {
		list = s.functionAt(list)
	} else if m.values[0].kind() != function {
		list = -1
	}
	if list < 0 {
		return -1, -1
	}
	next := s.after(list)
	if s.kind(next) == js.ArrowToken {
		next++
		if s.kind(next) != js.OpenBraceToken {
			return list, next
		}
	}
	if s.kind(next) == js.OpenBraceToken && s.kind(next+1) == js.ReturnToken {
		return list, next + 2
	}
	return list, -1
}

// construct evaluates new URL(path, base).
func (e *evaluator) construct(i int) (value, int) {
	s := e.s
	open := i + 1
	for open < len(s.toks) && open < i+12 && s.kind(open) != js.OpenParenToken {
		open++
	}
	if s.kind(open) != js.OpenParenToken {
		return unseen(), i + 2
	}
	args := s.args(open)
	if len(args) == 0 || !(s.is(open-1, "URL") || s.is(open-1, "Request") || s.is(open-1, "String")) {
		return unseen(s.name(open - 1)), s.after(open)
	}
	v := e.expression(args[0])
	if len(args) > 1 && s.is(open-1, "URL") {
		v = resolveURL(v, e.expression(args[1]))
	}
	return v, s.after(open)
}

// resolveURL joins a URL with its base: an absolute path replaces the base's.
func resolveURL(v, base value) value {
	out := value{names: append(slices.Clip(base.names), v.names...)}
	for _, p := range v.alts {
		for _, b := range base.alts {
			switch {
			case strings.Contains(p, "://"):
				out.alts = append(out.alts, p)
			case strings.HasPrefix(p, "/"):
				out.alts = append(out.alts, origin(b)+p)
			default:
				out.alts = append(out.alts, strings.TrimSuffix(b, "/")+"/"+p)
			}
		}
	}
	if len(out.alts) > maxAlternatives {
		return unseen(out.names...)
	}
	return out
}

// origin returns scheme and host of a URL.
func origin(u string) string {
	i := strings.Index(u, "://")
	if i < 0 {
		return strings.TrimSuffix(u, "/")
	}
	if j := strings.IndexAny(u[i+3:], "/?#"); j >= 0 {
		return u[:i+3+j]
	}
	return u
}
