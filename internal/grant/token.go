package grant

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

func looksLikeJWT(data []byte) bool {
	return regexp.MustCompile(`^ey[A-Za-z0-9_-]+\.ey[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$`).Match(data)
}

// readToken reads the claims of a JWT. Its signature does not matter: the
// question is what the token says. No error repeats any part of it.
func (s *Set) readToken(file string, token []byte) error {
	parts := bytes.Split(token, []byte("."))
	claims, err := base64.RawURLEncoding.DecodeString(string(parts[1]))
	if err != nil {
		return fmt.Errorf("%s: the payload of the token is not base64url", file)
	}
	root, err := parseJSON(file, claims)
	if err != nil || root.Kind != yaml.MappingNode {
		return fmt.Errorf("%s: the payload of the token is not a JSON object", file)
	}
	onOneLine(root)
	scope := field(root, "scope")
	if scope == nil {
		return fmt.Errorf("%s: the token has no scope claim", file)
	}
	return s.claims(file, root, scope)
}

// onOneLine moves all nodes to the start of the file: places in a decoded
// payload are none that an editor could go to.
func onOneLine(n *yaml.Node) {
	n.Line, n.Column = 1, 1
	for _, c := range n.Content {
		onOneLine(c)
	}
}

// claims reads the scopes of a token for the Management API. Where no audience
// is given it is taken for one: somebody named it as the grant.
func (s *Set) claims(file string, root, scope *yaml.Node) error {
	list, ok := text(scope)
	if !ok {
		return fmt.Errorf("%s:%d: scope must be a string of scopes with spaces between them", file, scope.Line)
	}
	g := Grant{Place: at(file, root)}
	if aud := field(root, "aud"); aud != nil {
		for _, n := range append([]*yaml.Node{aud}, aud.Content...) {
			if a, ok := text(n); ok && managementAPI(a) {
				g.Audience = a
			}
		}
		if g.Audience == "" {
			return nil
		}
	}
	for _, key := range []string{"azp", "client_id"} {
		if name, ok := text(field(root, key)); ok && name != "" {
			g.Names = append(g.Names, name)
		}
	}
	for _, name := range strings.Fields(list) {
		g.Scopes = append(g.Scopes, Scope{name, at(file, scope)})
	}
	s.Grants = append(s.Grants, g)
	return nil
}
