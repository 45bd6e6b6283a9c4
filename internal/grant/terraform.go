package grant

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
)

// readTerraform reads the client grants in the named files of a Terraform
// module (resource auth0_client_grant of the provider auth0/auth0). All files
// of the directory give values.
func (s *Set) readTerraform(dir string, names []string) error {
	m, err := loadModule(dir)
	if err != nil {
		return err
	}
	for _, r := range m.resources {
		if r.kind == "auth0_client_grant" && slices.Contains(names, r.file) {
			s.terraformGrant(m, r)
		}
	}
	return nil
}

// terraformGrant reads one resource, which for_each or count can multiply.
func (s *Set) terraformGrant(m *module, r *resource) {
	place := placeOf(r.block.DefRange)
	instances, ok := m.instances(r)
	if !ok {
		s.gap(place, "how many grants auth0_client_grant.%s is cannot be worked out", r.label)
		instances = []scope{{}}
	}
	for _, in := range instances {
		s.terraformInstance(m, r, in, place)
	}
}

func (s *Set) terraformInstance(m *module, r *resource, in scope, place Place) {
	attr := r.attributes["audience"]
	if attr == nil {
		s.gap(place, "auth0_client_grant.%s has no audience", r.label)
		return
	}
	audience, management, known := m.audience(attr.Expr, in)
	switch {
	case !known:
		s.gap(placeOf(attr.Expr.Range()), "the audience of auth0_client_grant.%s cannot be worked out", r.label)
		return
	case !management:
		return
	}
	g := Grant{Audience: audience, Place: place, Names: m.clientNames(r, in)}
	client := cmp.Or(g.Client(), r.label)
	if all := r.attributes["allow_all_scopes"]; all != nil {
		v, _ := m.value(all.Expr, in)
		switch {
		case !v.IsWhollyKnown() || v.IsNull() || v.Type() != cty.Bool:
			s.gap(placeOf(all.Expr.Range()), "whether %s is granted all scopes cannot be worked out", client)
			g.Partial = true
		case v.True():
			p := placeOf(all.NameRange)
			g.All = &p
		}
	}
	scopes := r.attributes["scopes"]
	if scopes == nil {
		scopes = r.attributes["scope"] // provider versions before 1.0
	}
	if scopes != nil {
		items, gaps := m.strings(scopes.Expr, in)
		g.Scopes = items
		for _, at := range gaps {
			s.gap(at, "scopes of %s cannot be worked out", client)
			g.Partial = true
		}
	} else if g.All == nil && !g.Partial {
		s.gap(place, "auth0_client_grant.%s has no scopes", r.label)
		g.Partial = true
	}
	s.Grants = append(s.Grants, g)
}

// clientNames returns what the configuration calls the client of a grant.
func (m *module) clientNames(r *resource, in scope) []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var inputs []string // names of what holds the id: the last to go by
	if attr := r.attributes["client_id"]; attr != nil {
		for _, t := range attr.Expr.Variables() {
			label := attribute(t, 1)
			switch t.RootName() {
			case "auth0_client":
				if c := m.find("auth0_client", label); c != nil && c.attributes["name"] != nil {
					if v, ok := m.text(c.attributes["name"].Expr, in); ok {
						add(v)
					}
				}
				add(label)
			case "var", "local":
				inputs = append(inputs, label)
			case "data":
				inputs = append(inputs, attribute(t, 2))
			}
		}
		if v, ok := m.text(attr.Expr, in); ok {
			add(v)
		}
	}
	if in.key != "" {
		add(in.key)
	}
	add(r.label)
	for _, name := range inputs {
		add(name)
	}
	return names
}

// audience says which API a grant is for: known is false when nothing tells.
func (m *module) audience(expr hcl.Expression, in scope) (audience string, management, known bool) {
	if v, ok := m.text(expr, in); ok {
		return v, managementAPI(v), true
	}
	// The tenant's domain is seldom known; that the audience ends like the
	// Management API's is enough.
	for _, t := range expr.Variables() {
		switch root, label := t.RootName(), attribute(t, 1); {
		case root == "data" && label == "auth0_tenant" && attribute(t, 3) == "management_api_identifier":
			return "https://TENANT/api/v2/", true, true
		case root == "data" && label == "auth0_resource_server", root == "auth0_resource_server":
			name := label
			kind := root
			if root == "data" {
				name, kind = attribute(t, 2), "data.auth0_resource_server"
			}
			if api := m.find(kind, name); api != nil && api.attributes["identifier"] != nil {
				return m.audience(api.attributes["identifier"].Expr, in)
			}
		case root == "local":
			if x := m.locals[label]; x != nil && m.enter(x) {
				defer m.leave(x)
				return m.audience(x, in)
			}
		}
	}
	switch x := expr.(type) {
	case *hclsyntax.TemplateExpr:
		if last, ok := x.Parts[len(x.Parts)-1].(*hclsyntax.LiteralValueExpr); ok && last.Val.Type() == cty.String {
			return m.byEnding(last.Val.AsString())
		}
	case *hclsyntax.FunctionCallExpr: // format("https://%s/api/v2/", var.domain)
		for _, arg := range x.Args {
			if v, ok := m.text(arg, in); ok && strings.Contains(v, "%s/") {
				return m.byEnding(v[strings.LastIndex(v, "%s")+2:])
			}
		}
	}
	return "", false, false
}

