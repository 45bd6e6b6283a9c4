package eval

import (
	"go/types"
	"reflect"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// Keys is the path step from a value to the names of the JSON object that it
// is, or is made into: the keys of a map, the tags of a struct's fields that
// the code sets, the members of a JSON text. The answer is a set of names; a
// hole in it means that there may be more. The empty set is no object at all.
const Keys = ".$keys"

// keys answers the step Keys.
func (p *Package) keysOf(v ssa.Value, at ssa.Instruction) value.Set {
	r := p.root(v)
	if r.path == "" {
		if c, ok := r.v.(*ssa.Call); ok {
			if s, ok := p.marshalled(c); ok {
				return s
			}
		}
		if x, ok := r.v.(*ssa.Extract); ok {
			if c, ok := x.Tuple.(*ssa.Call); ok && x.Index == 0 {
				if s, ok := p.marshalled(c); ok {
					return s
				}
			}
		}
	}
	switch x := r.v.(type) {
	case *ssa.Const:
		if x.Value == nil {
			return value.Set{}
		}
	case *ssa.Alloc:
		if r.path == "" {
			if s, ok := p.encoded(x); ok {
				return s
			}
			if st, ok := deref(x.Type()).Underlying().(*types.Struct); ok {
				return p.structKeys(x, st)
			}
		}
	case *ssa.MakeMap:
		if r.path == "" {
			return p.mapKeys(x)
		}
	}
	if stringLike(v.Type()) {
		if _, param := r.v.(*ssa.Parameter); !param {
			return jsonKeys(p.Read(v, "", "", at))
		}
	}
	return p.memory(r.v, r.path+Keys, "", at)
}

// marshalled follows the functions that turn an object into bytes or a reader.
func (p *Package) marshalled(c *ssa.Call) (value.Set, bool) {
	fn := callee(&c.Call)
	if fn == nil {
		return value.Set{}, false
	}
	switch send.Key(fn) {
	case "encoding/json.Marshal", "encoding/json.MarshalIndent", "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString",
		"strings.NewReader", "io.NopCloser", "bufio.NewReader":
		return p.keysOf(c.Call.Args[0], c), true
	}
	return value.Set{}, false
}

// encoded answers for a buffer that json.NewEncoder(&buf).Encode(x) fills.
func (p *Package) encoded(buf *ssa.Alloc) (value.Set, bool) {
	f := p.function(buf.Parent())
	if f == nil {
		return value.Set{}, false
	}
	var sets []value.Set
	for _, instr := range f.effects[buf] {
		call, ok := instr.(*ssa.Call)
		if !ok {
			continue
		}
		fn := callee(&call.Call)
		if fn == nil || send.Key(fn) != "encoding/json.NewEncoder" || call.Referrers() == nil {
			continue
		}
		for _, ref := range *call.Referrers() {
			enc, ok := ref.(*ssa.Call)
			if !ok {
				continue
			}
			if m := callee(&enc.Call); m != nil && send.Key(m) == "encoding/json.Encoder.Encode" {
				sets = append(sets, p.keysOf(enc.Call.Args[1], enc))
			}
		}
	}
	return value.Join(sets...), len(sets) > 0
}

// structKeys joins the tags of the fields that the function stores in an object,
// and of those that are always sent. A value that is copied over the whole object
// brings its own.
func (p *Package) structKeys(obj *ssa.Alloc, st *types.Struct) value.Set {
	f := p.function(obj.Parent())
	if f == nil {
		return value.Unknown("an object")
	}
	var sets []value.Set
	if m, _, _ := types.LookupFieldOrMethod(obj.Type(), true, nil, "MarshalJSON"); m == nil {
		sets = append(sets, always(st)) // it is not for the type to say
	}
	for _, instr := range f.effects[obj] {
		switch i := instr.(type) {
		case *ssa.Store:
			r := p.root(i.Addr)
			if r.v != obj {
				// Stored somewhere: it may be changed there, too.
				continue
			}
			if r.path == "" {
				sets = append(sets, p.wholeKeys(i.Val, i))
				continue
			}
			sets = append(sets, fieldKey(st, r.path))
		case ssa.CallInstruction:
			sets = append(sets, p.keysSetBy(i, obj, st)...)
		}
	}
	return value.Join(sets...)
}

// wholeKeys answers for a struct value that becomes an object.
func (p *Package) wholeKeys(v ssa.Value, at ssa.Instruction) value.Set {
	if c, ok := v.(*ssa.Const); ok && c.Value == nil {
		return value.Set{}
	}
	return p.keysOf(v, at)
}

// keysSetBy answers for a call that gets the object: a setter of its own type
// sets the field that it is named after; other functions of the package store
// what they store.
func (p *Package) keysSetBy(call ssa.CallInstruction, obj *ssa.Alloc, st *types.Struct) []value.Set {
	args := operands(call.Common())
	fn := callee(call.Common())
	if fn != nil && len(args) > 0 && p.root(args[0]).v == obj {
		if field, ok := strings.CutPrefix(fn.Name(), "Set"); ok && fn.Type().(*types.Signature).Recv() != nil {
			return []value.Set{fieldKey(st, "."+field)}
		}
	}
	var out []value.Set
	for _, c := range p.Callees(call.Common()) {
		g := p.function(c.Fn)
		if g == nil {
			continue
		}
		for i, arg := range args {
			if i >= len(c.Fn.Params) || p.root(arg).v != obj || p.root(arg).path != "" {
				continue
			}
			for _, instr := range g.effects[c.Fn.Params[i]] {
				if s, ok := instr.(*ssa.Store); ok {
					if r := p.root(s.Addr); r.v == c.Fn.Params[i] && r.path != "" {
						out = append(out, fieldKey(st, r.path))
					}
				}
			}
		}
	}
	return out
}

// fieldKey is the JSON name of the field that a path begins with.
func fieldKey(st *types.Struct, path string) value.Set {
	first, rest := step(path)
	name := strings.TrimPrefix(first, ".")
	for i := range st.NumFields() {
		f := st.Field(i)
		if f.Name() != name {
			continue
		}
		if inner := promotes(st, i); inner != nil && rest != "" {
			return fieldKey(inner, rest)
		}
		return jsonName(st, i)
	}
	return value.Set{}
}

// jsonName is what encoding/json calls a field, and nothing for one that it
// leaves out.
func jsonName(st *types.Struct, i int) value.Set {
	f := st.Field(i)
	tag, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
	switch {
	case tag == "-", !f.Exported():
		return value.Set{}
	case tag != "":
		return value.Text(tag)
	}
	return value.Text(f.Name())
}

// promotes returns the struct whose fields encoding/json takes for those of the
// struct around it, or nil.
func promotes(st *types.Struct, i int) *types.Struct {
	f := st.Field(i)
	if tag, _, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ","); !f.Embedded() || tag != "" {
		return nil
	}
	inner, _ := deref(f.Type()).Underlying().(*types.Struct)
	return inner
}

