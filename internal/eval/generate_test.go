package eval_test

import (
	"fmt"
	"strconv"
	"strings"
)

// A generator writes a small Go program out of bytes: strings are made in
// every way that it knows and handed to probe. Where the bytes end, it makes
// the simplest choice, so that every input gives a program that compiles.
//
// Names end in the number of the program: many programs make one package.
//
// Left out is what the evaluator takes for granted on purpose: keys and indexes
// that are asked for exist, texts that are replaced or trimmed are literals,
// format strings fit their operands.
type generator struct {
	data   []byte
	id     int
	out    strings.Builder // finished declarations
	probes int

	helpers []helper
	names   int
}

// A helper is a declared function that the program may call.
type helper struct {
	name   string
	params []kind
	result bool // it returns a string
}

// A kind is the type of a variable.
type kind int

const (
	str kind = iota
	list
	table
	object  // a struct
	pointer // to a string
	handle  // to a struct
	builder
	thunk  // func() string
	mapper // func(string) string
	shape  // an interface with a method
)

// typ is the source of a kind's type.
func (g *generator) typ(k kind) string {
	switch k {
	case list:
		return "[]string"
	case table:
		return "map[string]string"
	case object:
		return g.name("T")
	case pointer:
		return "*string"
	case handle:
		return "*" + g.name("T")
	case builder:
		return "*strings.Builder"
	case thunk:
		return "func() string"
	case mapper:
		return "func(string) string"
	case shape:
		return g.name("I")
	}
	return "string"
}

// A scope is a block's variables, inside those of the blocks around it.
type scope struct {
	outer *scope
	vars  map[kind][]string
	depth int
	loop  bool
}

func (s *scope) all(k kind) []string {
	if s == nil {
		return nil
	}
	return append(s.outer.all(k), s.vars[k]...)
}

func (s *scope) inner() *scope {
	return &scope{outer: s, vars: map[kind][]string{}, depth: s.depth + 1, loop: s.loop}
}

// draw returns a number below n.
func (g *generator) draw(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	x := int(g.data[0])
	g.data = g.data[1:]
	return x % n
}

func (g *generator) name(s string) string { return s + strconv.Itoa(g.id) }

func (g *generator) fresh(s string) string {
	g.names++
	return fmt.Sprintf("%s%d", s, g.names)
}

// program returns the declarations of a program whose entry is "run" and its
// number.
func (g *generator) program() string {
	initial := g.literal()
	fmt.Fprintf(&g.out, `
type %[1]s struct { a, b string; next *%[1]s; list []string; m map[string]string }
func (t %[1]s) first() string { return t.a }
func (t *%[1]s) set(s string) { t.b = s }
func (t *%[1]s) word() string { return t.b }
type %[2]s interface { word() string }
func %[3]s[X any](x, y X) X { return x }
type %[4]s[X any] struct { x X }
func (b %[4]s[X]) get() X { return b.x }
var %[5]s = %[7]s
var %[6]s = map[string]string{"k": %[7]s, "j": %[8]s}
`, g.name("T"), g.name("I"), g.name("pick"), g.name("Box"), g.name("global"), g.name("lookup"), initial, g.literal())
	for range g.draw(4) {
		g.helper()
	}
	var b strings.Builder
	s := (&scope{}).inner()
	g.block(&b, s, 3+g.draw(8))
	g.probe(&b, s)
	fmt.Fprintf(&g.out, "func %s() {\n%s}\n", g.name("run"), b.String())
	fmt.Fprintf(&g.out, "func %s() { %s = %s }\n", g.name("reset"), g.name("global"), initial)
	return g.out.String()
}

