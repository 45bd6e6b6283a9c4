package command

import (
	"fmt"
	"os"
	"path"
	"path/filepath"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/report"
)

// checkFindings refuses a format that findings cannot be written in.
func (out Output) checkFindings() error {
	switch out.Format {
	case "", "text", "json", "sarif", "github", "gitlab", "markdown":
		return nil
	}
	return fmt.Errorf("unknown format %q: use text, json, sarif, github, gitlab or markdown", out.Format)
}

// prefix puts the prefix before the paths of the user's files.
func (out Output) prefix(in *report.Input) {
	if out.Prefix == "" {
		return
	}
	prefix, file := filepath.ToSlash(out.Prefix), in.File
	in.File = func(f analyzer.Frame) string {
		name := file(f)
		if path.IsAbs(name) || in.Foreign(f.Package) {
			return name
		}
		return path.Join(prefix, name)
	}
	for i := range in.Program {
		f := &in.Program[i]
		f.File = path.Join(prefix, f.File)
	}
}

// writeFindings writes the report of the check command. Formats that have no
// place for the receipt leave it to standard error.
func (out Output) writeFindings(c *report.Check, dir string) error {
	switch out.Format {
	case "sarif":
		return c.SARIF(out.Stdout, report.Tool{
			Version: ownVersion(),
			ReadFile: func(name string) ([]byte, error) {
				name, err := filepath.Rel(filepath.FromSlash(out.Prefix), filepath.FromSlash(name))
				if err != nil {
					return nil, err
				}
				return os.ReadFile(filepath.Join(dir, name))
			},
		})
	case "github":
		if err := c.GitHub(out.Stdout); err != nil {
			return err
		}
		return c.Receipt.GitHub(out.Stderr, out.Verbose)
	case "gitlab":
		if err := c.GitLab(out.Stdout); err != nil {
			return err
		}
		return c.Receipt.Text(out.Stderr, out.Verbose)
	case "markdown":
		return c.Markdown(out.Stdout)
	}
	return out.write(c, c.Text, &c.Receipt)
}
