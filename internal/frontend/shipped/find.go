package shipped

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Package is one whose Go files are searched.
type Package struct {
	ImportPath string
	Dir        string   // absolute
	ModuleDir  string   // absolute, "" outside of modules
	GoFiles    []string // absolute
}

// A Place is the line of Go code that ships something.
type Place struct {
	Package  string // import path
	File     string // absolute
	Line     int
	Function string // around it, "" outside of functions
}

// A File is one that a program ships.
type File struct {
	Path string // absolute
	// Public is set when users receive the file. Data that is embedded
	// alone, such as a configuration, is only a part of the program.
	Public bool
	// Template is set when a template package parses the file.
	Template bool
	By       Place // the first line that ships it; zero for a folder of the policy
}

// Limits of one run; what lies beyond is told.
const (
	maxFiles = 20000
	maxTotal = 1 << 30 // bytes
)

// Find returns the files that the packages ship, sorted by path, and what it
// left out, one clause each. Folders are further ones with files for
// browsers, absolute.
func Find(ctx context.Context, pkgs []Package, folders []string) (files []File, cuts []string) {
	c := &collector{ctx: ctx, found: make(map[string]*File)}
	for _, pkg := range pkgs {
		if ctx.Err() != nil {
			break
		}
		c.packageFiles(pkg)
	}
	for _, dir := range folders {
		c.tree(dir, File{Public: true}, tree{hidden: true})
	}
	for _, f := range c.found {
		files = append(files, *f)
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	slices.Sort(c.cuts)
	return files, slices.Compact(c.cuts)
}

// A collector gathers files.
type collector struct {
	ctx   context.Context
	found map[string]*File
	total int64
	cuts  []string
}

func (c *collector) cut(format string, args ...any) {
	c.cuts = append(c.cuts, fmt.Sprintf(format, args...))
}

// worthParsing knows the words that every file that ships something holds.
func worthParsing(src []byte) bool {
	for _, word := range []string{"//go:embed", "http.Dir", "os.DirFS", "ParseFiles", "ParseGlob", "ParseFS", ".Static", "static.", "StaticFile", "LoadHTML", "ServeFile", "Root:", ".File("} {
		if bytes.Contains(src, []byte(word)) {
			return true
		}
	}
	return false
}

func (c *collector) packageFiles(pkg Package) {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range pkg.GoFiles {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil || !worthParsing(src) {
			continue
		}
		// Syntax errors are somebody else's to report; what was parsed counts.
		if f, _ := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution); f != nil {
			files = append(files, f)
		}
	}
	s := &source{collector: c, pkg: pkg, fset: fset, consts: make(map[string]string)}
	for _, f := range files {
		s.constants(f)
	}
	for _, f := range files {
		s.embeds(f)
	}
	for _, f := range files {
		s.calls(f)
	}
}

// A source is one package that is being searched.
type source struct {
	*collector
	pkg    Package
	fset   *token.FileSet
	consts map[string]string // of the package, where they are literals
}

func (s *source) place(f *ast.File, pos token.Pos) Place {
	p := Place{Package: s.pkg.ImportPath, Line: s.fset.Position(pos).Line, File: s.fset.File(pos).Name()}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= pos && pos <= fn.End() {
			p.Function = fn.Name.Name
			if fn.Recv != nil && len(fn.Recv.List) == 1 {
				p.Function = receiver(fn.Recv.List[0].Type) + "." + p.Function
			}
		}
	}
	return p
}

// receiver writes the type of a method's receiver as function names do.
func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return "(*" + strings.Trim(receiver(t.X), "()") + ")"
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// resolve returns the places on disk that a name in the code may mean: seen
// from the module, where programs usually run, or from the package.
func (s *source) resolve(name string) []string {
	if filepath.IsAbs(name) {
		return nil // of the machine that it runs on
	}
	var out []string
	for _, base := range []string{s.pkg.ModuleDir, s.pkg.Dir} {
		if base == "" {
			continue
		}
		path := filepath.Join(base, filepath.FromSlash(name))
		root := cmp.Or(s.pkg.ModuleDir, s.pkg.Dir)
		if rel, err := filepath.Rel(root, path); err == nil && filepath.IsLocal(rel) && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
}