// helper declares a function, sometimes a method.
func (g *generator) helper() {
	h := helper{name: g.fresh(g.name("h") + "_"), result: g.draw(3) != 2}
	s := (&scope{}).inner()
	var params []string
	for range 1 + g.draw(3) {
		k := []kind{str, str, pointer, handle, builder, list, table, mapper, thunk, object, shape}[g.draw(11)]
		name := g.fresh("p")
		h.params = append(h.params, k)
		s.vars[k] = append(s.vars[k], name)
		params = append(params, name+" "+g.typ(k))
	}
	var b strings.Builder
	g.block(&b, s, g.draw(4))
	result := ""
	switch {
	case h.result && g.draw(4) == 1:
		// A named result that a deferred function can change.
		result = "(r string)"
		inner := s.inner()
		inner.vars[str] = append(inner.vars[str], "r")
		var d strings.Builder
		g.statement(&d, inner.inner())
		b.WriteString("defer func() {\n" + d.String() + "}()\n")
		if g.draw(2) == 0 {
			b.WriteString("r = " + g.text(inner, 2) + "\nreturn\n")
		} else {
			b.WriteString("return " + g.text(inner, 2) + "\n")
		}
	case h.result:
		result = "string"
		if g.draw(3) == 1 {
			b.WriteString("if yes() {\nreturn " + g.text(s, 2) + "\n}\n")
		}
		b.WriteString("return " + g.text(s, 2) + "\n")
	}
	fmt.Fprintf(&g.out, "func %s(%s) %s {\n%s}\n", h.name, strings.Join(params, ", "), result, b.String())
	g.helpers = append(g.helpers, h)
}

func (g *generator) block(b *strings.Builder, s *scope, n int) {
	for range n {
		g.statement(b, s)
	}
}

// nested writes a block of a few statements in braces.
func (g *generator) nested(b *strings.Builder, s *scope) {
	b.WriteString("{\n")
	g.block(b, s, 1+g.draw(3))
	b.WriteString("}")
}

// declare writes the declaration of a new variable, and uses it once: unused
// variables do not compile.
func (g *generator) declare(b *strings.Builder, s *scope, k kind, expr string) {
	name := g.fresh("v")
	fmt.Fprintf(b, "var %[1]s %[2]s = %[3]s\n_ = %[1]s\n", name, g.typ(k), expr)
	s.vars[k] = append(s.vars[k], name)
}

func (g *generator) probe(b *strings.Builder, s *scope) {
	text := g.text(s, 3) // which may probe, too
	g.probes++
	fmt.Fprintf(b, "probe(\"%d.%d\", %s)\n", g.id, g.probes, text)
}

