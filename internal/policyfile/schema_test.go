package policyfile

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/policy"
)

var update = flag.Bool("update", false, "write policy/schema.json instead of comparing it")

// TestSchemaKnowsAllNames keeps the published JSON Schema in step with the
// rules, the scopes and the editions. That it accepts what the loader accepts
// is tested with a real validator, in integration/schema.
func TestSchemaKnowsAllNames(t *testing.T) {
	name := filepath.Join("..", "..", "policy", "schema.json")
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema(t)); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	published, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(published, []byte("\r\n"), []byte("\n")), b.Bytes()) {
		t.Error("policy/schema.json is out of date: go test ./internal/policyfile -update")
	}
}

type object = map[string]any

func schema(t *testing.T) object {
	t.Helper()
	table, err := policy.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	scopes := slices.Clone(table.Scopes())
	offered, err := os.ReadFile(filepath.Join("..", "..", "policy", "data", "offered.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(offered)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			scopes = append(scopes, line)
		}
	}
	scopes = append(scopes, "openid", "profile", "email", "offline_access", "address", "phone")
	slices.Sort(scopes)
	scopes = slices.Compact(scopes)
	for _, s := range scopes {
		if !table.HasScope(s) && !policy.OIDCScope(s) {
			t.Errorf("the schema knows %q, the loader does not", s)
		}
	}

	scopeList := func(text string) object {
		return object{"description": text, "type": "array", "uniqueItems": true, "items": object{"enum": scopes}}
	}
	word := object{"type": "string", "pattern": `\S`}
	rules := object{}
	for _, r := range analyzer.Rules() {
		rules[r.Name] = object{"enum": []string{"error", "warning", "note", "off"}}
	}
	// A path that stays below the policy file, with forward slashes.
	inside := object{"type": "string", "pattern": `^[^\\]*\S[^\\]*$`, "not": object{"pattern": `^/|^(\./)*\.\.(/|$)`}}
	return object{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"$id":                  "https://raw.githubusercontent.com/scopevet/scopevet/main/policy/schema.json",
		"title":                "The policy file of scopevet (.scopevet.yaml)",
		"type":                 "object",
		"required":             []string{"version"},
		"additionalProperties": false,
		"properties": object{
			"version": object{"description": "The version of the format.", "const": 1},
			"domains": object{
				"description": "Custom domains that are the tenant: host names alone.",
				"type":        "array", "uniqueItems": true,
				"items": object{"type": "string", "pattern": `^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$`},
			},
			"edition": object{"description": "The edition of the list of endpoints that public clients may call.", "enum": table.EditionNames()},
			"contexts": object{
				"description": "The programs, each with the kind of token it has.",
				"type":        "array",
				"items": object{
					"type":                 "object",
					"required":             []string{"name", "kind", "packages"},
					"additionalProperties": false,
					"properties": object{
						"name": object{"description": "One word; reports and clients go by it.", "type": "string", "pattern": `^\S+$`, "not": object{"const": "unknown"}},
						"kind": object{"description": "spa: a public program, which users can read. m2m: one that keeps a client secret.", "enum": []string{"spa", "m2m"}},
						"packages": object{
							"description": "Folders relative to this file: ./cmd/web, ./web/...",
							"type":        "array", "minItems": 1, "uniqueItems": true,
							"items": object{"type": "string", "pattern": `^(\.|\.\.\.|\./\.\.\.|\./[^\\*?\[\]{}]+)$`, "not": object{"pattern": `^(\./)+\.\.(/|$)|\.\.\./`}},
						},
						"scopes":      scopeList("What the token request of a spa context asks for, where its code does not show it."),
						"grants":      scopeList("What an m2m context is granted."),
						"grants_from": object{"description": "A file or folder with the grants of an m2m context, relative to this file: Terraform, tenant.yaml of the Deploy CLI, JSON of the Auth0 CLI, a token. #CLIENT at the end picks a client.", "allOf": []any{inside}},
					},
					"allOf": []any{
						object{
							"if":   object{"properties": object{"kind": object{"const": "spa"}}},
							"then": object{"properties": object{"grants": false, "grants_from": false}},
							"else": object{"properties": object{"scopes": false}},
						},
						object{"not": object{"required": []string{"grants", "grants_from"}}},
					},
				},
			},
			"rules": object{
				"description": "The severity of rules.",
				"type":        "object", "additionalProperties": false, "properties": rules,
			},
			"sdk": object{
				"description": "Copies of the Auth0 SDK under other import paths.",
				"type":        "array",
				"items": object{
					"type": "object", "required": []string{"path", "like"}, "additionalProperties": false,
					"properties": object{"path": word, "like": word},
				},
			},
			"frontend": object{
				"description": "Folders with files for the browser, relative to this file.",
				"type":        "array", "uniqueItems": true, "items": inside,
			},
		},
	}
}
