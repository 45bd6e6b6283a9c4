package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/summary"
)

// BenchmarkFunctions shows what one more function costs: time per operation
// grows with the number of functions and with nothing else.
func BenchmarkFunctions(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			var src strings.Builder
			src.WriteString(header)
			for i := range n {
				fmt.Fprintf(&src, "func (c *Auth0) User%d(id string) error {\n\tif id == \"\" {\n\t\treturn nil\n\t}\n\treturn c.do(\"GET\", \"/users/\"+id+\"/roles?page=%d\")\n}\n\n", i, i)
			}
			measure(b, src.String(), n)
		})
	}
}

// BenchmarkDepth shows what one more wrapper around a request costs.
func BenchmarkDepth(b *testing.B) {
	for _, depth := range []int{1, 2, 5, 10, 20} {
		b.Run(strconv.Itoa(depth), func(b *testing.B) {
			var src strings.Builder
			src.WriteString(header)
			for i := range depth {
				inner := "c.do"
				if i > 0 {
					inner = fmt.Sprintf("c.wrap%d", i-1)
				}
				fmt.Fprintf(&src, "func (c *Auth0) wrap%d(method, path string) error { return %s(method, path) }\n\n", i, inner)
			}
			for i := range 200 {
				fmt.Fprintf(&src, "func (c *Auth0) User%d(id string) error { return c.wrap%d(\"GET\", \"/users/\"+id) }\n\n", i, depth-1)
			}
			measure(b, src.String(), 200)
		})
	}
}

// BenchmarkShapes shows what code costs that sends through some service's
// client: paths of many shapes, functions that dispatch to many others, and
// nothing by which a request could be the API's.
func BenchmarkShapes(b *testing.B) {
	for _, levels := range []int{1, 2, 4, 6} {
		b.Run(strconv.Itoa(levels), func(b *testing.B) {
			var src strings.Builder
			src.WriteString(header)
			src.WriteString(service)
			for level := range levels {
				for i := range 8 {
					fmt.Fprintf(&src, "func (c *Service) Level%dN%d(id string) {\n", level, i)
					for j := range 8 {
						if level == 0 {
							fmt.Fprintf(&src, "\tc.Get().In(id).Of(\"kind%d\").Named(id).Part(\"part%d\").Do(\"GET\")\n", i, j)
						} else {
							fmt.Fprintf(&src, "\tc.Level%dN%d(id)\n", level-1, j)
						}
					}
					src.WriteString("}\n\n")
				}
			}
			src.WriteString("func (c *Auth0) Users() error { return c.do(\"GET\", \"/users\") }\n")
			measure(b, src.String(), 1)
		})
	}
}

// TestBound has a function leave more to its callers than is followed: that is
// said, and is no fault of the analyzer's.
func TestBound(t *testing.T) {
	var src strings.Builder
	src.WriteString(header)
	src.WriteString("func (c *Auth0) all(host, id string) {\n")
	for i := range 300 {
		fmt.Fprintf(&src, "\thttp.Get(host + \"/users/\" + id + \"/roles?page=%d\")\n", i)
	}
	src.WriteString("}\n\nfunc (c *Auth0) All(id string) { c.all(c.base, id) }\n")
	result, _ := parse(t, src.String(), nil)()
	if len(result.Faults) > 0 {
		t.Errorf("faults %q", result.Faults)
	}
	const want = "of the 300 requests that (*Auth0).all leaves to its callers 256 are followed"
	if len(result.Unresolved) != 1 || result.Unresolved[0].Reason != want {
		t.Errorf("%+v, want one that says %q", result.Unresolved, want)
	}
}

// TestOtherService has another module's client of some other service: what its
// functions send is in no fact once it is known as one.
func TestOtherService(t *testing.T) {
	module := &analysis.Module{Path: "example.com/things", Version: "v1.2.3"}
	for _, test := range []struct {
		requests int
		told     bool
	}{{40, true}, {100, false}} {
		var src strings.Builder
		src.WriteString("package things\n\nimport \"net/http\"\n\ntype Client struct{ Base string }\n\n")
		for i := range test.requests {
			fmt.Fprintf(&src, "func (c *Client) Thing%d(id string) { http.Get(c.Base + \"/things/kind%d/\" + id) }\n\n", i, i)
		}
		src.WriteString("func (c *Client) Any(path string) { http.Get(c.Base + path) }\n")
		if _, fact := parse(t, src.String(), module)(); (fact != nil) != test.told {
			t.Errorf("with %d requests of its own a fact is told: %t, want %t", test.requests, fact != nil, test.told)
		}
	}
}

