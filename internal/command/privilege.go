package command

import (
	"fmt"
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/grant"
	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// judgeProgram runs the rules that need whole programs and puts their
// findings into the input, less those that directives in the code ignore.
func (s *session) judgeProgram(in *report.Input) error {
	holders, gaps, err := s.holders(in)
	if err != nil {
		return err
	}
	for _, gap := range gaps {
		in.Receipt.Unread = append(in.Receipt.Unread, gap.String())
	}
	for _, h := range holders {
		in.Program = append(in.Program, least.Judge(s.table, h)...)
		if h.Part && !h.Whole {
			in.Receipt.Unread = append(in.Receipt.Unread, fmt.Sprintf("scope-excess is not judged for %s: not all of its packages were analysed", h.Name))
		}
	}
	missing, err := s.missingScopes(in)
	if err != nil {
		return err
	}
	in.Program = append(in.Program, missing...)
	in.SuppressProgram(programRules())
	return nil
}

func programRules() []string {
	var names []string
	for _, r := range analyzer.Rules() {
		if r.Program {
			names = append(names, r.Name)
		}
	}
	return names
}

// holders returns the contexts that say what they are granted.
func (s *session) holders(in *report.Input) (holders []*least.Holder, gaps []grant.Gap, err error) {
	uses := in.Uses()
	for _, file := range s.files {
		for _, c := range file.Contexts {
			if c.Kind != policy.M2M || c.Grants == nil && c.GrantsFrom == "" {
				continue
			}
			h := &least.Holder{Name: c.Name, Severity: severityIn(file)}
			h.Part, h.Whole = s.extent(file, &c)
			if c.GrantsFrom == "" {
				h.Source, h.Grants = "the policy", []grant.Grant{policyGrant(&c, s.program.Places.Path(file.Path))}
			} else {
				set, err := s.readGrants(filepath.Join(file.Dir, filepath.FromSlash(c.GrantsFrom)))
				if err != nil {
					return nil, nil, err
				}
				gaps = append(gaps, set.Unread...)
				h.Source = set.Path
				if h.Grants, err = set.For(c.Name); err != nil {
					return nil, nil, err
				}
			}
			s.addCalls(h, in, uses, c.Name)
			holders = append(holders, h)
		}
	}
	return holders, gaps, nil
}

// readGrants reads a file with grants; its places are for people.
func (s *session) readGrants(name string) (*grant.Set, error) {
	set, err := grant.Read(name)
	if err != nil {
		return nil, relative(err, s.dir)
	}
	set.Rename(func(file string) string { return s.program.Places.Path(filepath.FromSlash(file)) })
	return set, nil
}

// policyGrant is what a policy file itself grants to a context.
func policyGrant(c *policy.Context, file string) grant.Grant {
	g := grant.Grant{Names: []string{c.Name}, Place: grant.Place{File: file, Line: c.Line, Column: 1}}
	for _, name := range c.Grants {
		at, _ := c.ScopeAt(name)
		g.Scopes = append(g.Scopes, grant.Scope{Name: name, Place: grant.Place{File: file, Line: at.Line, Column: at.Column}})
	}
	if len(g.Scopes) > 0 {
		g.Place = g.Scopes[0].Place
	}
	return g
}

// addCalls gives a holder the calls of the programs in its context and those
// that its packages make though no program reaches them.
func (s *session) addCalls(h *least.Holder, in *report.Input, uses []report.Use, context string) {
	var lists [][]report.Used
	open := make(map[string]bool)
	for _, u := range uses {
		if name, _, ok := in.Context(u.Package); !ok || name != context {
			continue
		}
		lists = append(lists, u.Calls)
		for _, x := range u.Unresolved {
			open[fmt.Sprintf("%s:%d %s", x.File, x.Line, x.Reason)] = true
		}
	}
	var own []report.Used
	for _, r := range in.Results {
		if name, _, ok := in.Context(r.Package); !ok || name != context || !in.Matched(r.Package) {
			continue
		}
		for i := range r.Calls {
			if c := &r.Calls[i]; !c.Test {
				own = append(own, report.Used{Call: c, File: in.File(c.Frame)})
			}
		}
		for _, x := range r.Unresolved {
			if !x.Test {
				open[fmt.Sprintf("%s:%d %s", in.File(x.Frame), x.Line, x.Reason)] = true
			}
		}
	}
	h.Calls = least.Calls(append(lists, own)...)
	h.Unresolved = len(open)
}

// severityIn returns the severities that hold under a policy file.
func severityIn(file *policy.File) func(rule string) analyzer.Severity {
	return func(rule string) analyzer.Severity {
		switch file.Rules[rule] {
		case policy.Error:
			return analyzer.Error
		case policy.Warning:
			return analyzer.Warning
		case policy.Note:
			return analyzer.Note
		case policy.Off:
			return analyzer.Off
		}
		for _, r := range analyzer.Rules() {
			if r.Name == rule {
				return r.Severity
			}
		}
		return analyzer.Warning
	}
}

// context returns the context that the policy gives to a package.
func (s *session) context(importPath string) (name, kind string, ok bool) {
	dir := s.program.Places.Dir(importPath)
	if dir == "" {
		return "", "", false
	}
	for _, file := range s.files {
		if c, ok := file.ContextOf(dir); ok {
			return c.Name, string(c.Kind), true
		}
	}
	return "", "", false
}

// extent reports whether a package of a context was asked for, and whether every
// one of those was that can be built here.
func (s *session) extent(file *policy.File, c *policy.Context) (part, whole bool) {
	matched := make(map[string]bool)
	for importPath := range s.program.Matched {
		matched[s.program.Places.Dir(importPath)] = true
	}
	missing := false
	for _, pattern := range c.Packages {
		base, deep := strings.CutSuffix(pattern, "...")
		root := filepath.Join(file.Dir, filepath.FromSlash(base))
		// A folder that cannot be read holds no package that could be asked for.
		_ = filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || !d.IsDir():
				return nil
			case missing && part:
				return fs.SkipAll
			case dir != root && (!deep || outside(dir, d.Name())):
				return fs.SkipDir
			}
			owner, ok := file.ContextOf(dir)
			if !ok || owner.Name != c.Name {
				return nil
			}
			if matched[dir] {
				part = true
				return nil
			}
			if p, err := build.Default.ImportDir(dir, 0); err == nil && len(p.GoFiles)+len(p.CgoFiles) > 0 {
				missing = true
			}
			return nil
		})
	}
	return part, !missing
}

// outside reports whether "..." passes over a directory.
func outside(dir, name string) bool {
	if slices.Contains([]string{"testdata", "vendor", "node_modules"}, name) || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	return isFile(filepath.Join(dir, "go.mod"))
}