func (g *generator) statement(b *strings.Builder, s *scope) {
	choice := g.draw(26)
	if s.depth > 4 && choice >= 18 {
		choice -= 18
	}
	switch choice {
	case 0, 1:
		g.declare(b, s, str, g.text(s, 3))
	case 2, 3:
		fmt.Fprintf(b, "%s = %s\n", g.place(s), g.text(s, 3))
	case 4:
		fmt.Fprintf(b, "%s += %s\n", g.place(s), g.text(s, 2))
	case 5:
		k := list + kind(g.draw(int(shape)))
		g.declare(b, s, k, g.value(s, k))
	case 6:
		b.WriteString(g.write(s))
	case 7:
		g.probe(b, s)
	case 8:
		k := list + kind(g.draw(int(shape)))
		if vars := s.all(k); len(vars) > 0 {
			fmt.Fprintf(b, "%s = %s\n", g.one(vars), g.value(s, k))
			return
		}
		g.declare(b, s, k, g.value(s, k))
	case 9:
		if len(g.helpers) > 0 {
			h := g.helpers[g.draw(len(g.helpers))]
			if call := g.call(h, s, 2); h.result {
				g.declare(b, s, str, call)
			} else {
				b.WriteString(call + "\n")
			}
			return
		}
		g.probe(b, s)
	case 10:
		if vars := s.all(list); len(vars) > 0 {
			v := g.one(vars)
			switch g.draw(3) {
			case 0:
				fmt.Fprintf(b, "%s = append(%s, %s)\n", v, g.one(vars), g.text(s, 2))
			case 1:
				fmt.Fprintf(b, "%s[%d] = %s\n", v, g.draw(2), g.text(s, 2))
			default:
				fmt.Fprintf(b, "copy(%s, %s)\n", v, g.one(vars))
			}
			return
		}
		g.declare(b, s, list, g.value(s, list))
	case 11:
		if vars := s.all(table); len(vars) > 0 {
			fmt.Fprintf(b, "%s[%s] = %s\n", g.one(vars), g.key(), g.text(s, 2))
			return
		}
		g.declare(b, s, table, g.value(s, table))
	case 12:
		if vars := s.all(object); len(vars) > 0 {
			v := g.one(vars)
			switch g.draw(4) {
			case 0:
				fmt.Fprintf(b, "%s.set(%s)\n", v, g.text(s, 2))
			case 1:
				fmt.Fprintf(b, "%s = %s\n", v, g.one(vars))
			case 2:
				fmt.Fprintf(b, "%s.list = append(%s.list, %s)\n", v, v, g.text(s, 2))
			default:
				fmt.Fprintf(b, "%s.next = &%s{a: %s}\n", v, g.name("T"), g.text(s, 1))
			}
			return
		}
		g.declare(b, s, object, g.value(s, object))
	case 13:
		if vars := s.all(pointer); len(vars) > 0 {
			fmt.Fprintf(b, "*%s = %s\n", g.one(vars), g.text(s, 2))
			return
		}
		g.declare(b, s, pointer, g.value(s, pointer))
	case 14:
		if len(s.all(builder)) == 0 {
			g.declare(b, s, builder, g.value(s, builder))
			return
		}
		b.WriteString(g.write(s))
	case 15:
		if s.loop {
			fmt.Fprintf(b, "if yes() { %s }\n", []string{"break", "continue"}[g.draw(2)])
			return
		}
		g.probe(b, s)
	case 16:
		// Two at once.
		fmt.Fprintf(b, "%s, %s = %s, %s\n", g.place(s), g.place(s), g.text(s, 1), g.text(s, 1))
	case 17:
		fmt.Fprintf(b, "func() {\n")
		in := s.inner()
		in.loop = false
		g.block(b, in, 1+g.draw(2))
		b.WriteString("}()\n")
	case 18, 19:
		b.WriteString("if yes() ")
		g.nested(b, s.inner())
		if g.draw(2) == 1 {
			b.WriteString(" else ")
			g.nested(b, s.inner())
		}
		b.WriteString("\n")
	case 20, 21:
		in := s.inner()
		in.loop = true
		i := g.fresh("i")
		fmt.Fprintf(b, "for %[1]s := 0; %[1]s < %[2]d; %[1]s++ ", i, g.draw(3))
		g.nested(b, in)
		b.WriteString("\n")
	case 22:
		in := s.inner()
		in.loop = true
		v := g.fresh("v")
		in.vars[str] = append(in.vars[str], v)
		fmt.Fprintf(b, "for _, %s := range %s ", v, g.value(s, list))
		b.WriteString("{\n_ = " + v + "\n")
		g.block(b, in, 1+g.draw(3))
		b.WriteString("}\n")
	case 23:
		in := s.inner()
		in.loop = true
		k, v := g.fresh("v"), g.fresh("v")
		in.vars[str] = append(in.vars[str], k, v)
		fmt.Fprintf(b, "for %s, %s := range %s {\n_, _ = %s, %s\n", k, v, g.value(s, table), k, v)
		g.block(b, in, 1+g.draw(3))
		b.WriteString("}\n")
	case 24:
		in := s.inner()
		in.loop = false // break would leave the switch
		fmt.Fprintf(b, "switch number() {\ncase 0:\n")
		g.block(b, in, 1+g.draw(2))
		if g.draw(3) == 1 {
			b.WriteString("fallthrough\n")
		}
		b.WriteString("case 1:\n")
		g.block(b, s.inner().still(), 1+g.draw(2))
		b.WriteString("default:\n")
		g.block(b, s.inner().still(), g.draw(2))
		b.WriteString("}\n")
	default:
		// A function literal that changes what is around it, called later.
		name := g.fresh("f")
		in := s.inner()
		in.loop = false
		var body strings.Builder
		g.block(&body, in, 1+g.draw(3))
		fmt.Fprintf(b, "%s := func() {\n%s}\n", name, body.String())
		g.block(b, s, g.draw(2))
		fmt.Fprintf(b, "%s()\n", name)
	}
}

// still is a scope in which break and continue are not written.
func (s *scope) still() *scope {
	s.loop = false
	return s
}

// write adds to a builder.
func (g *generator) write(s *scope) string {
	vars := s.all(builder)
	if len(vars) == 0 {
		return "probe(\"skip\", \"\")\n"
	}
	v := g.one(vars)
	switch g.draw(8) {
	case 0, 1, 2:
		return fmt.Sprintf("%s.WriteString(%s)\n", v, g.text(s, 2))
	case 3:
		return fmt.Sprintf("%s.WriteByte('%c')\n", v, "a/-%"[g.draw(4)])
	case 4:
		return fmt.Sprintf("fmt.Fprintf(%s, %s)\n", v, g.format(s))
	case 5:
		return fmt.Sprintf("fmt.Fprint(%s, %s, %s)\n", v, g.text(s, 1), g.text(s, 1))
	case 6:
		return fmt.Sprintf("io.WriteString(%s, %s)\n", v, g.text(s, 1))
	}
	return v + ".Reset()\n"
}

