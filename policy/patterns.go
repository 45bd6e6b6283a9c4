package policy

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// CheckPatterns returns an error for each package pattern that matches no
// directory with Go files; fsys is the directory of the file. Files count
// whatever their build constraints say. As for the go command, "..." does not
// enter testdata, vendor, directories whose name begins with _ or a dot, and
// modules of their own, unless a go.work beside the file lists them.
func (f *File) CheckPatterns(fsys fs.FS) []error {
	tree := goTree{fsys: fsys}
	if data, err := fs.ReadFile(fsys, "go.work"); err == nil {
		for _, use := range uses(string(data)) {
			tree.workspace = append(tree.workspace, path.Clean(use))
		}
	}
	var errs []error
	for _, c := range f.Contexts {
		for i, p := range c.Packages {
			if tree.matches(p) {
				continue
			}
			var at Position
			if i < len(c.patterns) {
				at = c.patterns[i]
			}
			errs = append(errs, &FileError{f.Path, at.Line, at.Column,
				fmt.Sprintf("pattern %q matches no directory with Go files%s", p, nearestPattern(p, tree.below(".")))})
		}
	}
	return errs
}

// A goTree is a directory tree with modules in it.
type goTree struct {
	fsys      fs.FS
	workspace []string // directories of the modules that belong together
}

// matches reports whether the pattern names a directory with Go files. A
// directory that the go command would not enter by itself counts if the
// pattern names it.
func (t goTree) matches(pattern string) bool {
	dir, deep := splitPattern(pattern)
	for d := dir; d != "."; d = path.Dir(d) {
		if t.foreign(d) {
			return false
		}
	}
	if deep {
		return len(t.below(dir)) > 0
	}
	entries, err := fs.ReadDir(t.fsys, dir)
	return err == nil && slices.ContainsFunc(entries, isGoFile)
}

// foreign reports whether the directory is the root of another module.
func (t goTree) foreign(dir string) bool {
	_, err := fs.Stat(t.fsys, path.Join(dir, "go.mod"))
	return err == nil && !slices.Contains(t.workspace, dir)
}

// below returns the directories with Go files at root and below, sorted.
// What cannot be read is left out: nobody builds it.
func (t goTree) below(root string) []string {
	var dirs []string
	_ = fs.WalkDir(t.fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && (d == nil || d.IsDir()):
			return fs.SkipDir
		case err != nil || !d.IsDir():
			if err == nil && isGoFile(d) {
				dirs = append(dirs, path.Dir(name))
			}
			return nil
		case name == root:
			return nil
		case skipped(d.Name()) || t.foreign(name):
			return fs.SkipDir
		}
		return nil
	})
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// skipped reports whether "..." passes over directories of this name.
func skipped(base string) bool {
	return base == "testdata" || base == "vendor" || strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".")
}

func isGoFile(d fs.DirEntry) bool {
	name := d.Name()
	return !d.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, ".")
}

// nearestPattern names the directory that a pattern may have meant, for the
// end of a message.
func nearestPattern(pattern string, dirs []string) string {
	dir, deep := splitPattern(pattern)
	var candidates []string
	for _, d := range dirs {
		for ; d != "."; d = path.Dir(d) {
			candidates = append(candidates, d)
			if !deep {
				break // only this directory itself has Go files
			}
		}
	}
	best, bestCost := "", 1+max(2, len(dir)/3)
	if len(dir) > maxName {
		return ""
	}
	slices.Sort(candidates)
	for _, c := range slices.Compact(candidates) {
		if len(c) > maxName {
			continue
		}
		if cost := editDistance(dir, c); cost < bestCost {
			best, bestCost = c, cost
		}
	}
	if best == "" {
		return ""
	}
	if deep {
		best += "/..."
	}
	return fmt.Sprintf("; did you mean %q?", "./"+best)
}
