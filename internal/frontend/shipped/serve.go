package shipped

import (
	"go/ast"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A server is a function or a method that ships what an argument names.
type server struct {
	imports string // path of the package that the file imports, without a major version
	name    string // of the function or the method
	arg     int    // which argument; all from there on where many is set
	many    bool
	what    kind
}

type kind int

const (
	folder    kind = iota
	file           // one file, for users
	templates      // patterns of templates
)

// servers is what serves files, package by package. Methods are recognised
// by their names in files that import the package.
var servers = []server{
	{"net/http", "Dir", 0, false, folder},
	{"net/http", "ServeFile", 2, false, file},
	{"os", "DirFS", 0, false, folder},
	{"github.com/gin-gonic/gin", "Static", 1, false, folder},
	{"github.com/gin-gonic/gin", "Dir", 0, false, folder},
	{"github.com/gin-gonic/gin", "StaticFile", 1, false, file},
	{"github.com/gin-gonic/gin", "LoadHTMLGlob", 0, false, templates},
	{"github.com/gin-gonic/gin", "LoadHTMLFiles", 0, true, templates},
	{"github.com/gin-contrib/static", "LocalFile", 0, false, folder},
	{"github.com/labstack/echo", "Static", 1, false, folder},
	{"github.com/labstack/echo", "File", 1, false, file},
	{"github.com/labstack/echo/middleware", "Static", 0, false, folder},
	{"github.com/gofiber/fiber", "Static", 1, false, folder},
	{"github.com/gofiber/fiber", "SendFile", 0, false, file},
	{"github.com/gofiber/fiber/middleware/static", "New", 0, false, folder},
	{"html/template", "ParseFiles", 0, true, templates},
	{"html/template", "ParseGlob", 0, false, templates},
	{"html/template", "ParseFS", 1, true, templates},
	{"text/template", "ParseFiles", 0, true, templates},
	{"text/template", "ParseGlob", 0, false, templates},
	{"text/template", "ParseFS", 1, true, templates},
}

// knows tells whether an import path is the package of a row, in any major
// version of its module.
func (r server) knows(importPath string) bool {
	if r.imports == importPath {
		return true
	}
	var kept []string
	for part := range strings.SplitSeq(importPath, "/") {
		if len(part) > 1 && part[0] == 'v' && strings.Trim(part[1:], "0123456789") == "" {
			continue
		}
		kept = append(kept, part)
	}
	return r.imports == strings.Join(kept, "/")
}

// calls adds what the calls in a file serve.
func (s *source) calls(f *ast.File) {
	imported := make(map[string]string) // by the name that the file uses
	var paths []string
	for _, imp := range f.Imports {
		p, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(p)
		if imp.Name != nil {
			name = imp.Name.Name
		}
		imported[name] = p
		paths = append(paths, p)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
				s.call(f, n, sel, imported, paths)
			}
		case *ast.KeyValueExpr: // middleware.StaticConfig{Root: "dist"}
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Root" {
				for _, p := range paths {
					if strings.HasPrefix(p, "github.com/labstack/echo") || strings.HasPrefix(p, "github.com/gofiber/fiber") {
						s.serve(f, n.Pos(), n.Value, server{what: folder})
						break
					}
				}
			}
		}
		return true
	})
}

// call adds what one call serves.
func (s *source) call(f *ast.File, call *ast.CallExpr, sel *ast.SelectorExpr, imported map[string]string, paths []string) {
	from := ""
	if id, ok := sel.X.(*ast.Ident); ok {
		from = imported[id.Name]
	}
	for _, row := range servers {
		if row.name != sel.Sel.Name || row.arg >= len(call.Args) {
			continue
		}
		if from != "" && !row.knows(from) {
			continue
		}
		if from == "" && !row.knownAsMethod(paths) {
			continue
		}
		last := row.arg + 1
		if row.many {
			last = len(call.Args)
		}
		for _, arg := range call.Args[row.arg:last] {
			s.serve(f, call.Pos(), arg, row)
		}
		return
	}
}

