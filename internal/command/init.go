package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/least"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// Init writes a policy file that describes the code as it is: a context for
// each program that makes calls, with its kind and the smallest grant. It
// never touches a file that is there.
func Init(ctx context.Context, o Options, out Output) (int, error) {
	if o.Policy != "" {
		return Failure, errors.New("init writes the policy file and cannot be given one: leave -policy out")
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return Failure, err
	}
	root := moduleRoot(dir)
	if root == "" {
		return Failure, errors.New("no go.mod here or above: the policy file belongs beside one")
	}
	name := filepath.Join(root, policy.FileName)
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return Failure, fmt.Errorf("%s is there already and stays as it is; remove it to start anew", name)
	}
	s, err := analyse(ctx, o)
	if err != nil {
		return Status(err), err
	}
	in := s.input()
	text := s.policyText(in, root)
	if _, err := policy.Parse(name, text, policy.Vocabulary{Rules: analyzer.RuleNames(), Table: s.table}); err != nil {
		return Failure, fmt.Errorf("own fault, please report it: the policy file is not in order: %w", err)
	}
	if err := createFile(name, text, 0o666); err != nil {
		return Failure, err
	}
	fmt.Fprintf(out.Stdout, "wrote %s\n", s.program.Places.Path(name))
	receipt := report.NewScopes(in).Receipt
	return OK, receipt.Text(out.Stderr, out.Verbose)
}

// moduleRoot returns the directory of the nearest go.mod, or "".
func moduleRoot(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if isFile(filepath.Join(dir, "go.mod")) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// policyText words the policy file.
func (s *session) policyText(in *report.Input, root string) []byte {
	var b bytes.Buffer
	b.WriteString(`# yaml-language-server: $schema=https://raw.githubusercontent.com/scopevet/scopevet/main/policy/schema.json
#
# What scopevet judges this module by. It was written from the code as it is: correct what the code does not show.
# A context is code with one kind of token: spa for what users can read (browsers, desktop and mobile programs), m2m for
# what holds a client secret. "scopevet explain RULE" explains a rule.
version: 1

# domains: [login.example.com]    # custom domains of the tenant
`)
	var uses []report.Use
	var dirs []string
	for _, u := range in.Uses() {
		if dir, ok := s.below(root, u.Package); ok {
			uses, dirs = append(uses, u), append(dirs, dir)
		}
	}
	names := report.Names(uses)
	if len(uses) == 0 {
		b.WriteString("\n# No program here makes a call of the Management API.\ncontexts: []\n")
		return b.Bytes()
	}
	b.WriteString("\ncontexts:\n")
	taken := make(map[string]bool)
	for i := range uses {
		name := contextName(names[i], taken)
		s.writeContext(&b, &uses[i], name, dirs[i])
	}
	return b.Bytes()
}

func (s *session) writeContext(b *bytes.Buffer, u *report.Use, name, dir string) {
	kind, because := s.guessKind(u)
	fmt.Fprintf(b, "  - name: %s\n    kind: %s  # %s\n    packages: [%s]\n", name, kind, because, dir)
	if u.Guessed {
		b.WriteString("    # What the program reaches is not known; all calls of what it imports count.\n")
	}
	if n := len(u.Unresolved); n > 0 {
		fmt.Fprintf(b, "    # The endpoint of %s is not known: see \"scopevet scopes\", and add the scopes they need.\n", plural(n, "request"))
	}
	v := *u
	v.Kind = string(kind)
	choice := least.ChooseFor(s.table, &v)
	key, hint := "grants", "the smallest set for its calls; or grants_from: terraform/grants.tf, tenant.yaml, grants.json"
	if kind == policy.SPA {
		key, hint = "scopes", "what its token request has to ask for"
	}
	if len(choice.Scopes) == 0 {
		fmt.Fprintf(b, "    %s: []  # %s\n", key, hint)
		return
	}
	fmt.Fprintf(b, "    %s:  # %s\n", key, hint)
	for _, scope := range choice.Scopes {
		fmt.Fprintf(b, "      - %s", scope)
		if why, _, ok := s.table.Dangerous(scope); ok {
			fmt.Fprintf(b, "  # dangerous: %s", why)
		}
		b.WriteByte('\n')
	}
}

// guessKind settles for a program whether it is public, and says why.
func (s *session) guessKind(u *report.Use) (kind policy.Kind, because string) {
	if policy.Kind(u.Kind) == policy.SPA {
		return policy.SPA, "the code says so: its imports, its build constraints or a directive"
	}
	return policy.M2M, "nothing in the code says that users can read it; if they can, it is spa"
}

// below returns a package's folder as a pattern relative to the policy file.
func (s *session) below(root, importPath string) (string, bool) {
	rel, err := filepath.Rel(root, s.program.Places.Dir(importPath))
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	if rel == "." {
		return ".", true
	}
	return "./" + path.Clean(filepath.ToSlash(rel)), true
}

// contextName makes a name fit for a context, and one that is not taken.
func contextName(name string, taken map[string]bool) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.", r) {
			return r
		}
		return '-'
	}, name)
	if name == "" || slices.Contains([]string{"unknown", "true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(name)) || name[0] < 'A' {
		name = "program-" + name
	}
	unique := name
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s-%d", name, n)
	}
	taken[unique] = true
	return unique
}
