package eval

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Path steps from an object to the texts that lie in it, at any depth. The
// answer is a set in which each pattern is one piece of a text: a hole whose
// origin is known, or a literal that is long enough to be a credential.
const (
	Parts   = ".$parts" // all that other code can read of it
	Encoded = ".$json"  // what encoding/json writes of it
)

// A Part is a text in an object.
type Part struct {
	Path  string // ".User.Name", "[name]", "[0].Name"; "" for the object itself
	Value value.Set
}

const (
	maxParts     = 400 // of one object
	maxPartDepth = 7
)

// PartsOf returns the texts that lie in v when at runs, each with the path to
// it; step is Parts or Encoded.
func (p *Package) PartsOf(v ssa.Value, step string, at ssa.Instruction) []Part {
	w := &parts{p: p, step: step}
	w.below(spot{v: v, t: v.Type(), at: at}, "", 0)
	return w.out
}

// partsStep splits a path that ends in one of the steps.
func partsStep(path string) (prefix, step string, ok bool) {
	for _, step := range []string{Parts, Encoded} {
		if prefix, ok := strings.CutSuffix(path, step); ok {
			return prefix, step, true
		}
	}
	return "", "", false
}

// partsAt answers the steps Parts and Encoded.
func (p *Package) partsAt(v ssa.Value, prefix, step string, at ssa.Instruction) value.Set {
	v = concrete(v)
	w := &parts{p: p, step: step}
	w.below(spot{v: v, path: prefix, t: typeAt(v.Type(), prefix), at: at}, "", 0)
	sets := make([]value.Set, len(w.out))
	for i, part := range w.out {
		sets[i] = part.Value
	}
	return value.Join(sets...)
}

// typeAt follows a path through the fields of structs; nil where it leads
// through anything else.
func typeAt(t types.Type, path string) types.Type {
	for path != "" {
		first, rest := step(path)
		st, ok := deref(t).Underlying().(*types.Struct)
		if !ok || first[0] != '.' {
			return nil
		}
		t = nil
		for f := range st.Fields() {
			if f.Name() == first[1:] {
				t = f.Type()
			}
		}
		if t == nil {
			return nil
		}
		path = rest
	}
	return t
}

// parts collects.
type parts struct {
	p    *Package
	step string
	out  []Part
}

// A spot is what lies at path below v when at runs. owner declares the last
// field of path.
type spot struct {
	v     ssa.Value
	path  string
	owner string
	t     types.Type // nil where it is not known
	at    ssa.Instruction
	json  bool // an encoder writes it
}

func (w *parts) below(s spot, path string, depth int) {
	if depth > maxPartDepth || len(w.out) >= maxParts || w.p.depth > 0 && w.p.tooMuch() {
		return
	}
	if s.path == "" {
		s.v = concrete(w.p.variable(concrete(s.v)))
		s.t = s.v.Type()
		if from, ok := w.p.contents(s.v); ok {
			for _, c := range from {
				inner := *w
				if inner.out = nil; c.json {
					inner.step = Encoded
				}
				inner.below(spot{v: c.v, t: c.v.Type(), at: c.at}, path, depth+1)
				w.out = append(w.out, inner.out...)
			}
			return
		}
	}
	if s.t == nil {
		w.container(s, path, depth)
		return
	}
	if w.guarded(s.t) {
		return
	}
	if stringLike(deref(s.t)) {
		w.text(s, path)
		return
	}
	switch t := deref(s.t).Underlying().(type) {
	case *types.Struct:
		w.fields(s, t, path, depth)
	case *types.Map, *types.Slice, *types.Array:
		w.container(s, path, depth)
	case *types.Interface:
		w.token(s, path)
		w.container(s, path, depth)
	}
}

// text is a part, or what was decoded or read out of the answer to a request.
func (w *parts) text(s spot, path string) {
	if isString(deref(s.t)) || s.path != "" {
		w.add(path, w.p.Read(s.v, s.path, s.owner, s.at))
		return
	}
	switch r := w.p.root(s.v); r.v.(type) {
	case *ssa.Parameter, *ssa.FreeVar:
		// Whoever passes the bytes may have made them of an object.
		w.add(path, w.p.origin(r.v, r.path+w.step, "", s.at))
	default:
		w.add(path, w.p.Read(s.v, "", "", s.at))
	}
	w.token(s, path)
}

// token is the access token in what somebody answered.
func (w *parts) token(s spot, path string) {
	if s.path == "" {
		w.add(path, w.p.Read(s.v, Token, "", s.at))
	}
}

