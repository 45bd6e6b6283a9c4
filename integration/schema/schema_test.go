// Package schema holds the published JSON Schema of the policy file against
// the loader, by a validator that editors agree with.
package schema

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/policy"
)

// context makes a policy file of one context.
func context(fields string) string { return "version: 1\ncontexts:\n  - {" + fields + "}\n" }

func TestSchemaAndLoaderAgree(t *testing.T) {
	table, err := policy.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	vocabulary := policy.Vocabulary{Rules: analyzer.RuleNames(), Table: table}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "policy", "schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	demo, err := os.ReadFile(filepath.Join("..", "..", "testdata", "demo", policy.FileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		file string
		ok   bool
	}{
		{string(demo), true},
		{"version: 1\n", true},
		{"version: 2\n", false},
		{"version: \"1\"\n", false},
		{"domains: []\n", false},
		{"version: 1\nnonsense: 1\n", false},
		{"version: 1\ndomains: [login.example.com, Login.Example.org]\n", true},
		{"version: 1\ndomains: [\"https://login.example.com/\"]\n", false},
		{"version: 1\ndomains: [localhost]\n", false},
		{"version: 1\ndomains: [a.example, a.example]\n", false},
		{"version: 1\nedition: current\n", true},
		{"version: 1\nedition: next\n", false},
		{"version: 1\nrules: {spa-risky: error, scope-excess: note}\n", true},
		{"version: 1\nrules: {spa-risky: fatal}\n", false},
		{"version: 1\nrules: {spa-rsky: error}\n", false},
		{"version: 1\nsdk: [{path: example.com/a, like: github.com/auth0/go-auth0}]\n", true},
		{"version: 1\nsdk: [{path: example.com/a}]\n", false},
		{"version: 1\nfrontend: [web/dist]\n", true},
		{"version: 1\nfrontend: [../web]\n", false},
		{"version: 1\nfrontend: [/web]\n", false},
		{context("name: a, kind: m2m, packages: [./a]"), true},
		{context("name: a, kind: m2m, packages: [., ./a/b/...]"), true},
		{context("name: a, kind: m2m, packages: [./...]"), true},
		{context("name: a, kind: m2m, packages: [a]"), false},
		{context("name: a, kind: m2m, packages: [../a]"), false},
		{context("name: a, kind: m2m, packages: [./../a]"), false},
		{context("name: a, kind: m2m, packages: [\"./a*\"]"), false},
		{context("name: a, kind: m2m, packages: []"), false},
		{context("name: a, kind: m2m"), false},
		{context("name: a b, kind: m2m, packages: [.]"), false},
		{context("name: unknown, kind: m2m, packages: [.]"), false},
		{context("name: a, kind: web, packages: [.]"), false},
		{context("name: a, kind: m2m, packages: [.], grants: [read:users, openid]"), true},
		{context("name: a, kind: m2m, packages: [.], grants: []"), true},
		{context("name: a, kind: m2m, packages: [.], grants: [read:user]"), false},
		{context("name: a, kind: m2m, packages: [.], grants: [read:users], grants_from: a.tf"), false},
		{context("name: a, kind: m2m, packages: [.], grants_from: terraform/a.tf#user-sync"), true},
		{context("name: a, kind: m2m, packages: [.], grants_from: ../a.tf"), false},
		{context("name: a, kind: m2m, packages: [.], scopes: [read:current_user]"), false},
		{context("name: a, kind: spa, packages: [.], scopes: [read:current_user]"), true},
		{context("name: a, kind: spa, packages: [.], grants: [read:users]"), false},
		{context("name: a, kind: spa, packages: [.], grants_from: a.tf"), false},
	} {
		var value any
		if err := yaml.Unmarshal([]byte(test.file), &value); err != nil {
			t.Fatal(err)
		}
		bySchema := schema.Validate(value)
		_, byLoader := policy.Parse(policy.FileName, []byte(test.file), vocabulary)
		if (bySchema == nil) != test.ok || (byLoader == nil) != test.ok {
			t.Errorf("%s\nshould pass: %t\nschema: %v\nloader: %v", test.file, test.ok, bySchema, byLoader)
		}
	}
}
