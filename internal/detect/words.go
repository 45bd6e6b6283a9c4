package detect

import (
	"go/ast"
	"go/constant"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/lazy"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/internal/triage"
	"github.com/scopevet/scopevet/internal/value"
)

// words weighs what the names around a request say. /api/v2/users is a path of
// many products: the nearest name that speaks decides.
//
//  1. the host, where the URL shows it;
//  2. what the base URL comes from: environment variables, fields, variables;
//  3. the types, functions and packages that the request goes through, the
//     sender first, and then the text of the function that makes it;
//  4. the file;
//  5. the package.
type words struct {
	in       Input
	files    map[string]verdict // by file name
	pkg      verdict            // import path, package name
	anywhere bool               // a file of the package says auth0
	asks     *bool              // answer of exchanges
	funcs    map[*ssa.Function][]string
	bodies   map[*ssa.Function]verdict
}

// A verdict is what a text says: of Auth0, of another product, or nothing.
type verdict int

const (
	silent verdict = iota
	ours
	theirs
)

var (
	// Products and services that have an /api/v2, or paths like Auth0's. Names
	// of identity providers are not among them: Auth0's code is full of those.
	otherWord = lazy.Regexp(`(?i)zendesk|freshdesk|freshservice|sftpgo|influx|datadog|tfe(client|_|$)|terraform_?enterprise|signoz|launch_?darkly|alertmanager|pagerduty|statuspage|httptest|webtask|authorization_?extension|authz_?ext`)
)

func speaks(text string) verdict {
	switch {
	case otherWord().MatchString(text):
		return theirs
	case triage.NamesAuth0(text):
		return ours
	}
	return silent
}

func newWords(in Input) *words {
	w := &words{in: in, files: map[string]verdict{}, funcs: map[*ssa.Function][]string{}, bodies: map[*ssa.Function]verdict{}}
	for _, name := range []string{in.Types.Name(), path.Base(in.Types.Path()), in.Types.Path()} {
		if w.pkg == silent {
			w.pkg = speaks(name)
		}
	}
	w.anywhere = slices.ContainsFunc(in.Files, func(f *ast.File) bool {
		name := w.nameOf(f)
		return (triage.NamesAuth0(name) || w.anyText(f, triage.NamesAuth0) || commented(f)) && w.file(name) == ours
	})
	return w
}

// ours reports whether anything in the package speaks of Auth0.
func (w *words) ours() bool { return w.anywhere || w.pkg == ours || w.exchanges() }

// exchanges reports whether the package asks for a token of the API.
func (w *words) exchanges() bool {
	if w.asks == nil {
		var found triage.Exchange
		asks := slices.ContainsFunc(w.in.Files, func(f *ast.File) bool { return w.anyText(f, found.With) })
		w.asks = &asks
	}
	return *w.asks
}

func (w *words) nameOf(f *ast.File) string {
	return filepath.Base(w.in.Fset.Position(f.Package).Filename)
}

// file is what a file's name says, or else its text.
func (w *words) file(name string) verdict {
	v, known := w.files[name]
	if known {
		return v
	}
	if v = speaks(name); v == silent {
		for _, f := range w.in.Files {
			if v == silent && w.nameOf(f) == name {
				if v = w.mentions(f); v == silent && commented(f) {
					v = ours
				}
			}
		}
	}
	w.files[name] = v
	return v
}

// commented reports whether a comment in a file holds Auth0's name.
func commented(f *ast.File) bool {
	return slices.ContainsFunc(f.Comments, func(g *ast.CommentGroup) bool { return triage.NamesAuth0(g.Text()) })
}

// mentions looks at the names and strings of a piece of code. Where both
// speak, it is Auth0's code that has to do with the other product.
func (w *words) mentions(n ast.Node) verdict {
	v := silent
	if w.anyText(n, func(text string) bool {
		if v == silent && otherWord().MatchString(text) {
			v = theirs
		}
		return triage.NamesAuth0(text)
	}) {
		return ours
	}
	return v
}