// TestGeneralClient has another module's client that serves anybody: what its
// importers may need of it is in its fact, and what has nothing to do with
// requests is not.
func TestGeneralClient(t *testing.T) {
	const src = `package client

import (
	"net/http"
	"net/url"
	"strings"
)

type Client struct {
	base    string
	sender  *sender
	comment string
}

type sender struct{ auth string }

type Option func(*Client)

func New(base string, options ...Option) *Client {
	c := &Client{base: clean(base), sender: &sender{}}
	for _, o := range options {
		o(c)
	}
	return c
}

func NewQuiet(base string) *Client { return New(base, WithToken("")) }

func WithToken(token string) Option { return func(c *Client) { c.sender.auth = token } }

func (c *Client) SetBase(base string) { c.base = base }

func (c *Client) Fetch(path string) error { return c.sender.send("GET", c.base+path) }

func (s *sender) send(method, url string) error {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", s.auth)
	_, err = http.DefaultClient.Do(req)
	return err
}

func clean(base string) string { return strings.TrimRight(base, "/") }

type Hook func(Hook, *Client) Hook

func Ping(url string) error { return (&sender{}).send("HEAD", url) }

func Join(base, path string) string { return base + "/" + url.PathEscape(path) }

type Page struct{ Title, Footer string }

func NewPage(title string) *Page { return &Page{Title: title} }

func (p *Page) SetFooter(footer string) *Page { p.Footer = footer; return p }

func (p *Page) String() string { return p.Title + p.Footer }
`
	_, exported := parse(t, src, &analysis.Module{Path: "example.com/client", Version: "v1.2.3"})()
	fact, err := exported.(*summary.Fact).Decode()
	if err != nil {
		t.Fatal(err)
	}
	told := slices.Sorted(maps.Keys(fact.Funcs))
	want := []string{"Client.Fetch", "Client.SetBase", "Join", "New", "NewQuiet", "Ping", "WithToken"}
	for i := range want {
		want[i] = "example.com/client." + want[i]
	}
	if !slices.Equal(told, want) {
		t.Errorf("the fact tells of %q, want %q", told, want)
	}
}

const service = `type Service struct{ base string }

type Request struct{ base, space, kind, name, part string }

func (c *Service) Get() *Request             { return &Request{base: c.base} }
func (r *Request) In(space string) *Request  { r.space = space; return r }
func (r *Request) Of(kind string) *Request   { r.kind = kind; return r }
func (r *Request) Named(name string) *Request { r.name = name; return r }
func (r *Request) Part(part string) *Request { r.part = part; return r }

func (r *Request) Do(method string) {
	url := r.base
	if r.space != "" {
		url += "/spaces/" + r.space
	}
	if r.kind != "" {
		url += "/" + r.kind
	}
	if r.name != "" {
		url += "/" + r.name
	}
	if r.part != "" {
		url += "/" + r.part
	}
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return
	}
	_, _ = http.DefaultClient.Do(req)
}

`

const header = `package auth0

import (
	"net/http"
	"os"
)

type Auth0 struct{ base string }

func New() *Auth0 { return &Auth0{base: os.Getenv("AUTH0_URL") + "/api/v2"} }

func (c *Auth0) do(method, path string) error {
	req, err := http.NewRequest(method, c.base+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

`

// measure analyses one file over and over.
func measure(b *testing.B, src string, calls int) {
	b.Helper()
	run := parse(b, src, nil)
	for b.Loop() {
		result, _ := run()
		if got := len(result.Calls); got != calls {
			b.Fatalf("%d calls, want %d", got, calls)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(calls), "ns/call")
}

// parse checks the types of one file of a module, and returns what analyses it
// and tells the fact that it exports.
func parse(t testing.TB, src string, module *analysis.Module) func() (*analyzer.Result, analysis.Fact) {
	t.Helper()
	path := "example.com/auth0"
	if module != nil {
		path = module.Path
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, filepath.Base(path)+".go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", nil)}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	a := analyzer.New(analyzer.Options{})
	return func() (*analyzer.Result, analysis.Fact) {
		var exported analysis.Fact
		result, err := a.Run(&analysis.Pass{
			Analyzer: a, Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info, TypesSizes: types.SizesFor("gc", "amd64"), Module: module,
			Report:            func(analysis.Diagnostic) {},
			ImportPackageFact: func(*types.Package, analysis.Fact) bool { return false },
			ExportPackageFact: func(f analysis.Fact) { exported = f },
		})
		if err != nil {
			t.Fatal(err)
		}
		return result.(*analyzer.Result), exported
	}
}