// place is something that a string can be assigned to.
func (g *generator) place(s *scope) string {
	places := s.all(str)
	for _, v := range append(s.all(object), s.all(handle)...) {
		places = append(places, v+".a", v+".b", v+".next.a")
	}
	for _, v := range s.all(pointer) {
		places = append(places, "*"+v)
	}
	return g.one(append([]string{g.name("global")}, places...))
}

func (g *generator) one(of []string) string { return of[g.draw(len(of))] }

func (g *generator) key() string {
	return g.one([]string{`"k"`, `"j"`, g.name("pick") + `("k", "j")`})
}

func (g *generator) literal() string {
	return strconv.Quote(g.one([]string{"users", "/", "", "/api/v2/users", "a", "A", "roles/", "-", "x y", "%s", "é", "a/b", "//", "users-by-email", "{}", "0"}))
}

// format is the arguments of a formatting function.
func (g *generator) format(s *scope) string {
	switch g.draw(8) {
	case 0:
		return `"%s/%s", ` + g.text(s, 1) + ", " + g.text(s, 1)
	case 1:
		return `"/users/%v", ` + g.text(s, 2)
	case 2:
		return `"%[2]s-%[1]s", ` + g.text(s, 1) + ", " + g.text(s, 1)
	case 3:
		return `"%d%%%s", number(), ` + g.text(s, 1)
	case 4:
		return `"%q", ` + g.text(s, 1)
	case 5:
		return `"%5s|%-3s", ` + g.text(s, 1) + ", " + g.text(s, 1)
	case 6:
		return `"%d/%s", 7, ` + g.text(s, 1)
	}
	return g.name("pick") + `("%s-", "/%s"), ` + g.text(s, 1)
}

// text is an expression of type string.
func (g *generator) text(s *scope, depth int) string {
	vars := s.all(str)
	if depth <= 0 {
		if len(vars) > 0 && g.draw(3) > 0 {
			return g.one(vars)
		}
		return g.literal()
	}
	sub := func() string { return g.text(s, depth-1) }
	switch g.draw(32) {
	case 0, 1:
		return g.literal()
	case 2, 3, 4, 5:
		if len(vars) > 0 {
			return g.one(vars)
		}
		return g.literal()
	case 6, 7:
		return sub() + " + " + sub()
	case 8:
		return "fmt.Sprintf(" + g.format(s) + ")"
	case 9:
		return "opaque()"
	case 10:
		return g.one([]string{"strings.TrimSpace", "strings.ToUpper", "strings.ToLower", "strings.Clone", "path.Clean", "url.PathEscape", "url.QueryEscape", "strconv.Quote", "html.EscapeString", "path.Base", "strings.Title", "bytesOf"}) + "(" + sub() + ")"
	case 11:
		return g.one([]string{"strings.TrimPrefix", "strings.TrimSuffix", "strings.TrimLeft", "strings.TrimRight", "strings.Trim"}) + "(" + sub() + ", " + g.one([]string{`"/"`, `"a"`, `"users"`, g.name("pick") + `("a", "/")`}) + ")"
	case 12:
		return "strings.ReplaceAll(" + sub() + ", " + g.literal() + ", " + g.literal() + ")"
	case 13:
		return "strings.Replace(" + g.one([]string{`"/users/{id}/{}"`, g.literal()}) + ", " + g.one([]string{`"{id}"`, `"{}"`}) + ", " + sub() + ", " + g.one([]string{"-1", "1"}) + ")"
	case 14:
		return "strings.Join(" + g.value(s, list) + ", " + g.literal() + ")"
	case 15:
		return "strings.NewReplacer(\"{id}\", " + sub() + ", " + g.one([]string{`"/"`, `"users"`}) + ", " + sub() + ").Replace(" + g.one([]string{`"/users/{id}/{}"`, g.literal()}) + ")"
	case 16:
		return "path.Join(" + sub() + ", " + sub() + ")"
	case 17:
		return "fmt.Sprint(" + sub() + ", " + sub() + ")"
	case 18:
		return "cmp.Or(" + sub() + ", " + sub() + ")"
	case 19:
		if len(g.helpers) > 0 {
			if h := g.helpers[g.draw(len(g.helpers))]; h.result {
				return g.call(h, s, depth-1)
			}
		}
		return sub()
	case 20:
		return g.name("pick") + "(" + sub() + ", " + sub() + ")"
	case 21:
		return g.name("Box") + "[string]{" + sub() + "}.get()"
	case 22:
		return g.name("lookup") + "[" + g.key() + "]"
	case 23:
		return g.name("global")
	case 24:
		if v := s.all(table); len(v) > 0 {
			return g.one(v) + "[" + g.key() + "]"
		}
		return g.value(s, table) + "[" + g.key() + "]"
	case 25:
		if v := s.all(list); len(v) > 0 {
			return g.one(v) + "[" + strconv.Itoa(g.draw(2)) + "]"
		}
		return sub()
	case 26, 27:
		if v := append(s.all(object), s.all(handle)...); len(v) > 0 {
			return g.one(v) + g.one([]string{".a", ".b", ".first()", ".word()", ".next.a", ".list[0]"})
		}
		return sub()
	case 28:
		if v := s.all(pointer); len(v) > 0 {
			return "*" + g.one(v)
		}
		return sub()
	case 29:
		if v := s.all(builder); len(v) > 0 {
			return g.one(v) + ".String()"
		}
		return sub()
	case 30:
		if v := s.all(thunk); len(v) > 0 && g.draw(2) == 0 {
			return g.one(v) + "()"
		}
		if v := s.all(mapper); len(v) > 0 {
			return g.one(v) + "(" + sub() + ")"
		}
		return sub()
	}
	if v := s.all(shape); len(v) > 0 && g.draw(2) == 0 {
		return g.one(v) + ".word()"
	}
	if len(vars) > 0 {
		return g.one(vars) + g.one([]string{"[1:]", "[:1]", "[0:]", "[:]"})
	}
	return sub()
}

