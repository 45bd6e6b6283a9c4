package shipped

import (
	"go/ast"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/scopevet/scopevet/internal/frontend"
)

// embeds adds what the //go:embed lines of a file take in.
func (s *source) embeds(f *ast.File) {
	for _, group := range f.Comments {
		for _, c := range group.List {
			rest, ok := strings.CutPrefix(c.Text, "//go:embed")
			if !ok || rest == "" || rest[0] != ' ' && rest[0] != '\t' {
				continue
			}
			s.embed(File{By: s.place(f, c.Pos())}, embedPatterns(rest))
		}
	}
}

// embed adds the files that patterns match. They are for browsers as soon as
// one of them is a script or a page.
func (s *source) embed(like File, patterns []string) {
	inner := &collector{ctx: s.ctx, found: make(map[string]*File)}
	for _, p := range patterns {
		p, all := strings.CutPrefix(p, "all:")
		matches, err := filepath.Glob(filepath.Join(glob(s.pkg.Dir), filepath.FromSlash(p)))
		if err != nil {
			continue // the go command says so
		}
		for _, m := range matches {
			inner.tree(m, like, tree{hidden: all, module: true})
		}
	}
	public := false
	for name := range inner.found {
		switch frontend.FormatOf(name) {
		case frontend.Script, frontend.Markup:
			public = true
		}
		public = public || path.Ext(name) == ".css"
	}
	for _, f := range inner.found {
		f.Public = public
		s.add(*f)
	}
	s.cuts = append(s.cuts, inner.cuts...)
}

// embedPatterns splits the rest of an embed line as the go command does.
func embedPatterns(args string) []string {
	var out []string
	for args = strings.TrimSpace(args); args != ""; args = strings.TrimSpace(args) {
		if args[0] == '"' || args[0] == '`' {
			quoted, err := strconv.QuotedPrefix(args)
			if err != nil {
				return out
			}
			if p, err := strconv.Unquote(quoted); err == nil {
				out = append(out, p)
			}
			args = args[len(quoted):]
			continue
		}
		p := args
		if i := strings.IndexAny(args, " \t"); i >= 0 {
			p = args[:i]
		}
		out = append(out, p)
		args = args[len(p):]
	}
	return out
}

// glob escapes the characters of a folder's name that mean something in
// patterns.
func glob(dir string) string {
	if os.PathSeparator == '\\' {
		return dir
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

// A tree says which files below a folder count.
type tree struct {
	hidden bool // those whose names begin with a dot or an underscore, too
	module bool // other modules are left out
}

// tree adds a file, or all files below a folder. Links to folders are not
// followed.
func (c *collector) tree(root string, like File, t tree) {
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case c.ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			return nil // it vanished, or may not be read
		}
		base := d.Name()
		if d.IsDir() {
			if name == root {
				return nil
			}
			if base == ".git" || base == "node_modules" {
				c.cut("folders named %s", base)
				return fs.SkipDir
			}
			if !t.hidden && (base[0] == '.' || base[0] == '_') {
				return fs.SkipDir
			}
			if t.module {
				if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
					return fs.SkipDir
				}
			}
			return nil
		}
		if name != root && !t.hidden && (base[0] == '.' || base[0] == '_') {
			return nil
		}
		f := like
		f.Path = name
		c.add(f)
		return nil
	})
}

// add adds one file. What two lines ship is found once, and public if one of
// them makes it so.
func (c *collector) add(f File) {
	if old := c.found[f.Path]; old != nil {
		old.Public = old.Public || f.Public
		old.Template = old.Template || f.Template
		return
	}
	if frontend.FormatOf(filepath.ToSlash(f.Path)) == frontend.Other && !f.Template && filepath.Ext(f.Path) != ".css" {
		return
	}
	info, err := os.Stat(f.Path)
	if err != nil || !info.Mode().IsRegular() {
		return
	}
	if len(c.found) >= maxFiles || c.total+info.Size() > maxTotal {
		c.cut("files beyond the first %d or %d MB", maxFiles, maxTotal>>20)
		return
	}
	c.total += info.Size()
	c.found[f.Path] = &f
}