// fields goes through a struct. Of one that another package declares and makes
// only the fields are of interest that are named like a credential: nothing is
// known of the others but their names.
func (w *parts) fields(s spot, st *types.Struct, path string, depth int) {
	owner := typeName(deref(s.t))
	_, made := w.p.root(s.v).v.(*ssa.Alloc)
	foreign := !made && owner != "" && !strings.HasPrefix(owner, w.p.pkg.Pkg.Path()+".")
	for i := range st.NumFields() {
		f := st.Field(i)
		if !f.Exported() && !(f.Embedded() && w.step == Encoded) {
			continue
		}
		if w.step == Encoded && reflect.StructTag(st.Tag(i)).Get("json") == "-" {
			continue
		}
		if foreign && stringLike(deref(f.Type())) && !credential().MatchString(f.Name()) {
			continue
		}
		w.below(spot{v: s.v, path: s.path + "." + f.Name(), owner: owner, t: f.Type(), at: s.at}, path+"."+f.Name(), depth+1)
	}
}

// credential knows the names of fields for secrets and tokens.
var credential = lazy.Regexp(`(?i)secret|token|key|password|credential`)

// container goes through what the code puts into a map, a slice or an
// interface. What it was before is for whoever made it to say.
func (w *parts) container(s spot, path string, depth int) {
	r := w.p.root(s.v)
	full := r.path + s.path
	if f := w.p.function(parent(r.v, s.at)); f != nil {
		for _, instr := range f.effects[r.v] {
			w.put(r.v, full, instr, path, depth)
		}
	}
	switch v := r.v.(type) {
	case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.Const:
	case *ssa.Global:
		w.add(path, w.p.global(v, full+w.step, ""))
	default:
		w.add(path, w.p.origin(r.v, full+w.step, "", s.at))
	}
}

// put adds what one instruction puts at the place full below root.
func (w *parts) put(root ssa.Value, full string, instr ssa.Instruction, path string, depth int) {
	var to place
	var val ssa.Value
	switch i := instr.(type) {
	case *ssa.Store:
		to, val = w.p.root(i.Addr), i.Val
	case *ssa.MapUpdate:
		to, val = w.p.root(i.Map), i.Value
		to.path += element(unboxed(i.Key))
	case ssa.CallInstruction:
		w.filled(root, full, i, path)
		return
	default:
		return
	}
	if to.v != root || val == root {
		return
	}
	if rest, ok := below(to.path, full); ok {
		w.below(spot{v: val, t: val.Type(), at: instr}, path+rest, depth+1)
	} else if rest, ok := below(full, to.path); ok && typeAt(val.Type(), rest) != nil {
		w.below(spot{v: val, path: rest, t: typeAt(val.Type(), rest), at: instr}, path, depth+1)
	}
}

// unboxed undoes the conversion of a map's key to an interface.
func unboxed(key ssa.Value) ssa.Value {
	if b, ok := key.(*ssa.MakeInterface); ok {
		return b.X
	}
	return key
}

// filled adds what a call leaves in an object that it gets: a decoder does,
// and functions of the package.
func (w *parts) filled(root ssa.Value, full string, call ssa.CallInstruction, path string) {
	args := operands(call.Common())
	if fn := callee(call.Common()); fn != nil {
		switch send.Key(fn) {
		case "encoding/json.Unmarshal", "encoding/json.Decoder.Decode":
			if w.p.root(args[1]).v == root {
				w.add(path, w.p.Read(args[0], Token, "", call))
			}
			return
		}
	}
	for _, c := range w.p.Callees(call.Common()) {
		g := w.p.function(c.Fn)
		if g == nil {
			continue
		}
		for i, arg := range args {
			if i >= len(c.Fn.Params) || !reference(arg.Type()) {
				continue
			}
			if r := w.p.root(arg); r.v != root || r.path != full {
				continue
			}
			for _, instr := range g.effects[c.Fn.Params[i]] {
				u, ok := instr.(*ssa.MapUpdate)
				if !ok || w.p.root(u.Map).v != c.Fn.Params[i] {
					continue
				}
				v := w.p.Read(u.Value, w.step, "", u).Subst(func(sym value.Symbol) (value.Set, bool) { return w.p.Argument(sym, c, call) })
				w.add(path+element(unboxed(u.Key)), v)
			}
		}
	}
}

