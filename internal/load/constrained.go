package load

import (
	"bufio"
	"go/build/constraint"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Excluded counts the files of one build constraint that speak of Auth0 and
// that no loaded configuration includes.
type Excluded struct {
	Constraint string // "windows", "linux && cgo"
	Files      int
}

// A hidden is a Go file of the user's that a configuration leaves out.
type hidden struct {
	file       string // absolute
	importPath string
}

// hiddenFiles finds the Go files that the graph's configuration leaves out:
// those that the go command lists as ignored, and those of whole packages
// that it passes over without a word because nothing is left of them.
func (g *graph) hiddenFiles(cfg *Config, root string, mods []mainModule) []hidden {
	var found []hidden
	seen := make(map[string]bool)
	listed := make(map[string]bool)
	add := func(name, importPath string) {
		if filepath.Ext(name) != ".go" || seen[name] || !cfg.Tests && strings.HasSuffix(name, "_test.go") {
			return
		}
		seen[name] = true
		found = append(found, hidden{name, importPath})
	}
	for _, pkg := range g.all {
		if g.class[pkg] == own {
			listed[pkg.Dir] = true
		}
	}
	for _, pkg := range g.roots {
		for _, name := range pkg.IgnoredFiles {
			add(name, pkg.PkgPath)
		}
	}
	for _, mod := range mods {
		match := wildcards(cfg.Patterns, root, mod)
		if match == nil {
			continue
		}
		for dir, files := range goFolders(mod.Dir) {
			importPath := mod.importPath(dir)
			if listed[dir] || !match(importPath) {
				continue
			}
			for _, name := range files {
				add(filepath.Join(dir, name), importPath)
			}
		}
	}
	slices.SortFunc(found, func(a, b hidden) int { return strings.Compare(a.file, b.file) })
	return found
}

// importPath returns the import path of a folder of the module.
func (m mainModule) importPath(dir string) string {
	rel, err := filepath.Rel(m.Dir, dir)
	if err != nil || rel == "." {
		return m.Path
	}
	return path.Join(m.Path, filepath.ToSlash(rel))
}

// wildcards returns a function that tells whether one of the patterns with
// "..." matches an import path of the module; nil when none can. Patterns
// without a wildcard name packages that the go command lists in any case.
func wildcards(patterns []string, root string, mod mainModule) func(importPath string) bool {
	var matchers []*regexp.Regexp
	for _, p := range patterns {
		if !strings.Contains(p, "...") && p != "all" {
			continue
		}
		if strings.HasPrefix(p, ".") || filepath.IsAbs(p) {
			abs := p
			if !filepath.IsAbs(p) {
				abs = filepath.Join(root, p)
			}
			rel, err := filepath.Rel(mod.Dir, abs)
			switch {
			case err != nil:
				continue
			case filepath.IsLocal(rel):
				p = path.Join(mod.Path, filepath.ToSlash(rel))
			case within(strings.TrimSuffix(abs, "..."), mod.Dir):
				p = mod.Path + "/..." // the pattern starts above the module
			default:
				continue
			}
		}
		if p == "all" {
			p = mod.Path + "/..."
		}
		expr := strings.ReplaceAll(regexp.QuoteMeta(p), `\.\.\.`, `.*`)
		if dir, ok := strings.CutSuffix(expr, "/.*"); ok {
			expr = dir + "(/.*)?" // "x/..." matches x as well
		}
		matchers = append(matchers, regexp.MustCompile("^"+expr+"$"))
	}
	if matchers == nil {
		return nil
	}
	return func(importPath string) bool {
		return slices.ContainsFunc(matchers, func(re *regexp.Regexp) bool { return re.MatchString(importPath) })
	}
}

// goFolders returns the folders below dir that hold Go files, with the files'
// names. It passes over what the go command passes over: nested modules,
// vendor, testdata, and names that start with a dot or an underscore.
func goFolders(dir string) map[string][]string {
	folders := make(map[string][]string)
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // what cannot be read holds nothing for the go command either
		}
		base := d.Name()
		if d.IsDir() {
			if name == dir {
				return nil
			}
			if base == "vendor" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
				return fs.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(base) == ".go" && !strings.HasPrefix(base, ".") && !strings.HasPrefix(base, "_") {
			folder := filepath.Dir(name)
			folders[folder] = append(folders[folder], base)
		}
		return nil
	})
	return folders
}

// includes tells whether a file belongs to a platform's configuration without
// cgo.
func includes(cfg *Config, p Platform, file string) bool {
	ok, err := cfg.context(p).MatchFile(filepath.Dir(file), filepath.Base(file))
	return err == nil && ok && !importsC(file)
}

// countExcluded groups the files that speak of Auth0 by their constraint.
func countExcluded(cfg *Config, files []hidden) []Excluded {
	scan := newScanner(cfg)
	counts := make(map[string]int)
	for _, h := range files {
		if scan.file(h.file, false) {
			counts[constraintOf(h.file)]++
		}
	}
	var out []Excluded
	for label, n := range counts {
		out = append(out, Excluded{label, n})
	}
	slices.SortFunc(out, func(a, b Excluded) int { return strings.Compare(a.Constraint, b.Constraint) })
	return out
}

// constraintOf names what keeps a file out of a build: the suffixes of its
// name, its build line, or cgo.
func constraintOf(file string) string {
	var parts []string
	name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".go"), "_test")
	words := strings.Split(name, "_")
	for i := max(1, len(words)-2); i < len(words); i++ {
		if isPlatformWord(words[i]) {
			parts = append(parts, words[i])
		}
	}
	if line := buildLine(file); line != "" {
		if expr, err := constraint.Parse(line); err == nil {
			text := expr.String()
			if len(parts) > 0 && strings.Contains(text, "||") {
				text = "(" + text + ")"
			}
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return "cgo"
	}
	return strings.Join(parts, " && ")
}

// buildLine returns the //go:build line of a file, or nothing.
func buildLine(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		text := strings.TrimSpace(lines.Text())
		if constraint.IsGoBuild(text) {
			return text
		}
		if strings.HasPrefix(text, "package ") {
			break
		}
	}
	return ""
}

// isPlatformWord tells whether a word at the end of a file's name constrains
// the file to an operating system or an architecture.
func isPlatformWord(word string) bool {
	switch word {
	case "aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios", "js", "linux", "netbsd",
		"openbsd", "plan9", "solaris", "wasip1", "windows",
		"386", "amd64", "arm", "arm64", "loong64", "mips", "mips64", "mips64le", "mipsle", "ppc64",
		"ppc64le", "riscv64", "s390x", "wasm":
		return true
	}
	return false
}