// always joins the names of the fields that encoding/json writes whatever they
// hold: they are part of the object although no code sets them.
func always(st *types.Struct) value.Set {
	var sets []value.Set
	for i := range st.NumFields() {
		f := st.Field(i)
		_, options, _ := strings.Cut(reflect.StructTag(st.Tag(i)).Get("json"), ",")
		_, pointer := f.Type().Underlying().(*types.Pointer)
		switch inner := promotes(st, i); {
		case inner != nil && !pointer:
			sets = append(sets, always(inner))
		case inner == nil && !strings.Contains(options, "omit"):
			sets = append(sets, jsonName(st, i))
		}
	}
	return value.Join(sets...)
}

// mapKeys joins the constant keys that the function puts into a map.
func (p *Package) mapKeys(m *ssa.MakeMap) value.Set {
	f := p.function(m.Parent())
	if f == nil {
		return value.Unknown("a map")
	}
	var sets []value.Set
	for _, instr := range f.effects[m] {
		if u, ok := instr.(*ssa.MapUpdate); ok && p.root(u.Map).v == m {
			sets = append(sets, p.Read(u.Key, "", "", u))
		}
	}
	return value.Join(sets...)
}

// jsonKeys reads the names of a JSON object out of its text. A hole in the
// place of a name is an unknown name; one in the place of a value does not
// matter.
func jsonKeys(text value.Set) value.Set {
	var sets []value.Set
	for _, pat := range text.Alts {
		sets = append(sets, objectNames(pat))
	}
	return value.Join(sets...)
}

func objectNames(p value.Pattern) value.Set {
	if len(p) == 1 && p[0].Hole != nil {
		s := value.Set{Alts: []value.Pattern{p}}
		if below, ok := s.At(Keys, ""); ok {
			return below
		}
		return s
	}
	var sets []value.Set
	depth, quoted, escaped, name := 0, false, false, true
	var word strings.Builder
	for _, piece := range p {
		if piece.Hole != nil {
			switch {
			case depth == 0, depth == 1 && name && !quoted:
				return value.Join(append(sets, value.Unknown("a part of the body"))...)
			case depth == 1 && name:
				word.WriteString("{}")
			}
			continue
		}
		for _, c := range piece.Text {
			switch {
			case quoted && escaped:
				escaped = false
			case quoted && c == '\\':
				escaped = true
			case c == '"':
				if quoted && depth == 1 && name {
					sets = append(sets, value.Text(word.String()))
				}
				quoted = !quoted
				word.Reset()
			case quoted:
				if depth == 1 && name && word.Len() < 100 {
					word.WriteRune(c)
				}
			case c == '{' || c == '[':
				depth++
				name = depth == 1 && c == '{'
			case c == '}' || c == ']':
				depth--
			case c == ':' && depth == 1:
				name = false
			case c == ',' && depth == 1:
				name = true
			}
		}
	}
	return value.Join(sets...)
}