// knownAsMethod tells whether a method of that name can be the row's, by the
// imports of the file.
func (r server) knownAsMethod(paths []string) bool {
	switch r.imports {
	case "net/http", "os":
		return false // functions
	}
	return slices.ContainsFunc(paths, r.knows)
}

// serve adds what an argument names.
func (s *source) serve(f *ast.File, pos token.Pos, arg ast.Expr, row server) {
	name, ok := s.text(arg)
	if !ok && row.what == templates {
		name, ok = s.pattern(arg)
	}
	if !ok || name == "" {
		return
	}
	like := File{Public: true, By: s.place(f, pos)}
	for _, p := range s.resolve(name) {
		switch row.what {
		case folder:
			if p == s.pkg.ModuleDir && p != s.pkg.Dir && name != "." && name != "./" {
				continue
			}
			s.tree(p, like, tree{hidden: true})
		case file:
			like.Path = p
			s.add(like)
		case templates:
			like.Template = true
			matches, err := filepath.Glob(glob(filepath.Dir(p)) + string(filepath.Separator) + filepath.Base(p))
			if strings.ContainsAny(filepath.Dir(name), "*?[") {
				matches, err = filepath.Glob(p)
			}
			if err != nil {
				return
			}
			for _, m := range matches {
				like.Path = m
				s.add(like)
			}
		}
	}
}

// constants remembers the string constants of a file, and its variables that
// are literals.
func (s *source) constants(f *ast.File) {
	for _, d := range f.Decls {
		gen, ok := d.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST && gen.Tok != token.VAR {
			continue
		}
		for _, spec := range gen.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if !ok || len(v.Names) != len(v.Values) {
				continue
			}
			for i, name := range v.Names {
				if t, ok := s.text(v.Values[i]); ok {
					s.consts[name.Name] = t
				}
			}
		}
	}
}

// pattern evaluates the name of a template of which a part is not known: that
// part may be anything but a folder, and a folder in front of it all is where the
// program runs. ok is false where neither a folder nor an ending is known.
func (s *source) pattern(x ast.Expr) (name string, ok bool) {
	name = strings.TrimPrefix(path.Clean(filepath.ToSlash(s.partly(x))), "*/")
	dir, file := path.Split(name)
	return name, dir != "" && !strings.Contains(dir, "*") && path.Ext(file) != "" && !strings.Contains(path.Ext(file), "*")
}

// partly is text with * for what is not known.
func (s *source) partly(x ast.Expr) string {
	if t, ok := s.text(x); ok {
		return t
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return s.partly(x.X) + s.partly(x.Y)
		}
	case *ast.CallExpr:
		sel, ok := x.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Join" {
			break
		}
		var parts []string
		for _, a := range x.Args {
			parts = append(parts, s.partly(a))
		}
		return path.Join(parts...)
	}
	return "*"
}

// text evaluates a literal, a constant, a sum and filepath.Join of them.
func (s *source) text(x ast.Expr) (string, bool) {
	switch x := ast.Unparen(x).(type) {
	case *ast.BasicLit:
		if x.Kind != token.STRING {
			return "", false
		}
		t, err := strconv.Unquote(x.Value)
		return t, err == nil
	case *ast.Ident:
		t, ok := s.consts[x.Name]
		return t, ok
	case *ast.BinaryExpr:
		a, ok := s.text(x.X)
		b, ok2 := s.text(x.Y)
		return a + b, ok && ok2 && x.Op == token.ADD
	case *ast.CallExpr:
		sel, ok := x.Fun.(*ast.SelectorExpr)
		if !ok {
			return "", false
		}
		if sel.Sel.Name != "Join" && (sel.Sel.Name != "Dir" && sel.Sel.Name != "FromSlash" || len(x.Args) != 1) {
			return "", false
		}
		var parts []string
		for _, a := range x.Args {
			t, ok := s.text(a)
			if !ok {
				return "", false
			}
			parts = append(parts, t)
		}
		return path.Join(parts...), true
	}
	return "", false
}
