package grant

import (
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// readYAML reads the Deploy CLI's tenant.yaml
// (https://auth0.com/docs/deploy-monitor/deploy-cli-tool).
func (s *Set) readYAML(file string, data []byte) error {
	root, err := parseYAML(file, data)
	if err != nil {
		return err
	}
	return s.document(file, root)
}

func (s *Set) readJSON(file string, data []byte) error {
	root, err := parseJSON(file, data)
	if err != nil {
		return err
	}
	return s.document(file, root)
}

// document reads whatever a tree turns out to be.
func (s *Set) document(file string, root *yaml.Node) error {
	if root.Kind == yaml.SequenceNode {
		return s.list(file, root)
	}
	if root.Kind != yaml.MappingNode {
		return fmt.Errorf("%s:%d: no grants here: neither a mapping nor a list", file, root.Line)
	}
	if grants := field(root, "clientGrants", "client_grants"); grants != nil {
		return s.list(file, grants)
	}
	if field(root, "audience") != nil {
		return s.grant(file, root)
	}
	if scope := field(root, "scope"); scope != nil {
		return s.claims(file, root, scope)
	}
	return fmt.Errorf("%s: no grants here: neither clientGrants (Deploy CLI), nor a grant with audience and scope (Auth0 CLI), nor a token's scope", file)
}

func (s *Set) list(file string, n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode {
		s.gap(at(file, n), "the list of client grants cannot be worked out")
		return nil
	}
	for _, item := range n.Content {
		if err := s.grant(file, target(item)); err != nil {
			return err
		}
	}
	return nil
}

// grant reads one client grant as the Management API describes it. Grants of
// other APIs are passed over.
func (s *Set) grant(file string, n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("%s:%d: a client grant must be a mapping with client_id, audience and scope", file, n.Line)
	}
	audience, ok := text(field(n, "audience"))
	if !ok {
		return fmt.Errorf("%s:%d: client grant has no audience", file, n.Line)
	}
	g := Grant{Audience: audience, Place: at(file, n)}
	switch {
	case managementAPI(audience):
	case regexp.MustCompile(`^(##|@@)\w+(##|@@)$`).MatchString(audience):
		s.gap(at(file, field(n, "audience")), "the audience is the keyword %s, whose value is not in this file: write https://TENANT/api/v2/ if it is the Management API", audience)
		return nil
	default:
		return nil
	}
	for _, key := range []string{"client_name", "name", "client_id"} {
		if name, ok := text(field(n, key)); ok && name != "" {
			g.Names = append(g.Names, name)
		}
	}
	if all := field(n, "allow_all_scopes"); all != nil && all.Value == "true" {
		place := at(file, all)
		g.All = &place
	}
	switch scope := field(n, "scope", "scopes"); {
	case scope == nil || scope.Tag == "!!null":
		if g.All == nil {
			s.gap(g.Place, "the grant of %s has no list of scopes", g.Client())
			g.Partial = true
		}
	case scope.Kind != yaml.SequenceNode:
		s.gap(at(file, scope), "the scopes of %s cannot be worked out: they are not a list here", g.Client())
		g.Partial = true
	default:
		for _, item := range scope.Content {
			item = target(item)
			name, ok := text(item)
			if !ok || strings.Contains(name, "@@") || strings.Contains(name, "##") {
				s.gap(at(file, item), "a scope of %s cannot be worked out", g.Client())
				g.Partial = true
				continue
			}
			g.Scopes = append(g.Scopes, Scope{name, at(file, item)})
		}
	}
	s.Grants = append(s.Grants, g)
	return nil
}

func at(file string, n *yaml.Node) Place { return Place{file, n.Line, n.Column} }
