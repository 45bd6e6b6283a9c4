package eval

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// A URL object is known as a whole, at the path step ".$url", and by its
// fields. Code that writes a field makes the whole out of the parts.

// url answers for package net/url. known is false for functions that have
// nothing to do with URL objects.
func (p *Package) url(fn *types.Func, c *ssa.Call, i int, path string) (s value.Set, ok, known bool) {
	if fn.Pkg().Path() != "net/url" || i != 0 {
		return s, false, false
	}
	args := operands(&c.Call)
	whole := func(n int) value.Set { return p.Read(args[n], ".$url", "", c) }
	str := func(n int) value.Set { return p.Read(args[n], "", "", c) }
	switch send.Key(fn) {
	case "net/url.Parse", "net/url.ParseRequestURI":
		s = str(0)
	case "net/url.JoinPath":
		// This one returns a string.
		return p.joinURL(str(0), args[1], c), true, true
	case "net/url.URL.JoinPath":
		s = p.joinURL(whole(0), args[1], c)
	case "net/url.URL.ResolveReference":
		s = resolve(whole(0), whole(1))
	case "net/url.URL.Parse":
		s = resolve(whole(0), str(1))
	case "net/url.URL.String":
		return whole(0), true, true
	case "net/url.URL.EscapedPath", "net/url.URL.RequestURI":
		return p.Read(args[0], ".Path", "net/url.URL", c), true, true
	case "net/url.URL.Hostname":
		return p.Read(args[0], ".Host", "net/url.URL", c), true, true
	default:
		return s, false, false
	}
	if path == ".$url" {
		return s, true, true
	}
	if op, ok := urlPart(path); ok {
		return s.Apply(op), true, true
	}
	return s, false, true
}

// joinURL appends path elements to a URL; of elements that are not known here
// the caller is asked.
func (p *Package) joinURL(base value.Set, elems ssa.Value, at ssa.Instruction) value.Set {
	parts, ok := p.elements(elems, at)
	if !ok {
		return value.JoinPath(base, p.join(elems, value.Text("/"), at))
	}
	return value.JoinPath(append([]value.Set{base}, parts...)...)
}

// resolve follows a reference from a base, as a browser does.
func resolve(base, ref value.Set) value.Set {
	var out []value.Set
	for _, r := range ref.Alts {
		one := value.Set{Alts: []value.Pattern{r}}
		u := value.Split(r)
		if len(u.Scheme) > 0 {
			out = append(out, one)
			continue
		}
		for _, b := range base.Alts {
			bu := value.Split(b)
			root := value.Concat(value.Set{Alts: []value.Pattern{bu.Scheme}}, value.Text("://"), value.Set{Alts: []value.Pattern{bu.Host}})
			if len(bu.Scheme) == 0 {
				root = value.Set{Alts: []value.Pattern{bu.Host}}
			}
			if len(r) > 0 && (r[0].Hole != nil && !directory(bu.Path) || strings.HasPrefix(r[0].Text, "/")) {
				out = append(out, value.Concat(root, one))
				continue
			}
			if n := len(b); n > 0 && b[n-1].Hole != nil {
				// What follows the last slash is not known; a base that is
				// written with a reference in mind ends in one.
				out = append(out, value.JoinPath(value.Set{Alts: []value.Pattern{b}}, one))
				continue
			}
			// A relative reference replaces what follows the base's last slash.
			dir := bu.Path
			if n := len(dir); n > 0 && dir[n-1].Hole == nil {
				if j := strings.LastIndexByte(dir[n-1].Text, '/'); j >= 0 {
					dir = dir.Before(n-1, j)
				}
			}
			out = append(out, value.JoinPath(value.Concat(root, value.Set{Alts: []value.Pattern{dir}}), one))
		}
	}
	return value.Join(out...)
}

