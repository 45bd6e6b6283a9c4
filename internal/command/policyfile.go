package command

import (
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/scopevet/scopevet/policy"
)

// findPolicy loads the policy file that the options name, or the one of the
// main module. It returns nil when there is none.
func findPolicy(o Options, table *policy.Table) (*policy.File, error) {
	name := o.Policy
	if name == "" {
		return nil, nil
	}
	if o.Dir != "" && !filepath.IsAbs(name) {
		name = filepath.Join(o.Dir, name)
	}
	file, err := policy.Load(name, policy.Vocabulary{Rules: ruleNames(), Table: table})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("policy file " + name + " does not exist")
	}
	return file, err
}
