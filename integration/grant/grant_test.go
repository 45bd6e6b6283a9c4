// Package scopevet holds the Terraform that scopevet writes against the schema
// of the Auth0 provider itself.
package scopevet

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/auth0/terraform-provider-auth0/internal/provider"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/terraform-plugin-sdk/v2/terraform"
	"github.com/zclconf/go-cty/cty"
)

// written is what package grant is tested to write.
var written = filepath.Join("..", "..", "internal", "grant", "testdata", "written.tf")

func TestTheProviderAcceptsWhatIsWritten(t *testing.T) {
	if _, err := os.Stat(written); err != nil {
		t.Fatal(err)
	}
	file, diags := hclparse.NewParser().ParseHCLFile(written)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	content, diags := file.Body.Content(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: "resource", LabelNames: []string{"type", "name"}}}})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if len(content.Blocks) < 2 {
		t.Fatalf("%d resources in %s", len(content.Blocks), written)
	}
	resources := provider.New().ResourcesMap
	for _, block := range content.Blocks {
		resource := resources[block.Labels[0]]
		if resource == nil {
			t.Fatalf("%s: the provider has no resource %s", block.DefRange, block.Labels[0])
		}
		config := terraform.NewResourceConfigRaw(values(t, block))
		for _, d := range resource.Validate(config) {
			t.Errorf("%s: %s: %s", block.DefRange, d.Summary, d.Detail)
		}
	}

	// The check itself sees what is wrong.
	wrong := terraform.NewResourceConfigRaw(map[string]any{"client_id": "a", "audience": "b", "scope": []any{"read:users"}})
	if !resources["auth0_client_grant"].Validate(wrong).HasError() {
		t.Error("an attribute that the provider does not have is accepted")
	}
}

// values evaluates a resource, with an address for each reference.
func values(t *testing.T, block *hcl.Block) map[string]any {
	t.Helper()
	attributes, diags := block.Body.JustAttributes()
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{
		"var":          cty.ObjectVal(map[string]cty.Value{"auth0_domain": cty.StringVal("tenant.example")}),
		"auth0_client": cty.MapVal(map[string]cty.Value{block.Labels[1]: cty.ObjectVal(map[string]cty.Value{"id": cty.StringVal("abc")})}),
	}}
	out := make(map[string]any)
	for name, attribute := range attributes {
		v, diags := attribute.Expr.Value(ctx)
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		if v.Type() == cty.String {
			out[name] = v.AsString()
			continue
		}
		list := []any{}
		for it := v.ElementIterator(); it.Next(); {
			_, e := it.Element()
			list = append(list, e.AsString())
		}
		out[name] = list
	}
	return out
}
