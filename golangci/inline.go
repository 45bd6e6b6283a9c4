package golangci

import (
	"encoding/json"
	"errors"

	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/policy"
)

// Inline is a policy that stands in golangci-lint's configuration. The fields
// are those of a policy file, less its version; patterns are relative to the
// directory of go.mod.
type Inline struct {
	Domains  any `json:"domains"`
	Edition  any `json:"edition"`
	Contexts any `json:"contexts"`
	Rules    any `json:"rules"`
	SDK      any `json:"sdk"`
	Frontend any `json:"frontend"`
}

// fields returns what is set.
func (i *Inline) fields() map[string]any {
	all := map[string]any{
		"domains": i.Domains, "edition": i.Edition, "contexts": i.Contexts,
		"rules": i.Rules, "sdk": i.SDK, "frontend": i.Frontend,
	}
	for name, value := range all {
		if value == nil {
			delete(all, name)
		}
	}
	return all
}

func (i *Inline) set() bool { return len(i.fields()) > 0 }

// parse checks the policy as if it were a file in dir. Errors have no place:
// golangci-lint does not tell where its settings stand.
func (i *Inline) parse(dir string) (*policy.File, error) {
	fields := i.fields()
	fields["version"] = 1
	text, err := json.Marshal(fields) // which is YAML too
	if err != nil {
		return nil, err
	}
	file, err := policyfile.Parse("settings of scopevet", dir, text)
	if problems := (policy.FileErrors)(nil); errors.As(err, &problems) {
		for _, p := range problems {
			p.Line, p.Column = 0, 0
		}
	}
	return file, err
}