// contents returns the objects that a text or reader was made of, or that were
// written into a buffer.
func (p *Package) contents(v ssa.Value) ([]spot, bool) {
	switch x := v.(type) {
	case *ssa.Convert:
		if stringLike(x.X.Type()) && stringLike(x.Type()) {
			return []spot{{v: x.X, at: x}}, true
		}
	case *ssa.Extract:
		if c, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 {
			return p.contents(c)
		}
	case *ssa.Call:
		if b, ok := x.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" {
			var out []spot
			for _, arg := range x.Call.Args {
				out = append(out, spot{v: arg, at: x})
			}
			return out, true
		}
		fn := callee(&x.Call)
		if fn == nil {
			return nil, false
		}
		switch send.Key(fn) {
		case "encoding/json.Marshal", "encoding/json.MarshalIndent":
			return []spot{{v: x.Call.Args[0], at: x, json: true}}, true
		case "encoding/xml.Marshal", "encoding/xml.MarshalIndent", "strings.NewReader", "bytes.NewReader", "bytes.NewBuffer",
			"bytes.NewBufferString", "io.NopCloser", "bufio.NewReader", "html/template.JS", "strings.Clone", "bytes.Clone":
			return []spot{{v: x.Call.Args[0], at: x}}, true
		case "bytes.Buffer.Bytes", "bytes.Buffer.String", "strings.Builder.String":
			return p.poured(x.Call.Args[0], x), true
		}
	case *ssa.Alloc:
		if name := typeName(deref(x.Type())); name == "bytes.Buffer" || name == "strings.Builder" {
			return p.poured(x, x), true
		}
	}
	return nil, false
}

// poured returns what calls put into a buffer: texts, and the objects of
// encoders and templates that write to it.
func (p *Package) poured(buf ssa.Value, at ssa.Instruction) []spot {
	r := p.root(buf)
	f := p.function(parent(r.v, at))
	if f == nil {
		return nil
	}
	var out []spot
	for _, instr := range f.effects[r.v] {
		call, ok := instr.(*ssa.Call)
		if !ok {
			continue
		}
		fn, args := callee(&call.Call), operands(&call.Call)
		if fn == nil {
			continue
		}
		switch send.Key(fn) {
		case "bytes.Buffer.WriteString", "bytes.Buffer.Write", "strings.Builder.WriteString", "strings.Builder.Write", "io.WriteString", "fmt.Fprint", "fmt.Fprintln":
			out = append(out, spot{v: args[1], at: call})
		case "fmt.Fprintf", "text/template.Template.Execute", "html/template.Template.Execute":
			out = append(out, spot{v: args[2], at: call})
		case "text/template.Template.ExecuteTemplate", "html/template.Template.ExecuteTemplate":
			out = append(out, spot{v: args[3], at: call})
		case "encoding/json.NewEncoder", "encoding/xml.NewEncoder":
			for _, ref := range *call.Referrers() {
				if enc, ok := ref.(*ssa.Call); ok && callee(&enc.Call) != nil && callee(&enc.Call).Name() == "Encode" && len(enc.Call.Args) == 2 {
					out = append(out, spot{v: enc.Call.Args[1], at: enc, json: send.Key(fn) == "encoding/json.NewEncoder"})
				}
			}
		}
	}
	return out
}

// guarded reports whether a type writes itself in its own way: it may well
// leave out what is secret.
func (w *parts) guarded(t types.Type) bool {
	named, ok := types.Unalias(deref(t)).(*types.Named)
	if !ok {
		return false
	}
	names := []string{"String", "GoString", "Format"}
	if w.step == Encoded {
		names = []string{"MarshalJSON", "MarshalText"}
	}
	for _, name := range names {
		if m, _, _ := types.LookupFieldOrMethod(types.NewPointer(named), true, nil, name); m != nil {
			if fn, ok := m.(*types.Func); ok && !w.p.rows.OwnsFunc(fn) {
				return true
			}
		}
	}
	return false
}

// add keeps the pieces of a text that could be a credential.
func (w *parts) add(path string, s value.Set) {
	var out value.Set
	for _, alt := range s.Alts {
		for _, piece := range alt {
			if telling(piece) {
				out.Alts = append(out.Alts, value.Pattern{piece})
			}
		}
	}
	if len(out.Alts) > 0 {
		w.out = append(w.out, Part{path, value.Join(out)})
	}
}

// secretive is how a text looks that can be a credential.
var secretive = lazy.Regexp(`[A-Za-z0-9_+/=.-]{12}`)

// Named reports whether a value comes from an environment variable or a flag.
func Named(sym value.Symbol) bool {
	return sym.Kind == value.Opaque && (strings.HasPrefix(sym.Name, fromEnvironment) || strings.HasPrefix(sym.Name, fromFlag))
}

func telling(piece value.Piece) bool {
	if piece.Hole == nil {
		return len(piece.Text) < 1024 && secretive().MatchString(piece.Text)
	}
	for _, op := range piece.Hole.Ops {
		if op.Name == value.From {
			return false // the last letters of it
		}
	}
	sym := piece.Hole.Symbol
	return sym.Kind != value.Opaque || sym.Class != "" || Named(sym)
}
