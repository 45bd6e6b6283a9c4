package eval

import (
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// What the names of values from outside begin with.
const (
	fromEnvironment = "environment variable "
	fromFlag        = "flag -"
)

func itoa(n int) string { return strconv.Itoa(n) }

// intrinsic answers for the functions of the standard library that make
// strings and URLs; ok is false for all others.
func (p *Package) intrinsic(fn *types.Func, c *ssa.Call, i int, path string) (s value.Set, ok bool) {
	if fn.Pkg() == nil {
		return s, false
	}
	args := operands(&c.Call)
	str := func(n int) value.Set { return p.Read(args[n], "", "", c) }
	lit := func(n int) string {
		if t, ok := str(n).Literals(); ok && len(t) == 1 {
			return t[0]
		}
		return ""
	}
	switch fn.Pkg().Path() {
	case "cmp", "fmt", "strings", "bytes", "path", "net/url", "strconv", "os", "errors", "html", "encoding/base64", "encoding/hex", "embed", "io/fs", "syscall/js":
	default:
		return s, false
	}
	if s, ok, known := p.url(fn, c, i, path); known {
		return s, ok
	}
	if path != "" && path != Built {
		return s, false
	}
	switch send.Key(fn) {
	case "fmt.Sprintf":
		return p.sprintf(str(0), args[1], c), true
	case "fmt.Sprint", "fmt.Sprintln":
		if parts, ok := p.elements(args[0], c); ok {
			return value.Concat(parts...), true
		}
	case "cmp.Or":
		if alts, ok := p.elements(args[0], c); ok {
			return value.Join(alts...), true
		}
	case "strings.TrimSuffix", "bytes.TrimSuffix":
		return trimmed(str(0), str(1), value.TrimSuffix), true
	case "strings.TrimPrefix", "bytes.TrimPrefix":
		return trimmed(str(0), str(1), value.TrimPrefix), true
	case "strings.TrimRight":
		return trimmed(str(0), str(1), value.TrimRight), true
	case "strings.TrimLeft":
		return trimmed(str(0), str(1), value.TrimLeft), true
	case "strings.Trim":
		return trimmed(str(0), str(1), value.TrimLeft, value.TrimRight), true
	case "strings.TrimSpace", "bytes.TrimSpace":
		return str(0).Apply(value.Op{Name: value.TrimLeft, A: " \t\r\n"}).Apply(value.Op{Name: value.TrimRight, A: " \t\r\n"}), true
	case "strings.Clone":
		return str(0), true
	case "html.EscapeString":
		return str(0).Apply(value.Op{Name: value.HTML}), true
	case "strings.ToUpper":
		return str(0).Apply(value.Op{Name: value.Upper}), true
	case "strings.ToLower":
		return str(0).Apply(value.Op{Name: value.Lower}), true
	case "strings.ReplaceAll":
		return replace(str(0), str(1), str(2)), true
	case "strings.Replace":
		return replaceSome(str(0), str(1), str(2), lit(3)), true
	case "strings.Replacer.Replace":
		return p.replacer(args[0], str(1))
	case "strings.Join":
		return p.join(args[0], str(1), c), true
	case "strings.Builder.String", "bytes.Buffer.String", "bytes.Buffer.Bytes":
		return p.Read(args[0], Built, "", c), true
	case "strings.NewReader", "bytes.NewBufferString", "bytes.NewBuffer", "bytes.NewReader":
		if path == Built {
			return str(0), true
		}
	case "path.Join":
		if parts, ok := p.elements(args[0], c); ok {
			return value.JoinPath(parts...).Apply(value.Op{Name: value.Clean}), true
		}
		return p.join(args[0], value.Text("/"), c).Apply(value.Op{Name: value.Clean}), true
	case "path.Clean":
		return str(0).Apply(value.Op{Name: value.Clean, A: "."}), true
	case "net/url.PathEscape":
		return str(0).Apply(value.Op{Name: value.Escape}), true
	case "net/url.Values.Encode":
		return p.encodedForm(args[0], c)
	case "net/url.QueryEscape":
		return str(0).Apply(value.Op{Name: value.Query}), true
	case "embed.FS.ReadFile", "io/fs.ReadFile":
		if i == 0 {
			return embedded(str(0))
		}
	case "encoding/base64.Encoding.DecodeString":
		return str(1).Apply(value.Op{Name: value.Decode64}), i == 0
	case "encoding/hex.DecodeString":
		return str(0).Apply(value.Op{Name: value.DecodeHex}), i == 0
	case "encoding/base64.Encoding.EncodeToString":
		return str(1).Apply(value.Op{Name: value.Encode64}), true
	case "syscall/js.Value.String":
		// The address of the page itself: what is appended is relative to it.
		if t, ok := p.Read(args[0], ".$name", "", c).Literals(); ok && len(t) == 1 && t[0] == "origin" {
			return value.Text(""), true
		}
	case "strconv.Quote":
		return quoted(str(0)), true
	case "os.Getenv":
		return value.Join(p.definitions("environment:"+lit(0)), value.Unknown(fromEnvironment+name(lit(0)))), true
	case "os.LookupEnv":
		if i == 0 {
			return value.Join(p.definitions("environment:"+lit(0)), value.Unknown(fromEnvironment+name(lit(0)))), true
		}
	case "os.ExpandEnv":
		return value.Unknown("environment variables"), true
	}
	return s, false
}

// nonEmpty drops the empty default of a flag.
func nonEmpty(s value.Set) value.Set {
	if t, ok := s.Literals(); ok && len(t) == 1 && t[0] == "" {
		return value.Set{}
	}
	return s
}

// name returns the name of a variable or flag; what is none may be a value in
// the wrong place, and is not told.
func name(s string) string {
	if s == "" || len(s) > 40 || strings.IndexFunc(s, func(r rune) bool {
		return r != '_' && r != '-' && r != '.' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) >= 0 {
		return "with a computed name"
	}
	return s
}

func (p *Package) sprintf(format value.Set, operandsSlice ssa.Value, c *ssa.Call) value.Set {
	var out []value.Set
	for _, f := range format.Alts {
		text, ok := f.Literal()
		if !ok {
			out = append(out, value.Set{Alts: []value.Pattern{f}}.Apply(value.Op{Name: value.Format}))
			continue
		}
		var parts []value.Set
		for _, part := range value.ParseFormat(text) {
			switch {
			case part.Verb == 0:
				parts = append(parts, value.Text(part.Text))
			case !part.Plain:
				parts = append(parts, value.Unknown("an operand of the format"))
			default:
				v := p.Read(operandsSlice, "["+itoa(part.Operand)+"]", "", c)
				if part.Verb == 'q' {
					v = quoted(v)
				}
				parts = append(parts, v)
			}
		}
		out = append(out, value.Concat(parts...))
	}
	return value.Join(out...)
}

// trimmed cuts each of the literals of cut off s. One that is not known is
// taken to leave s as it is.
func trimmed(s, cut value.Set, ops ...value.OpName) value.Set {
	literals, ok := cut.Literals()
	if !ok {
		return s
	}
	var out []value.Set
	for _, a := range literals {
		one := s
		for _, op := range ops {
			one = one.Apply(value.Op{Name: op, A: a})
		}
		out = append(out, one)
	}
	return value.Join(out...)
}

// quoted writes strings as Go string literals.
func quoted(s value.Set) value.Set {
	return value.Concat(value.Text(`"`), s.Apply(value.Op{Name: value.Quote}), value.Text(`"`))
}

// replaceSome is strings.Replace with its count. Of any but 1 in a pattern with
// holes it is not known which of the old texts go.
func replaceSome(s, old, new value.Set, count string) value.Set {
	n, err := strconv.Atoi(count)
	o, ok := old.Literals()
	t, known := new.Literals()
	literals, all := s.Literals()
	switch {
	case err == nil && n < 0:
		return replace(s, old, new)
	case err != nil || !ok || !known || len(o) != 1 || len(t) != 1 || n > 1 && !all:
		return value.Join(s, replace(s, old, new))
	case n == 1:
		return s.Apply(value.Op{Name: value.ReplaceOne, A: o[0], B: t[0]})
	}
	var out []value.Set
	for _, one := range literals {
		out = append(out, value.Concat(value.Text(strings.Replace(one, o[0], t[0], n))))
	}
	return value.Join(out...)
}

// replace puts new in the place of each literal old.
func replace(s, old, new value.Set) value.Set {
	o, ok := old.Literals()
	if !ok || len(o) != 1 {
		return s
	}
	if n, ok := new.Literals(); ok && len(n) == 1 {
		return s.Apply(value.Op{Name: value.Replace, A: o[0], B: n[0]})
	}
	var out []value.Set
	for _, pat := range s.Alts {
		parts := []value.Set{value.Text("")}
		for _, piece := range pat {
			if piece.Hole != nil {
				parts = append(parts, value.Set{Alts: []value.Pattern{{piece}}})
				continue
			}
			for i, t := range strings.Split(piece.Text, o[0]) {
				if i > 0 {
					parts = append(parts, new)
				}
				parts = append(parts, value.Text(t))
			}
		}
		out = append(out, value.Concat(parts...))
	}
	return value.Join(out...)
}

// replacer does what a strings.Replacer does to the texts of s. Each old text
// gives way to a mark first: what is put in is not looked at again.
func (p *Package) replacer(r ssa.Value, s value.Set) (value.Set, bool) {
	made, ok := p.root(r).v.(*ssa.Call)
	if !ok || callee(&made.Call) == nil || send.Key(callee(&made.Call)) != "strings.NewReplacer" {
		return s, false
	}
	pairs, ok := p.elements(made.Call.Args[0], made)
	if !ok || len(pairs)%2 != 0 {
		return s, false
	}
	var marks []string
	for i := 0; i < len(pairs); i += 2 {
		if old, ok := pairs[i].Literals(); ok && len(old) == 1 {
			marks = append(marks, old[0], "\x00"+itoa(i+1)+"\x00")
		}
	}
	replacer := strings.NewReplacer(marks...)
	var out []value.Set
	for _, alt := range s.Alts {
		var parts []value.Set
		for _, piece := range alt {
			if piece.Hole != nil {
				parts = append(parts, value.Set{Alts: []value.Pattern{{piece}}})
				continue
			}
			for i, t := range strings.Split(replacer.Replace(piece.Text), "\x00") {
				if n, err := strconv.Atoi(t); i%2 == 1 && err == nil {
					parts = append(parts, pairs[n])
				} else {
					parts = append(parts, value.Text(t))
				}
			}
		}
		out = append(out, value.Concat(parts...))
	}
	return value.Join(out...), true
}

// join evaluates strings.Join. Of a slice whose elements are not known here,
// such as a variadic parameter, the caller is asked with the step "[join:sep]".
func (p *Package) join(slice ssa.Value, sep value.Set, at ssa.Instruction) value.Set {
	t, ok := sep.Literals()
	if !ok || len(t) != 1 || strings.ContainsAny(t[0], "[]") {
		return value.Unknown(joinedStrings)
	}
	return p.Read(slice, joining+t[0]+"]", "", at)
}

// joined answers the step "[join:sep]" where the slice is made; it leaves the
// step to what knows the variable or function that the slice comes from.
func (p *Package) joined(slice ssa.Value, path string, at ssa.Instruction) (value.Set, bool) {
	sep, ok := strings.CutPrefix(path, joining)
	if !ok {
		return value.Set{}, false
	}
	sep = strings.TrimSuffix(sep, "]")
	slice = p.variable(slice)
	if elems, ok := p.elements(slice, at); ok {
		var parts []value.Set
		for i, e := range elems {
			if i > 0 {
				parts = append(parts, value.Text(sep))
			}
			parts = append(parts, e)
		}
		return value.Concat(parts...), true
	}
	if c, ok := slice.(*ssa.Call); ok {
		if b, ok := c.Call.Value.(*ssa.Builtin); ok {
			if b.Name() == "append" && len(c.Call.Args) == 2 {
				return p.joinedBoth(c, path, sep), true
			}
			return value.Unknown(joinedStrings), true
		}
	}
	if part, ok := slice.(*ssa.Slice); (!ok || part.Low == nil && part.High == nil) && keepsSlice(p.root(slice).v) {
		return value.Set{}, false
	}
	return value.Unknown(joinedStrings), true
}

// Built is the path step from a strings.Builder or a bytes.Buffer to the text
// that was written into it.
const Built = ".$text"

// Segments is the path step from a slice of texts to the path that they are the
// segments of.
const Segments = joining + "/]"

const (
	joining       = "[join:" // begins the path step to the elements of a slice as one text
	joinedStrings = "joined strings"
)

// Several reports whether a symbol stands for any number of strings that are
// joined: segments of a path.
func Several(s value.Symbol) bool {
	return s.Kind == value.Opaque && s.Name == joinedStrings || strings.Contains(s.Path, joining)
}

// joinedBoth joins the elements of append(a, b...), of which one is not known
// here.
func (p *Package) joinedBoth(c *ssa.Call, path, sep string) value.Set {
	first, second := c.Call.Args[0], c.Call.Args[1]
	if elems, ok := p.elements(first, c); ok && len(elems) == 0 {
		return p.Read(second, path, "", c)
	}
	if elems, ok := p.elements(second, c); ok && len(elems) == 0 {
		return p.Read(first, path, "", c)
	}
	return value.Concat(p.Read(first, path, "", c), value.Text(sep), p.Read(second, path, "", c))
}

// keepsSlice reports whether a root is something that a slice lies in or comes
// out of, and not the elements themselves.
func keepsSlice(root ssa.Value) bool {
	switch r := root.(type) {
	case *ssa.Parameter, *ssa.FreeVar, *ssa.Phi, *ssa.Call, *ssa.Extract:
		return true
	case *ssa.Alloc:
		_, array := deref(r.Type()).Underlying().(*types.Array)
		return !array
	}
	return false
}

// textEffect tells what a call adds to a strings.Builder or bytes.Buffer.
func (p *Package) textEffect(fn *types.Func, call ssa.CallInstruction, s *scan) (effect, bool) {
	if fn == nil || fn.Pkg() == nil || !strings.HasSuffix(s.path, Built) {
		return effect{}, false
	}
	args := operands(call.Common())
	target := func() bool {
		if len(args) == 0 {
			return false
		}
		r := p.root(args[0])
		return r.v == s.root && r.path+Built == s.path
	}
	switch send.Key(fn) {
	case "strings.Builder.WriteString", "bytes.Buffer.WriteString", "bytes.Buffer.Write", "strings.Builder.Write", "io.WriteString":
		if target() {
			return effect{appends, p.Read(args[1], "", "", call)}, true
		}
	case "strings.Builder.WriteByte", "bytes.Buffer.WriteByte", "strings.Builder.WriteRune", "bytes.Buffer.WriteRune":
		if target() {
			if n, ok := p.Read(args[1], "", "", call).Literals(); ok && len(n) == 1 {
				if r, err := strconv.Atoi(n[0]); err == nil {
					return effect{appends, value.Text(string(rune(r)))}, true
				}
			}
			return effect{appends, value.Unknown("a character")}, true
		}
	case "strings.Builder.Reset", "bytes.Buffer.Reset":
		if target() {
			return effect{replaces, value.Text("")}, true
		}
	case "fmt.Fprintf":
		if c, ok := call.(*ssa.Call); ok && target() {
			return effect{appends, p.sprintf(p.Read(args[1], "", "", call), args[2], c)}, true
		}
	case "fmt.Fprint", "fmt.Fprintln":
		if target() {
			if parts, ok := p.elements(args[1], call); ok {
				return effect{appends, value.Concat(parts...)}, true
			}
		}
	}
	return effect{}, fn.Pkg().Path() == "strings" || fn.Pkg().Path() == "bytes"
}

// describe says for people where a value comes from that nothing is known of.
func (p *Package) describe(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Call:
		if fn := callee(&v.Call); fn != nil {
			return "the result of " + short(fn)
		}
		return "the result of a function value"
	case *ssa.Extract:
		if c, ok := v.Tuple.(*ssa.Call); ok {
			return p.describe(c)
		}
		if _, ok := v.Tuple.(*ssa.Next); ok {
			return "a loop"
		}
	case *ssa.Lookup:
		return "a map"
	case *ssa.Slice:
		return "a part of a string"
	case *ssa.Phi:
		return "a loop"
	case *ssa.UnOp:
		return "a channel"
	case *ssa.Convert:
		return "a converted number"
	case *ssa.Builtin, *ssa.Function, *ssa.MakeClosure:
		return "a function"
	case *ssa.BinOp:
		return "a computed value"
	}
	return "a value that is not followed"
}

// short names a function as code in another package does.
func short(fn *types.Func) string {
	sig, ok := fn.Type().(*types.Signature)
	if ok && sig.Recv() != nil {
		t := typeName(deref(sig.Recv().Type()))
		return t[strings.LastIndexByte(t, '/')+1:] + "." + fn.Name()
	}
	if fn.Pkg() != nil {
		return fn.Pkg().Name() + "." + fn.Name()
	}
	return fn.Name()
}

func deref(t types.Type) types.Type {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		return ptr.Elem()
	}
	return t
}

// embedded answers for what is read from a package variable that holds files:
// it stands for all of them.
func embedded(files value.Set) (value.Set, bool) {
	for _, alt := range files.Alts {
		if len(alt) != 1 || alt[0].Hole == nil || alt[0].Hole.Symbol.Kind != value.Global {
			return value.Set{}, false
		}
	}
	return files, len(files.Alts) > 0
}