// call calls a helper.
func (g *generator) call(h helper, s *scope, depth int) string {
	var args []string
	for _, k := range h.params {
		if k == str {
			args = append(args, g.text(s, depth))
		} else {
			args = append(args, g.value(s, k))
		}
	}
	return h.name + "(" + strings.Join(args, ", ") + ")"
}

// value is an expression of any kind but a string's.
func (g *generator) value(s *scope, k kind) string {
	if vars := s.all(k); len(vars) > 0 && g.draw(3) > 0 {
		return g.one(vars)
	}
	switch k {
	case list:
		if v := s.all(list); len(v) > 0 && g.draw(3) == 1 {
			return "append(" + g.one(v) + ", " + g.text(s, 1) + ")"
		}
		return "[]string{" + g.text(s, 1) + ", " + g.text(s, 1) + "}"
	case table:
		return `map[string]string{"k": ` + g.text(s, 1) + `, "j": ` + g.text(s, 1) + "}"
	case object:
		return g.object(s)
	case pointer:
		if v := s.all(str); len(v) > 0 {
			return "&" + g.one(v)
		}
		if v := s.all(object); len(v) > 0 {
			return "&" + g.one(v) + ".a"
		}
		return "new(string)"
	case handle, shape:
		if v := s.all(object); len(v) > 0 && g.draw(2) == 0 {
			return "&" + g.one(v)
		}
		if v := s.all(handle); k == shape && len(v) > 0 {
			return g.one(v)
		}
		return "&" + g.object(s)
	case builder:
		return "new(strings.Builder)"
	case thunk:
		return g.function(s, "func() string", "")
	case mapper:
		v := g.fresh("x")
		return g.function(s, "func("+v+" string) string", v)
	}
	return g.text(s, 1)
}

func (g *generator) object(s *scope) string {
	t := g.name("T")
	switch g.draw(4) {
	case 0:
		return t + "{}"
	case 1:
		return t + "{a: " + g.text(s, 1) + ", next: &" + t + "{a: " + g.text(s, 1) + "}}"
	}
	return t + "{a: " + g.text(s, 1) + ", b: " + g.text(s, 1) + ", list: []string{" + g.text(s, 0) + "}}"
}

// function is a function literal.
func (g *generator) function(s *scope, head, param string) string {
	in := s.inner()
	in.loop = false
	if param != "" {
		in.vars[str] = append(in.vars[str], param)
	}
	var b strings.Builder
	if in.depth < 5 {
		g.block(&b, in, g.draw(2))
	}
	return head + " {\n" + b.String() + "return " + g.text(in, 1) + "\n}"
}
