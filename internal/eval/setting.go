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

// A definition gives a setting, which has a name, a value.
type definition struct {
	what send.Store
	args []ssa.Value // that the table's sources speak of
	at   ssa.Instruction
}

// defineField notes what is put into a field that holds the default of a
// setting.
func (p *Package) defineField(s *ssa.Store) {
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok {
		return
	}
	row := p.rows.SettingField(FieldName(fa))
	if row == nil {
		return
	}
	end := s.Block().Instrs[len(s.Block().Instrs)-1] // the object is complete there
	for _, d := range row.Defines {
		p.defined = append(p.defined, definition{d, []ssa.Value{fa.X, s.Val}, end})
	}
}

// setting returns what a setting can be: what the package gives it, or what
// comes from outside.
func (p *Package) setting(key value.Set) value.Set {
	known := value.Set{}
	if t, ok := key.Literals(); ok && len(t) == 1 {
		known = p.definitions(t[0])
	}
	return value.Join(known, value.Unknown("setting "+settingName(key)))
}

// definitions joins the values that the package gives a setting.
func (p *Package) definitions(key string) value.Set {
	var sets []value.Set
	for _, d := range p.defined {
		if t, ok := p.sourceAt(d.what.Dest, "", d.args, d.at).Literals(); ok && len(t) == 1 && t[0] == key {
			sets = append(sets, nonEmpty(p.local(p.sourceAt(d.what.Value, "", d.args, d.at), d.at.Parent())))
		}
	}
	return value.Join(sets...)
}

// settingName returns the name of a setting, for people.
func settingName(key value.Set) string {
	t, ok := key.Literals()
	if !ok || len(t) != 1 {
		return name("")
	}
	return name(t[0][strings.LastIndexByte(t[0], ':')+1:])
}

// fills matches the names of functions that read a configuration into a struct.
var fills = lazy.Regexp(`^(Must)?(Parse|Process|Unmarshal|Decode|Load|Read|Populate)`)

// configEffect tells what a function of another package does to a field of a
// struct that it fills from outside: with what it finds there, or with the
// default that the field's tag names.
func (p *Package) configEffect(fn *types.Func, args []ssa.Value, s *scan) effect {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == p.pkg.Pkg || !fills().MatchString(fn.Name()) {
		return effect{}
	}
	dot := strings.LastIndexByte(s.path, '.')
	if dot < 0 {
		return effect{}
	}
	for _, arg := range args {
		boxed, ok := arg.(*ssa.MakeInterface)
		if !ok {
			continue
		}
		r := p.root(boxed)
		if _, ok := below(s.path, r.path); !ok || r.v != s.root {
			continue
		}
		holder := typeAt(r.v.Type(), s.path[:dot])
		if holder == nil {
			continue
		}
		st, ok := deref(deref(holder)).Underlying().(*types.Struct) // of a captured variable, its address
		if !ok {
			continue
		}
		for i := range st.NumFields() {
			if f := st.Field(i); f.Name() == s.path[dot+1:] && textual(f.Type()) {
				return effect{sets, value.Join(TagDefault(st.Tag(i)), value.Unknown("the configuration"))}
			}
		}
	}
	return effect{}
}

// TagDefault returns the default that a struct tag gives to a library that
// reads a configuration.
func TagDefault(tag string) value.Set {
	for _, key := range []string{"default", "envDefault", "env-default"} {
		if text := reflect.StructTag(tag).Get(key); text != "" {
			return value.Text(text)
		}
	}
	return value.Set{}
}
