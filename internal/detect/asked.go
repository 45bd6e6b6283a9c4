package detect

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/value"
)

// queried adds to a fixed endpoint of the SDK the queries that the call's
// options, or the Fields of its parameters, ask with.
func (p *pass) queried(url value.Set, call ssa.CallInstruction) value.Set {
	sets := []value.Set{url}
	add := func(query value.Set) {
		for _, q := range query.Alts {
			if text, ok := q.Literal(); ok && text != "" {
				sets = append(sets, value.Concat(url, value.Text("?"+text)))
			}
		}
	}
	args := arguments(call.Common())
	for _, arg := range args[min(1, len(args)):] {
		switch t := arg.Type().Underlying().(type) {
		case *types.Slice:
			add(p.eval.Read(arg, "[*].$query", "", call))
		case *types.Pointer:
			st, ok := t.Elem().Underlying().(*types.Struct)
			if !ok {
				continue
			}
			for f := range st.Fields() {
				if f.Name() == "Fields" && f.Type().String() == "*string" {
					add(value.Concat(value.Text("fields="), p.eval.Read(arg, ".Fields", "", call)))
				}
			}
		}
	}
	return value.Join(sets...)
}

// asked returns the fields of the answer that the queries of a request name,
// sorted.
func asked(urls value.Set) []string {
	var out []string
	for _, u := range urls.Alts {
		for _, piece := range u {
			_, query, ok := strings.Cut(piece.Text, "?")
			if !ok {
				continue
			}
			for _, parameter := range strings.Split(query, "&") {
				list, ok := strings.CutPrefix(parameter, "fields=")
				if !ok {
					continue
				}
				for _, f := range strings.FieldsFunc(strings.ReplaceAll(list, "%2C", ","), func(r rune) bool { return r == ',' }) {
					if !slices.Contains(out, f) {
						out = append(out, f)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
