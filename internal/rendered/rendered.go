// Package rendered says what a template writes out of its data. It reads the
// language of text/template, and knows neither Auth0 nor the code that runs the
// template.
package rendered

import (
	"cmp"
	"slices"
	"strings"
	"text/template/parse"
)

// A Place is where a template writes out a part of its data.
type Place struct {
	Path   string // "Auth.Secret"
	Line   int    // from 1
	Column int    // from 1, in bytes
}

// Paths lists what a template writes out of its data, in the order of
// the text; nil where the text is no template. What a condition only looks at
// is not written.
func Paths(name, text string) []Place {
	t := parse.New(name)
	t.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := t.Parse(text, "", "", trees); err != nil {
		return nil
	}
	r := &renderer{text: text}
	for _, tree := range trees {
		if tree.Root != nil {
			r.list(tree.Root, "")
		}
	}
	slices.SortStableFunc(r.out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.out
}

// renderer walks a template; dot is the path to what the dot stands for.
type renderer struct {
	text string
	out  []Place
}

func (r *renderer) list(l *parse.ListNode, dot string) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				r.pipe(n.Pipe, dot)
			}
		case *parse.IfNode:
			r.list(n.List, dot)
			r.list(n.ElseList, dot)
		case *parse.WithNode:
			r.list(n.List, within(n.Pipe, dot))
			r.list(n.ElseList, dot)
		case *parse.RangeNode:
			r.list(n.List, join(within(n.Pipe, dot), "*"))
			r.list(n.ElseList, dot)
		}
	}
}

// pipe notes the fields that a pipeline writes or hands to functions.
func (r *renderer) pipe(p *parse.PipeNode, dot string) {
	for _, cmd := range p.Cmds {
		for _, arg := range cmd.Args {
			switch arg := arg.(type) {
			case *parse.PipeNode:
				r.pipe(arg, dot)
			default:
				if path, ok := field(arg, dot); ok && path != "" {
					before := r.text[:min(int(arg.Position()), len(r.text))]
					// The position of a chain of fields is that of its second one.
					before = strings.TrimRight(before, "$.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
					line := strings.Count(before, "\n") + 1
					r.out = append(r.out, Place{path, line, len(before) - strings.LastIndexByte(before, '\n')})
				}
			}
		}
	}
}

// within is the path of what a pipeline makes the dot.
func within(p *parse.PipeNode, dot string) string {
	if len(p.Cmds) == 1 && len(p.Cmds[0].Args) == 1 {
		if path, ok := field(p.Cmds[0].Args[0], dot); ok {
			return path
		}
	}
	return "?"
}

// field returns the path of a node that selects a part of the data.
func field(n parse.Node, dot string) (string, bool) {
	switch n := n.(type) {
	case *parse.FieldNode:
		return join(dot, n.Ident...), true
	case *parse.DotNode:
		return dot, true
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return join("", n.Ident[1:]...), true
		}
	case *parse.ChainNode:
		if path, ok := field(n.Node, dot); ok {
			return join(path, n.Field...), true
		}
	}
	return "", false
}

func join(path string, names ...string) string {
	if path == "" {
		return strings.Join(names, ".")
	}
	return strings.Join(append([]string{path}, names...), ".")
}