func (m *module) byEnding(end string) (audience string, management, known bool) {
	if !strings.Contains(end, "/") {
		return "", false, false
	}
	return "https://TENANT" + end, managementAPI("https://TENANT" + end), true
}

// A resource is a resource block, or a data block as "data.TYPE".
type resource struct {
	kind, label string
	file        string
	block       *hcl.Block
	attributes  hcl.Attributes
}

// A module is what the files of one directory say.
type module struct {
	resources []*resource
	locals    map[string]hcl.Expression
	variables map[string]hcl.Expression // defaults, and the values of *.tfvars files
	inside    map[hcl.Expression]bool   // being evaluated: against cycles
	work      int                       // expressions evaluated so far: against ones that grow
}

func (m *module) find(kind, label string) *resource {
	i := slices.IndexFunc(m.resources, func(r *resource) bool { return r.kind == kind && r.label == label })
	if i < 0 {
		return nil
	}
	return m.resources[i]
}

// enter reports whether an expression may be evaluated now; leave ends it.
func (m *module) enter(x hcl.Expression) bool {
	if m.work++; m.inside[x] || len(m.inside) > maxDepth || m.work > maxWork {
		return false
	}
	m.inside[x] = true
	return true
}

func (m *module) leave(x hcl.Expression) { delete(m.inside, x) }

func loadModule(dir string) (*module, error) {
	m := &module{locals: make(map[string]hcl.Expression), variables: make(map[string]hcl.Expression), inside: make(map[hcl.Expression]bool)}
	names, err := filesIn(dir, ".tf", ".tf.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		f, err := parseHCL(name)
		if err != nil {
			return nil, err
		}
		m.add(name, f.Body)
	}
	values, err := filesIn(dir, ".auto.tfvars", "terraform.tfvars", ".auto.tfvars.json", "terraform.tfvars.json")
	if err != nil {
		return nil, err
	}
	// terraform.tfvars first: the others override it, in the order of names.
	slices.SortStableFunc(values, func(a, b string) int {
		return cmp.Compare(btoi(strings.Contains(a, ".auto.")), btoi(strings.Contains(b, ".auto.")))
	})
	for _, name := range values {
		f, err := parseHCL(name)
		if err != nil {
			return nil, err
		}
		attributes, _ := f.Body.JustAttributes()
		for _, a := range attributes {
			m.variables[a.Name] = a.Expr
		}
	}
	return m, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func parseHCL(name string) (*hcl.File, error) {
	data, err := contents(name)
	if err != nil {
		return nil, err
	}
	shown := filepath.ToSlash(name)
	var f *hcl.File
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		f, diags = json.Parse(data, shown)
	} else {
		f, diags = hclsyntax.ParseConfig(data, shown, hcl.InitialPos)
	}
	for _, d := range diags {
		if d.Severity == hcl.DiagError && d.Subject != nil {
			return nil, fmt.Errorf("%s:%d:%d: not valid Terraform: %s", shown, d.Subject.Start.Line, d.Subject.Start.Column, d.Summary)
		}
	}
	if diags.HasErrors() {
		return nil, fmt.Errorf("%s: not valid Terraform", shown)
	}
	return f, nil
}

// add takes the blocks that matter out of a file.
func (m *module) add(name string, body hcl.Body) {
	content, _, _ := body.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "locals"}, {Type: "variable", LabelNames: []string{"name"}},
		{Type: "resource", LabelNames: []string{"type", "name"}}, {Type: "data", LabelNames: []string{"type", "name"}},
	}})
	for _, b := range content.Blocks {
		switch b.Type {
		case "locals":
			attributes, _ := b.Body.JustAttributes()
			for _, a := range attributes {
				m.locals[a.Name] = a.Expr
			}
		case "variable":
			c, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "default"}}})
			if a := c.Attributes["default"]; a != nil {
				m.variables[b.Labels[0]] = a.Expr
			}
		default:
			kind := b.Labels[0]
			if b.Type == "data" {
				kind = "data." + kind
			}
			c, _, _ := b.Body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{
				{Name: "name"}, {Name: "identifier"}, {Name: "client_id"}, {Name: "audience"}, {Name: "scope"}, {Name: "scopes"},
				{Name: "allow_all_scopes"}, {Name: "for_each"}, {Name: "count"},
			}})
			m.resources = append(m.resources, &resource{kind, b.Labels[1], name, b, c.Attributes})
		}
	}
}

// attribute returns the name at a step of a traversal, or "".
func attribute(t hcl.Traversal, i int) string {
	if i >= len(t) {
		return ""
	}
	switch step := t[i].(type) {
	case hcl.TraverseAttr:
		return step.Name
	case hcl.TraverseIndex:
		if step.Key.Type() == cty.String {
			return step.Key.AsString()
		}
	}
	return ""
}

func placeOf(r hcl.Range) Place { return Place{r.Filename, r.Start.Line, r.Start.Column} }
