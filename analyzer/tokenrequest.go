package analyzer

import (
	"go/ast"
	"go/token"
	"go/types"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/policy"
)

// A userRequest is a request for a signed-in user's token, in front of the
// rules.
type userRequest struct {
	detect.TokenRequest
	confidence Confidence
	context    string
	management bool // the token is for the Management API
}

// userRequests returns the requests for users' tokens that are to be judged.
// Code that the policy or a directive gives the program's own token to makes
// none.
func (j *judgement) userRequests() []userRequest {
	var out []userRequest
	for _, r := range j.requests {
		dom := j.domains.at(r.Pos)
		if dom.kind == policy.M2M || j.test(r.Pos) {
			continue
		}
		level := r.Level
		if host := audienceHost(r.Audience); level > detect.RuledOut && j.file != nil && j.file.Tenant(host) {
			level = detect.Certain
		}
		u := userRequest{TokenRequest: r, context: dom.name, management: level > detect.RuledOut}
		if !u.management {
			level = detect.Likely // of its address: what is asked for is Auth0's at least
		}
		var ok bool
		if u.confidence, ok = j.reported(level); ok {
			out = append(out, u)
		}
	}
	return out
}

// audienceHost is the host in the audience https://HOST/api/v2/.
func audienceHost(audience string) string {
	host := strings.TrimPrefix(strings.TrimPrefix(audience, "https://"), "http://")
	host, _, _ = strings.Cut(host, "/")
	return host
}

// A wordPlace is where a word stands in a string literal.
type wordPlace struct {
	lit  *ast.BasicLit
	fn   *ast.FuncDecl // around the literal; nil for a package variable or constant
	path []ast.Node    // from the file down to the literal, without it
	only bool          // no other literal of the code around could be meant
}

// place finds the literal that puts a word into a request: one in the
// request's function, the nearest if there are several; else the only one
// outside of functions, or in the other functions of the package.
func (j *judgement) place(r *userRequest, word string) (wordPlace, bool) {
	var inside, outside, elsewhere []wordPlace
	for _, f := range j.pass.Files {
		if j.test(f.Package) {
			continue
		}
		var path []ast.Node
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				path = path[:len(path)-1]
				return true
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if at, _ := wordIn(lit, word); at >= 0 {
					p := wordPlace{lit: lit, path: slices.Clone(path)}
					for _, up := range path {
						if fn, ok := up.(*ast.FuncDecl); ok {
							p.fn = fn
						}
					}
					switch {
					case p.fn == nil:
						outside = append(outside, p)
					case p.fn.Pos() <= r.Pos && r.Pos <= p.fn.End():
						inside = append(inside, p)
					default:
						elsewhere = append(elsewhere, p)
					}
				}
			}
			path = append(path, n)
			return true
		})
	}
	if len(inside) > 1 {
		distance := func(p wordPlace) token.Pos { return max(p.lit.Pos()-r.Pos, r.Pos-p.lit.Pos()) }
		return slices.MinFunc(inside, func(a, b wordPlace) int { return int(distance(a) - distance(b)) }), true
	}
	for _, found := range [][]wordPlace{inside, outside, elsewhere} {
		if len(found) == 1 {
			found[0].only = true
			return found[0], true
		}
		if len(found) > 1 {
			break
		}
	}
	return wordPlace{}, false
}

// wordIn returns where a word begins and ends in the text of a literal as it
// is written, escaped for a URL or not; -1 where it does not stand alone in it.
func wordIn(lit *ast.BasicLit, word string) (at, end int) {
	if at, end = wordAsIs(lit, word); at < 0 {
		at, end = wordAsIs(lit, url.QueryEscape(word))
	}
	return at, end
}

func wordAsIs(lit *ast.BasicLit, word string) (at, end int) {
	for from := 0; ; {
		i := strings.Index(lit.Value[from:], word)
		if i < 0 {
			return -1, -1
		}
		at, end = from+i, from+i+len(word)
		if boundary(lit.Value[:at], true) && boundary(lit.Value[end:], false) {
			return at, end
		}
		from = end
	}
}

// boundary reports whether a scope can end where a text ends, or begin where
// one begins.
func boundary(text string, before bool) bool {
	if text == "" {
		return true
	}
	if before {
		return strings.HasSuffix(text, "%20") || strings.ContainsAny(text[len(text)-1:], "\"` +=,?&\t\n")
	}
	return strings.HasPrefix(text, "%20") || strings.ContainsAny(text[:1], "\"` +&,\t\n")
}

