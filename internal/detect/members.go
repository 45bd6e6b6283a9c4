package detect

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// maxSending is how many functions that send requests make another module's
// package, in which nothing speaks of Auth0, the client of some other service.
// Nobody sends requests of ours through one, and what hundreds of generated
// methods send takes long to work out.
const maxSending = 64

// general reports whether the package is another module's in which nothing
// speaks of Auth0.
func (in *Input) general(w *words) bool { return in.Foreign && !w.ours() }

// choose finds the members, and returns how many functions send requests.
func (s *survey) choose() int {
	count := 0
	var up func(at *surveyed)
	up = func(at *surveyed) {
		if at.sends {
			return
		}
		at.sends = true
		if at.fn != nil {
			count++
		}
		for _, caller := range s.callers[at] {
			up(caller)
		}
	}
	for _, at := range s.order {
		if at.role == sending {
			up(at)
		}
	}
	requests := count
	for _, at := range s.order {
		if at.role == taking {
			up(at)
		}
	}
	if count == 0 && s.order[0].role < taking {
		return requests
	}
	var down func(at *surveyed)
	down = func(at *surveyed) {
		if at.member {
			return
		}
		at.member = true
		for _, fn := range at.uses {
			for _, callee := range s.named(fn) {
				down(callee)
			}
		}
		for _, field := range at.fields {
			for _, other := range s.touching[field] {
				down(other)
			}
		}
	}
	down(s.order[0])
	for _, at := range s.order {
		if at.sends || at.role == showing {
			down(at)
		}
	}
	s.addMakers(down)
	return requests
}

// addMakers adds what makes objects of the types that members use.
func (s *survey) addMakers(add func(*surveyed)) {
	used := map[*types.TypeName]bool{}
	for again := true; again; {
		again = false
		for _, at := range s.order {
			if !at.member {
				continue
			}
			for _, f := range at.fields {
				used[s.owners[f]] = true
			}
			if at.fn != nil && at.fn.Signature().Recv() != nil {
				mentions(at.fn.Signature().Recv().Type(), maxTypes, func(t *types.Named) bool { used[t.Obj()] = true; return true })
			}
		}
		for _, at := range s.order {
			if at.member || at.fn == nil {
				continue
			}
			for v := range at.fn.Signature().Results().Variables() {
				if mentions(v.Type(), maxTypes, func(t *types.Named) bool { return used[t.Obj()] }) {
					add(at)
					again = true
					break
				}
			}
		}
	}
}

// files returns files of the package without the bodies of the functions that
// are no members.
func (s *survey) files(of []*ast.File) []*ast.File {
	var out []*ast.File
	for _, f := range of {
		file := *f
		file.Decls = slices.Clone(f.Decls)
		for i, d := range file.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			if fn, ok := s.in.Info.Defs[decl.Name].(*types.Func); ok && !s.funcs[fn].member {
				declared := *decl
				declared.Body = nil
				file.Decls[i] = &declared
			}
		}
		out = append(out, &file)
	}
	return out
}

// leave leaves of the files what is worth looking at, and reports whether
// anything is. Whatever goes wrong, everything is left.
func (in *Input) leave(w *words) (left bool, fault error) {
	defer func() {
		if r := recover(); r != nil {
			left, fault = true, fmt.Errorf("%s: the survey failed: %v", in.Types.Path(), r)
		}
	}()
	switch {
	case w.ours():
		return true, nil
	case in.Foreign:
		return in.narrow(), nil
	}
	in.narrowTests()
	return true, nil
}

// narrow leaves of a general package what can have to do with requests. It
// reports whether anything is left to look at.
func (in *Input) narrow() bool {
	s := surveyOf(in)
	requests := s.choose()
	switch {
	case s.spelled:
		return true
	case requests >= maxSending:
		return false
	case s.whole:
		return true
	case !s.order[0].member:
		return false
	}
	in.Files, in.wordless = s.files(in.Files), true
	return true
}

// narrowTests leaves of the tests of a package in which nothing speaks of Auth0
// what can have to do with requests: importers get nothing of the rest.
func (in *Input) narrowTests() {
	test := func(f *ast.File) bool { return strings.HasSuffix(in.Fset.Position(f.Package).Filename, "_test.go") }
	if !slices.ContainsFunc(in.Files, test) {
		return
	}
	s := surveyOf(in)
	if s.choose(); s.spelled || s.whole {
		return
	}
	var out []*ast.File
	for _, f := range in.Files {
		if test(f) {
			f = s.files([]*ast.File{f})[0]
		}
		out = append(out, f)
	}
	in.Files = out
}
