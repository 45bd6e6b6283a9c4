package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/scopevet/scopevet/internal/load"
	"github.com/scopevet/scopevet/internal/report"
)

// Diff reports which calls and scopes the programs need now and did not need
// at a revision of the git repository, or the other way round. It looks at
// the revision in a temporary directory: neither the user's work tree nor the
// repository changes. The status is Findings if a program needs more.
func Diff(ctx context.Context, o Options, out Output, revision string) (int, error) {
	if err := checkDeltaFormat(out); err != nil {
		return Failure, err
	}
	before, err := scopesAt(ctx, o, revision)
	if ctx.Err() != nil {
		err = ctx.Err() // whatever it made of git and of the analysis
	}
	if err != nil {
		return Status(err), err
	}
	s, err := analyse(ctx, o)
	if err != nil {
		return Status(err), err
	}
	return writeDelta(out, report.NewDelta(before, report.NewScopes(s.input())))
}

// DiffReports compares two files that "scopevet scopes -format json" wrote.
func DiffReports(out Output, before, after string) (int, error) {
	if err := checkDeltaFormat(out); err != nil {
		return Failure, err
	}
	var reports [2]*report.Scopes
	for i, name := range []string{before, after} {
		f, err := os.Open(name)
		if err != nil {
			return Failure, err
		}
		reports[i], err = report.ReadScopes(f)
		f.Close()
		if err != nil {
			return Failure, fmt.Errorf("%s: %w", name, err)
		}
	}
	return writeDelta(out, report.NewDelta(reports[0], reports[1]))
}

func checkDeltaFormat(out Output) error {
	switch out.Format {
	case "", "text", "json", "markdown":
		return nil
	}
	return fmt.Errorf("unknown format %q: use text, json or markdown", out.Format)
}

func writeDelta(out Output, d *report.Delta) (int, error) {
	var err error
	switch out.Format {
	case "json":
		err = report.JSON(out.Stdout, d)
	case "markdown":
		err = d.Markdown(out.Stdout)
	default:
		err = d.Text(out.Stdout)
	}
	switch {
	case err != nil:
		return Failure, err
	case d.NeedsMore():
		return Findings, nil
	}
	return OK, nil
}

// scopesAt analyses the files of a revision.
func scopesAt(ctx context.Context, o Options, revision string) (*report.Scopes, error) {
	r := repository{ctx: ctx, dir: o.Dir}
	commit, err := r.git("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		if _, inside := r.git("rev-parse", "--git-dir"); inside != nil {
			return nil, errors.New("diff with a revision works in a git repository only; two reports of \"scopevet scopes -format json\" can be compared anywhere")
		}
		return nil, fmt.Errorf("no revision %q in this git repository", revision)
	}
	prefix, err := r.git("rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	top, err := r.git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp("", "scopevet-diff-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	tree := filepath.Join(tmp, "tree")
	if err := r.checkout(commit, tree, filepath.Join(tmp, "index")); err != nil {
		return nil, err
	}

	old := o
	old.Dir = filepath.Join(tree, filepath.FromSlash(prefix))
	if o.Policy != "" {
		if old.Policy, err = policyAt(o, top, tree); err != nil {
			return nil, err
		}
	}
	if _, err := os.Stat(old.Dir); err != nil {
		return emptyScopes(), nil // the folder is new
	}
	s, err := analyse(ctx, old)
	switch {
	case errors.Is(err, load.ErrNoPackages):
		return emptyScopes(), nil
	case err != nil:
		return nil, fmt.Errorf("at %s: %w", revision, relative(err, tree))
	}
	return report.NewScopes(s.input()), nil
}

func emptyScopes() *report.Scopes {
	return &report.Scopes{Calls: []report.Call{}, Programs: []report.Program{}}
}

// policyAt finds the policy file that was named in another tree of the same
// repository. One that is not there yet gives none; one outside of the
// repository holds for both.
func policyAt(o Options, top, tree string) (string, error) {
	name := o.Policy
	if !filepath.IsAbs(name) {
		name = filepath.Join(o.Dir, name)
	}
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(filepath.FromSlash(top), name)
	if err != nil || !filepath.IsLocal(rel) {
		return name, nil
	}
	if old := filepath.Join(tree, rel); isFile(old) {
		return old, nil
	}
	return "", nil
}

// A repository is the git repository around a directory.
type repository struct {
	ctx context.Context
	dir string
}

// git runs a git command and returns its output without the last line end.
func (r repository) git(args ...string) (string, error) { return r.with(nil, args...) }

func (r repository) with(env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(r.ctx, "git", args...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	if err != nil {
		if text := strings.TrimSpace(stderr.String()); text != "" {
			err = fmt.Errorf("git %s: %s", args[0], strings.ReplaceAll(text, "\n", "; "))
		}
		return "", err
	}
	return strings.TrimRight(string(stdout), "\r\n"), nil
}

// checkout writes the files of a commit into a directory, by way of an index
// of its own.
func (r repository) checkout(commit, tree, index string) error {
	if err := os.Mkdir(tree, 0o777); err != nil {
		return err
	}
	top, err := r.git("rev-parse", "--show-toplevel")
	if err != nil {
		return err
	}
	r.dir = filepath.FromSlash(top) // checkout-index looks at its own folder only
	own := []string{"GIT_INDEX_FILE=" + index}
	if _, err := r.with(own, "read-tree", commit); err != nil {
		return err
	}
	_, err = r.with(own, "checkout-index", "--all", "--prefix="+filepath.ToSlash(tree)+"/")
	return err
}
