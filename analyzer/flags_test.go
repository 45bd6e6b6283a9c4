package analyzer_test

import (
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
)

// The policy of a driver without files is checked as a file would be.
func TestPolicyFlag(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{version: 1, contexts: [{name: web, kind: spa, packages: [./web/...]}]}`, ""},
		{`{"version": 1, "rules": {"spa-endpoint": "warning"}}`, ""},
		{`{version: 1, rules: {spa-endpont: off}}`, "did you mean"},
		{`{contexts: []}`, "version is missing"},
		{`[`, "policy:"},
	} {
		err := analyzer.New(analyzer.Options{}).Flags.Set("policy", test.text)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("-policy=%s: error %v, want %q", test.text, err, test.want)
		}
	}
}