// anyText reports whether a test accepts one of the names and strings in a piece
// of code.
func (w *words) anyText(n ast.Node, accepts func(string) bool) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if found {
			return false
		}
		switch n := n.(type) {
		case *ast.Ident:
			found = accepts(n.Name)
		case *ast.BasicLit:
			found = n.Kind == token.STRING && accepts(n.Value)
		case *ast.BinaryExpr:
			if c := w.in.Info.Types[n].Value; n.Op == token.ADD && c != nil && c.Kind() == constant.String {
				found = accepts(constant.StringVal(c)) // written in parts
			}
		}
		return !found
	})
	return found
}

// Words carry what kind of name they are: a method's own name says less than
// the type that it belongs to.
const (
	typeName   = "type "
	funcWord   = "function "
	methodWord = "method "
	pkgWord    = "package "
)

// of returns the names around a function that say something.
func (w *words) of(fn *ssa.Function) []string {
	if fn == nil {
		return nil
	}
	if names, ok := w.funcs[fn]; ok {
		return names
	}
	outer := fn
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	names := []string{funcWord + outer.Name()}
	if recv := outer.Signature.Recv(); recv != nil {
		names = []string{typeName + typeShort(recv.Type()), methodWord + outer.Name()}
	}
	names = append(names, pkgWord+w.in.Types.Name())
	var out []string
	for _, name := range names {
		if speaks(name) != silent {
			out = append(out, name)
		}
	}
	w.funcs[fn] = out
	return out
}

// weigh goes through names from the sender outwards: the first that speaks
// decides. A method that is named after another product does not make its
// type that product's.
func weigh(names []string) (verdict, string) {
	for _, name := range names {
		if v := speaks(name); v == ours || v == theirs && !strings.HasPrefix(name, methodWord) {
			return v, name
		}
	}
	for _, name := range names {
		if speaks(name) == theirs {
			return theirs, name
		}
	}
	return silent, ""
}

// body is what the text of a function says.
func (w *words) body(fn *ssa.Function) verdict {
	if fn == nil || fn.Syntax() == nil {
		return silent
	}
	v, ok := w.bodies[fn]
	if !ok {
		v = w.mentions(fn.Syntax())
		w.bodies[fn] = v
	}
	return v
}

// judge says how sure it is that a request that is known in fn goes to the
// Management API, and why.
func (w *words) judge(e summary.Effect, ep *endpoint, fn *ssa.Function) (Level, []string) {
	if e.SDK {
		return Certain, []string{"sent by Auth0's SDK"}
	}
	if level, why, ok := hostLevel(ep.host); ok {
		return level, []string{why}
	}
	if len(ep.host) == 0 {
		return RuledOut, []string{"the URL has no host"}
	}
	for _, h := range ep.base {
		switch name := h.Symbol.String() + " " + path.Base(h.Symbol.Owner); speaks(name) {
		case ours:
			return Likely, w.because(ep, "the base URL comes from "+h.Symbol.String())
		case theirs:
			return RuledOut, []string{"the base URL comes from " + h.Symbol.String()}
		}
	}
	switch v, name := weigh(e.Words); v {
	case ours:
		return Likely, w.because(ep, "sent through "+name)
	case theirs:
		return RuledOut, []string{"sent through " + name}
	}
	if w.pkg == ours {
		// What its text says of other products are connections, log streams
		// and the like.
		return Likely, w.because(ep, "the package is "+w.in.Types.Path())
	}
	switch w.body(fn) {
	case ours:
		return Likely, w.because(ep, "the function speaks of Auth0")
	case theirs:
		return RuledOut, []string{"the function speaks of another product"}
	}
	if host := otherHost(e.URL); host != "" {
		return RuledOut, []string{"the base URL can be " + host}
	}
	if w.foreign(ep) {
		// An endpoint that is nothing like Auth0's is no evidence of its own.
		return Possible, w.because(ep, "the path begins like the Management API's")
	}
	if len(e.Chain) > 0 {
		switch file := e.Chain[0].File; w.file(file) {
		case ours:
			return Likely, w.because(ep, file+" speaks of Auth0")
		case theirs:
			return RuledOut, []string{file + " speaks of another product"}
		}
	}
	switch {
	case w.pkg == theirs:
		return RuledOut, []string{"the package is " + w.in.Types.Path()}
	case w.anywhere:
		return Likely, w.because(ep, "the package speaks of Auth0")
	case w.exchanges():
		return Likely, w.because(ep, "the package asks /oauth/token for a token of /api/v2/")
	}
	return Possible, w.because(ep, "the path is one of the Management API")
}