// directory reports whether a path is more than the root and ends in a slash:
// references to follow from there are relative, or the path would be in vain.
func directory(path value.Pattern) bool {
	n := len(path)
	if n == 0 || path[n-1].Hole != nil {
		return false
	}
	return strings.HasSuffix(path[n-1].Text, "/") && path.String() != "/"
}

// urlPart is the operation that takes a field out of a whole URL.
func urlPart(path string) (value.Op, bool) {
	switch path {
	case ".Host":
		return value.Op{Name: value.URLHost}, true
	case ".Path", ".RawPath", ".Opaque":
		return value.Op{Name: value.URLPath}, true
	case ".Scheme":
		return value.Op{Name: value.URLScheme}, true
	}
	return value.Op{}, false
}

// assembled reports whether the function writes single fields of the URL
// object at prefix below root.
func (p *Package) assembled(root ssa.Value, prefix string) bool {
	match := func(path string) bool {
		switch strings.TrimPrefix(path, prefix) {
		case ".Scheme", ".Host", ".Path":
			return strings.HasPrefix(path, prefix)
		}
		return false
	}
	if g, ok := root.(*ssa.Global); ok {
		for _, w := range p.globals[g] {
			if match(w.path) {
				return true
			}
		}
	}
	return p.writesURL(p.function(root.Parent()), root, match, maxHelpers)
}

// writesURL reports whether a function, what it calls and the function literals
// in it write one of the places below root that match knows, as far as depth
// functions hand it on.
func (p *Package) writesURL(f *function, root ssa.Value, match func(path string) bool, depth int) bool {
	if f == nil || depth == 0 {
		return false
	}
	within := func(fn *ssa.Function, root ssa.Value, path string) bool {
		return p.writesURL(p.function(fn), root, func(below string) bool { return match(path + below) }, depth-1)
	}
	for _, instr := range f.effects[root] {
		switch i := instr.(type) {
		case *ssa.Store:
			if r := p.root(i.Addr); r.v == root && match(r.path) {
				return true
			}
		case *ssa.MakeClosure:
			lit, ok := i.Fn.(*ssa.Function)
			for n, b := range i.Bindings {
				if r := p.root(b); ok && r.v == root && n < len(lit.FreeVars) && within(lit, lit.FreeVars[n], r.path) {
					return true
				}
			}
		case ssa.CallInstruction:
			for _, c := range p.Callees(i.Common()) {
				for n, arg := range operands(i.Common()) {
					r := p.root(arg)
					switch own := p.function(c.Fn) != nil; {
					case r.v != root:
					case own && n < len(c.Fn.Params) && within(c.Fn, c.Fn.Params[n], r.path),
						!own && c.Method != nil && p.leavesURL(c.Method, n, r.path, match):
						return true
					}
				}
			}
		}
	}
	return false
}

// leavesURL is writesURL of a function of another package, which is handed what
// lies at path.
func (p *Package) leavesURL(fn *types.Func, i int, path string, match func(string) bool) bool {
	for _, below := range []string{"", ".URL"} {
		for _, field := range []string{".Scheme", ".Host", ".Path"} {
			if match(path+below+field) && len(p.resolver.Written(fn, i, below+field).Alts) > 0 {
				return true
			}
		}
	}
	return false
}

// assemble makes the whole URL out of its fields.
func (p *Package) assemble(root ssa.Value, prefix string, at ssa.Instruction) value.Set {
	part := func(name string) value.Set { return p.memory(root, prefix+name, "net/url.URL", at) }
	scheme, host, path := part(".Scheme"), part(".Host"), part(".Path")
	if t, ok := scheme.Literals(); !ok || t[0] != "" {
		scheme = value.Concat(scheme, value.Text("://"))
	}
	if t, ok := host.Literals(); ok && len(t) == 1 && t[0] == "" {
		return value.Concat(scheme, path)
	}
	if len(host.Alts) == 0 {
		return value.Concat(scheme, path)
	}
	return value.Concat(scheme, value.JoinPath(host, path))
}
