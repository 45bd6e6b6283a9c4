package analyzer

import (
	"errors"
	"flag"
	"os"

	"github.com/scopevet/scopevet/policy"
)

// bindFlags binds the options to flags, for drivers that can set nothing else.
func (t *tool) bindFlags(fs *flag.FlagSet) {
	fs.StringVar(&t.options.Confidence, "confidence", t.options.Confidence, "least confidence that is reported: possible, likely or certain (default likely)")
	fs.Func("policy", "the policy itself, as YAML or JSON, for drivers that show an analyzer no other file than the code", t.setPolicy)
}

// setPolicy takes the text of a policy. Its patterns are relative to the
// working directory.
func (t *tool) setPolicy(text string) error {
	table, err := policy.Embedded()
	if err != nil {
		return err
	}
	file, err := policy.Parse("policy", []byte(text), policy.Vocabulary{Rules: RuleNames(), Table: table})
	if problems := (policy.FileErrors)(nil); errors.As(err, &problems) {
		return problems[0] // flags have one line
	}
	if err != nil {
		return err
	}
	if file.Dir, err = os.Getwd(); err != nil {
		return err
	}
	t.options.Policy = file
	return nil
}