// site is the literal's place, for a finding.
func (j *judgement) literalSite(p wordPlace) detect.Site {
	at := j.pass.Fset.Position(p.lit.Pos())
	s := detect.Site{Pos: p.lit.Pos(), End: p.lit.End()}
	s.Frame.Package, s.Frame.File, s.Frame.Line, s.Frame.Column = j.pass.Pkg.Path(), base(at.Filename), at.Line, at.Column
	if p.fn != nil {
		s.Frame.Function = p.fn.Name.Name
	}
	return s
}

// safe reports whether taking a word out of the literal changes one request
// and nothing else: a text or a list of texts that has a name and is used more
// than once stays.
func (j *judgement) safe(p wordPlace, word string) bool {
	asking := 0
	for _, r := range j.requests {
		if slices.Contains(r.Scopes, word) {
			asking++
		}
	}
	if !p.only || asking != 1 {
		return false
	}
	for _, n := range slices.Backward(p.path) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			continue
		}
		for _, name := range spec.Names {
			obj := j.pass.TypesInfo.Defs[name]
			if obj == nil {
				return false
			}
			switch obj.Type().Underlying().(type) {
			case *types.Basic, *types.Slice, *types.Map:
				if obj.Exported() && p.fn == nil || j.uses(obj) > 1 {
					return false
				}
			}
		}
	}
	return true
}

func (j *judgement) uses(obj types.Object) int {
	n := 0
	for _, used := range j.pass.TypesInfo.Uses {
		if used == obj {
			n++
		}
	}
	return n
}

// withoutWords returns the fix that takes words out of a literal, false where
// no edit is sure to leave the rest as it is.
func (j *judgement) withoutWords(p wordPlace, words []string) (analysis.SuggestedFix, bool) {
	fix := analysis.SuggestedFix{Message: "Remove " + strings.Join(words, ", ")}
	type span struct{ at, end int }
	var spans []span
	for _, w := range words {
		at, end := wordIn(p.lit, w)
		if at < 0 || !j.safe(p, w) {
			return fix, false
		}
		spans = append(spans, span{at, end})
	}
	slices.SortFunc(spans, func(a, b span) int { return a.at - b.at })
	inner, err := strconv.Unquote(p.lit.Value)
	if err == nil && !slices.ContainsFunc(strings.Fields(inner), func(w string) bool { return !slices.Contains(words, w) }) {
		return j.withoutElement(p, fix) // nothing would be left
	}
	text := p.lit.Value
	for i := 0; i < len(spans); {
		// Neighbours go together, with one separator.
		s := spans[i]
		for i++; i < len(spans) && spans[i].at == s.end+blankBefore(text[s.end:]); i++ {
			s.end = spans[i].end
		}
		if n := blankBefore(text[s.end:]); n > 0 {
			s.end += n
		} else {
			s.at -= blankAfter(text[:s.at])
		}
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: p.lit.Pos() + token.Pos(s.at), End: p.lit.Pos() + token.Pos(s.end)})
	}
	return fix, true
}

// blankBefore and blankAfter measure the separator that a text begins or ends
// with.
func blankBefore(text string) int {
	switch {
	case strings.HasPrefix(text, "%20"):
		return 3
	case text != "" && (text[0] == ' ' || text[0] == '+'):
		return 1
	}
	return 0
}

func blankAfter(text string) int {
	switch {
	case strings.HasSuffix(text, "%20"):
		return 3
	case text != "" && (text[len(text)-1] == ' ' || text[len(text)-1] == '+'):
		return 1
	}
	return 0
}

// withoutElement takes a whole literal out of the list that it stands in.
func (j *judgement) withoutElement(p wordPlace, fix analysis.SuggestedFix) (analysis.SuggestedFix, bool) {
	list, ok := p.path[len(p.path)-1].(*ast.CompositeLit)
	if !ok || len(list.Elts) < 2 {
		return fix, false
	}
	i := slices.IndexFunc(list.Elts, func(e ast.Expr) bool { return e == ast.Expr(p.lit) })
	switch {
	case i < 0:
		return fix, false
	case i+1 < len(list.Elts):
		fix.TextEdits = []analysis.TextEdit{{Pos: p.lit.Pos(), End: list.Elts[i+1].Pos()}}
	default:
		fix.TextEdits = []analysis.TextEdit{{Pos: list.Elts[i-1].End(), End: p.lit.End()}}
	}
	return fix, true
}

// withWord returns the fix that puts one word in the place of another.
func (j *judgement) withWord(p wordPlace, old, right string) (analysis.SuggestedFix, bool) {
	fix := analysis.SuggestedFix{Message: "Write " + right}
	at, end := wordIn(p.lit, old)
	if at < 0 || !j.safe(p, old) {
		return fix, false
	}
	fix.TextEdits = []analysis.TextEdit{{Pos: p.lit.Pos() + token.Pos(at), End: p.lit.Pos() + token.Pos(end), NewText: []byte(right)}}
	return fix, true
}
