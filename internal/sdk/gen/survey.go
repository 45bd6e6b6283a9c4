package main

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/policy"
)

// A survey says what each exported method of the clients of one release
// sends. The key is "package Type.Method", the package relative to the SDK;
// the requests are sorted, and none where the method sends nothing.
type survey map[string][]string

// senders counts the methods that call the API.
func (s survey) senders() int {
	n := 0
	for _, requests := range s {
		if len(requests) > 0 {
			n++
		}
	}
	return n
}

// surveyRelease surveys one release.
func surveyRelease(ctx context.Context, path, version string) (survey, error) {
	pkgs, err := fetch(ctx, path, version)
	if err != nil {
		return nil, err
	}
	rows, err := senders(path)
	if err != nil {
		return nil, err
	}
	g, err := explore(pkgs, rows)
	if err != nil {
		return nil, err
	}
	out := survey{}
	for _, p := range pkgs {
		if err := g.clients(out, path, p.Types, rows); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// A graph says of every function of the SDK what it sends itself and which
// functions it calls.
type graph map[string]*node

type node struct {
	requests   []string
	edges      []string
	unresolved []string
}

func (g graph) node(key string) *node {
	n := g[key]
	if n == nil {
		n = &node{}
		g[key] = n
	}
	return n
}

// explore runs the engine over the packages.
func explore(pkgs []*packages.Package, rows *send.Table) (graph, error) {
	g := graph{}
	facts := map[string]*summary.Package{}
	for _, p := range pkgs {
		var known []*summary.Package
		for _, imp := range p.Types.Imports() {
			if f := facts[imp.Path()]; f != nil {
				known = append(known, f)
			}
		}
		inv, err := detect.Run(detect.Input{
			Fset: p.Fset, Files: p.Syntax, Types: p.Types, Info: p.TypesInfo,
			Imports: summary.Merge(known), Rows: rows, Table: policy.Embedded,
		})
		if err != nil {
			return nil, err
		}
		if len(inv.Faults) > 0 {
			return nil, errors.New(strings.Join(inv.Faults, "; "))
		}
		for _, in := range inv.Nodes {
			n := g.node(in.Func)
			// A client that is printed is no client that is called.
			n.edges = slices.DeleteFunc(in.Edges, func(e string) bool { return slices.Contains(in.Held, e) })
			for _, i := range in.Calls {
				n.requests = append(n.requests, inv.Calls[i].Method+" "+inv.Calls[i].Written)
			}
		}
		for _, u := range inv.Unresolved {
			n := g.node(detect.FuncKey(u.Fn))
			n.unresolved = append(n.unresolved, fmt.Sprintf("%s:%d: %s", u.Frame.File, u.Frame.Line, u.Reason))
		}
		facts[p.PkgPath] = inv.Fact
	}
	return g, nil
}

// clients adds what the client types of a package send. A type is a client if
// one of its methods sends a request, or a request that is handed to it.
func (g graph) clients(out survey, path string, pkg *types.Package, rows *send.Table) error {
	rel := strings.TrimPrefix(pkg.Path(), path+"/")
	for _, name := range pkg.Scope().Names() {
		tn, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		named, ok := tn.Type().(*types.Named)
		if !ok || named.TypeParams().Len() > 0 {
			continue
		}
		client := false
		methods := survey{}
		for fn := range named.Methods() {
			if !fn.Exported() {
				continue
			}
			key := rel + " " + name + "." + fn.Name()
			if rows.Find(fn) != nil {
				// What it sends is in its arguments.
				client = true
				methods[key] = nil
				continue
			}
			requests, err := g.reached(send.Key(fn))
			if err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			client = client || len(requests) > 0
			methods[key] = requests
		}
		if client {
			maps.Copy(out, methods)
		}
	}
	return nil
}

// reached returns what a function and all that it leads to send.
func (g graph) reached(from string) ([]string, error) {
	var out []string
	seen := map[string]bool{from: true}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		n := g[queue[0]]
		if n == nil {
			continue
		}
		if len(n.unresolved) > 0 {
			return nil, fmt.Errorf("%s: %s", queue[0], strings.Join(n.unresolved, "; "))
		}
		out = append(out, n.requests...)
		for _, e := range n.edges {
			if !seen[e] {
				seen[e] = true
				queue = append(queue, e)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