// foreign reports whether the table has nothing like an endpoint: none that it
// could be a slip of.
func (w *words) foreign(ep *endpoint) bool {
	if len(ep.match.Ops) > 0 || !ep.known() {
		return false
	}
	table, err := w.in.Table()
	return err == nil && !table.Slip(ep.method, ep.path)
}

// otherHost returns the host of somebody else that a request goes to where what
// leads to a host that is not known is not set: a client's default. Machines for
// tests are none.
func otherHost(urls value.Set) string {
	for _, u := range urls.Alts {
		place, ok := locate(u)
		if !ok {
			continue
		}
		level, _, known := hostLevel(place.host)
		if host := hostText(place.host); known && level == RuledOut && strings.Contains(host, ".") && !strings.HasPrefix(host, "127.") {
			return host
		}
	}
	return ""
}

func (w *words) because(ep *endpoint, why string) []string {
	out := []string{why}
	if ep.assumed {
		out = append(out, "the base URL is taken to end in /api/v2")
	}
	return out
}

// strong reports whether the code around a request is Auth0's by name: enough
// to take an unknown base URL for the API's.
func (w *words) strong(e summary.Effect, ep *endpoint) bool {
	for _, h := range ep.base {
		switch speaks(h.Symbol.String() + " " + path.Base(h.Symbol.Owner)) {
		case ours:
			return true
		case theirs:
			return false
		}
	}
	if v, _ := weigh(e.Words); v != silent {
		return v == ours
	}
	if len(e.Chain) > 0 {
		switch speaks(e.Chain[0].File) {
		case ours:
			return true
		case theirs:
			return false
		}
	}
	return w.pkg == ours
}

// hostLevel judges by the host alone; ok is false where the URL does not show
// it.
func hostLevel(h value.Pattern) (Level, string, bool) {
	if len(h) == 0 {
		return 0, "", false
	}
	text := strings.ToLower(h.String())
	if i := strings.LastIndexByte(text, '@'); i >= 0 {
		text = text[i+1:]
	}
	host := strings.TrimSuffix(text, "/")
	if i := strings.IndexByte(host, '/'); i >= 0 {
		host = host[:i]
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	switch {
	case strings.Trim(host, "{}") == "":
		return 0, "", false
	case host == "auth0.com" || host == "www.auth0.com":
		return RuledOut, "the host is " + host + ", Auth0's own site", true
	case strings.HasSuffix(host, ".auth0.com"):
		return Certain, "the host is " + host, true
	case strings.HasSuffix(host, "}"):
		// https://api.{region}: the end decides, and it is not known.
		return 0, "", false
	case host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host == "::1":
		return RuledOut, "the host is " + host, true
	case placeholder(host):
		return 0, "", false
	case strings.Contains(host, "."):
		return RuledOut, "the host is " + host, true
	}
	return 0, "", false
}

// placeholder reports whether a host is one that documentation uses.
func placeholder(host string) bool {
	return strings.Contains(host, "your") || strings.Contains(host, "<") || strings.HasSuffix(host, "tenant.com")
}
