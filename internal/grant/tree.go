package grant

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// maxDepth is how deep JSON may be nested.
const maxDepth = 100

// parseYAML returns the root of a YAML document. The Deploy CLI replaces
// @@NAME@@ by a value before it parses; here it stays, as a string.
func parseYAML(file string, data []byte) (*yaml.Node, error) {
	data = regexp.MustCompile(`(?m)([:\-]\s+)(@@\w+@@)(\s|$)`).ReplaceAll(data, []byte(`$1"$2"$3`))
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		if m := regexp.MustCompile(`^line (\d+): `).FindStringSubmatch(text); m != nil {
			return nil, fmt.Errorf("%s:%s: not valid YAML: %s", file, m[1], text[len(m[0]):])
		}
		return nil, fmt.Errorf("%s: not valid YAML: %s", file, text)
	}
	if len(doc.Content) == 0 {
		return nil, fmt.Errorf("%s: the file is empty", file)
	}
	return doc.Content[0], nil
}

// parseJSON returns the root of a JSON document as a YAML tree, whose nodes
// know their places.
func parseJSON(file string, data []byte) (*yaml.Node, error) {
	p := &jsonParser{data: data, dec: json.NewDecoder(bytes.NewReader(data)), line: 1, column: 1}
	p.dec.UseNumber()
	root, err := p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is something behind the JSON value")
		}
	}
	if err != nil {
		at := p.dec.InputOffset()
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = syntax.Offset
		}
		p.advance(int(at))
		return nil, fmt.Errorf("%s:%d:%d: not valid JSON: %w", file, p.line, p.column, err)
	}
	return root, nil
}

// A jsonParser keeps count of lines while it reads.
type jsonParser struct {
	data         []byte
	dec          *json.Decoder
	seen         int // bytes up to line and column
	line, column int
}

// advance moves the place to the byte offset, which is never behind.
func (p *jsonParser) advance(to int) {
	for to = min(to, len(p.data)); p.seen < to; {
		r, n := utf8.DecodeRune(p.data[p.seen:])
		p.seen += n
		if p.column++; r == '\n' {
			p.line, p.column = p.line+1, 1
		}
	}
}

// next returns the next token and moves the place to where it begins.
func (p *jsonParser) next() (json.Token, error) {
	begin := int(p.dec.InputOffset())
	for begin < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[begin]) >= 0 {
		begin++
	}
	token, err := p.dec.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	p.advance(begin)
	return token, err
}

func (p *jsonParser) value(depth int) (*yaml.Node, error) {
	token, err := p.next()
	if err != nil {
		return nil, err
	}
	return p.node(token, depth)
}

func (p *jsonParser) node(token json.Token, depth int) (*yaml.Node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d levels", maxDepth)
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: p.line, Column: p.column}
	switch token := token.(type) {
	case json.Delim:
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
		if token == '{' {
			n.Kind, n.Tag = yaml.MappingNode, "!!map"
		}
		for {
			inner, err := p.next()
			if err != nil {
				return nil, err
			}
			if end, ok := inner.(json.Delim); ok && (end == ']' || end == '}') {
				return n, nil
			}
			child, err := p.node(inner, depth+1)
			if err != nil {
				return nil, err
			}
			n.Content = append(n.Content, child)
		}
	case string:
		n.Tag, n.Value = "!!str", token
	case json.Number:
		n.Tag, n.Value = "!!float", token.String()
	case bool:
		n.Tag, n.Value = "!!bool", strconv.FormatBool(token)
	case nil:
		n.Tag = "!!null"
	}
	return n, nil
}

// field returns the value of a mapping's key, or nil.
func field(n *yaml.Node, keys ...string) *yaml.Node {
	n = target(n)
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for _, key := range keys {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return target(n.Content[i+1])
			}
		}
	}
	return nil
}

// target follows a YAML alias.
func target(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// text returns the value of a string node.
func text(n *yaml.Node) (string, bool) {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag != "!!str" {
		return "", false
	}
	return n.Value, true
}

// shift moves a tree that was cut out of a file to where it stands there.
func shift(n *yaml.Node, lines, columns int) {
	if n.Line == 1 {
		n.Column += columns
	}
	n.Line += lines
	for _, c := range n.Content {
		shift(c, lines, columns)
	}
}
