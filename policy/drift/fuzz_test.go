package main

import (
	"strings"
	"testing"

	"github.com/scopevet/scopevet/policy"
)

// FuzzRead reads what should be a description of an API. What is printed of it
// is one line for each change, and an error is on a line of the text.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"openapi":"3.1.0","servers":[{"url":"https://{tenantDomain}/api/v2"}],"paths":{"/users":{"get":{"operationId":"a","security":[{"oAuth2ClientCredentials":["read:users"]}]}}}}`,
		`{"paths":{"/a":{"get":{},"get":{}}}}`, "{\n\"paths\":\n{\"/a b\":1}}", `{"paths":{"/a":{"$ref":"x"}}} x`, `[`, ``,
	} {
		f.Add([]byte(s))
	}
	table, err := policy.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		operations, line, err := read(text)
		if line < 1 || line > strings.Count(string(text), "\n")+1 {
			t.Errorf("line %d", line)
		}
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		for _, change := range compare(table, operations) {
			if strings.ContainsAny(change, "\n\r\x1b") {
				t.Errorf("%q is more than a line", change)
			}
		}
	})
}
