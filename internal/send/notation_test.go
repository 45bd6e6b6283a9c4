package send_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/send"
)

func arg(n int, path string) send.Source {
	return send.Source{Terms: []send.Term{{Arg: n, Path: path}}}
}

func TestRead(t *testing.T) {
	base, follow := arg(1, ""), arg(1, "")
	base.Base = &send.Source{Terms: arg(0, ".client.$base").Terms}
	follow.Base, follow.Follow = &send.Source{Terms: arg(0, ".$url").Terms}, true
	orGet := arg(2, "[1][method]")
	get := send.Literal("GET")
	orGet.Or = &get
	for _, test := range []struct {
		name, text string
		want       send.Row
	}{
		{"send", "Get  send GET $0", send.Row{
			Requests: []send.Request{{Method: get, URL: arg(0, "")}},
		}},
		{"a body, a base, a comment", "C.Post  send 'POST' $0.client.$base~$1 $2  # verbs", send.Row{
			Requests: []send.Request{{Method: send.Literal("POST"), URL: base, Body: arg(2, "")}},
		}},
		{"make below the result", "New  make .Request $0 $1", send.Row{
			Requests: []send.Request{{Method: arg(0, ""), URL: arg(1, ""), Make: true}},
			Results: []send.Result{
				{Path: ".Request.Method", Value: arg(0, "")}, {Path: ".Request.URL.$url", Value: arg(1, "")},
				{Path: ".Request.Header"},
			},
		}},
		{"do", "C.Do  do $1.Request", send.Row{
			Requests: []send.Request{{
				Method: arg(1, ".Request.Method"), URL: arg(1, ".Request.URL.$url"), Body: arg(1, ".Request.Body"),
				Do: true, Object: 1, Part: ".Request",
			}},
		}},
		{"a setter", "C.Path  store $0.$url $0.$url^$1; returns $0", send.Row{
			Stores:  []send.Store{{Dest: arg(0, ".$url"), Value: follow}},
			Returns: new(arg(0, "")),
		}},
		{"an object with a part", "C.R  result .client $0; new", send.Row{
			Results: []send.Result{{Path: ".client", Value: arg(0, "")}}, New: true,
		}},
		{"a copy, nothing", "C.New  result .$url -; copy $0", send.Row{
			Results: []send.Result{{Path: ".$url"}, {Value: arg(0, "")}},
		}},
		{"an index that an argument names", "V.Set  store $0[$1] $2", send.Row{
			Stores: []send.Store{{Dest: arg(0, "[$1]"), Value: arg(2, "")}},
		}},
		{"lines and guards", "V.Call  when $1 = 'fetch'; send $2[1][method]|GET $2[0]\n\tsend GET $3", send.Row{
			Requests: []send.Request{
				{Method: orGet, URL: arg(2, "[0]"), When: &send.Guard{Value: arg(1, ""), Text: "fetch"}},
				{Method: get, URL: arg(3, "")},
			},
		}},
		{"sums, string arguments, function values", "URI  value https://+%1+/+$2()", send.Row{
			Results: []send.Result{{Value: send.Source{Terms: []send.Term{
				{Literal: true, Text: "https://"}, {Arg: 1, Strings: true}, {Literal: true, Text: "/"}, {Arg: 2, Path: "()"},
			}}}},
		}},
		{"secrets", "With  secret $1", send.Row{Secrets: []send.Source{arg(1, "")}}},
		{"a secret field", "Config.Secret  secretfield", send.Row{Field: true}},
		{"a token for an audience", "Config.Token  value @machine/$0.Params[audience]", send.Row{
			Results: []send.Result{{Value: send.Source{Terms: []send.Term{{Class: send.Machine, Audience: &send.Term{Path: ".Params[audience]"}}}}}},
		}},
		{"what is shown", "C.JSON  response $1.$json $0; template $2; console $3", send.Row{Shows: []send.Show{
			{Where: send.Response, What: arg(1, ".$json"), Writer: arg(0, "")},
			{Where: send.Template, What: arg(2, "")}, {Where: send.Console, What: arg(3, "")},
		}}},
		{"the SDK", "M.Do  sdk; send %0 %1", send.Row{SDK: "lib.M.Do", Requests: []send.Request{{
			Method: send.Source{Terms: []send.Term{{Strings: true}}},
			URL:    send.Source{Terms: []send.Term{{Arg: 1, Strings: true}}},
		}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			table := send.NewTable()
			if err := table.Read("rows", "package example.com/lib example.com/lib/v2\n"+test.text); err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(test.text, " ")
			test.want.Func = "example.com/lib." + name
			if got := table.Row("example.com/lib." + name); !reflect.DeepEqual(*got, test.want) {
				t.Errorf("got\n%+v\nwant\n%+v", *got, test.want)
			}
			if table.Row("example.com/lib/v2."+name) == nil {
				t.Error("the second package has no row")
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"package", "rows:1: package needs an import path"},
		{"Get send GET $0", "rows:1: Get stands above the first package line"},
		{"package a\n  send GET $0", "rows:2: a line that goes on with a row needs one above it"},
		{"package a\nGet", "rows:2: empty clause"},
		{"package a\nGet send GET $0;; new", "rows:2: empty clause"},
		{"package a\n\nGet sends GET $0", `rows:3: unknown clause "sends"; did you mean send?`},
		{"package a\nGet posts GET $0", `rows:2: unknown clause "posts"`},
		{"package a\nGet send GET", "rows:2: send is written: send METHOD URL [BODY]"},
		{"package a\nGet send GET $0 $1 $2", "rows:2: send is written: send METHOD URL [BODY]"},
		{"package a\nGet send GET $x", `rows:2: "$x" is no argument: write $0, $1 and so on`},
		{"package a\nGet send GET $0+", "rows:2: a value is missing"},
		{"package a\nGet send GET ~$1", "rows:2: a value is missing"},
		{"package a\nGet send 'GET $0", "rows:2: 'GET has no closing quote; a text holds no blanks"},
		{"package a\nNew result $0", "rows:2: result is written: result .path VALUE"},
		{"package a\nNew returns x", "rows:2: returns is written: returns $0"},
		{"package a\nPrint console text", "rows:2: console is written: console VALUE"},
		{"package a\nNew new $0", "rows:2: new is written: new"},
		{"package a\nSet store .base $0", "rows:2: store is written: store $0.path VALUE"},
		{"package a\nDo when $1 fetch; send GET $0", "rows:2: when is written: when VALUE = 'text'"},
		{"package a b\nGet send GET $0\nPost send POST $0\nGet send GET $1", "rows:4: a.Get has a row already, in line 2"},
	} {
		err := send.NewTable().Read("rows", test.text)
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\ngot  %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestBuiltin(t *testing.T) {
	for _, name := range []string{"senders.txt", "tokens.txt", "settings.txt", "public.txt"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := send.NewTable().Read(name, string(text)); err != nil {
			t.Error(err)
		}
	}
	table, whole := send.Builtin(), send.NewTable()
	for _, name := range []string{"senders.txt", "tokens.txt"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := whole.Read(name, string(text)); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := table.Packages(), whole.Packages(); !slices.Equal(got, want) {
		t.Fatalf("packages %v, want %v", got, want)
	}
	for _, pkg := range whole.Packages() {
		if got, want := table.Funcs(pkg), whole.Funcs(pkg); !slices.Equal(got, want) {
			t.Errorf("%s: functions %v, want %v", pkg, got, want)
		}
		for _, name := range whole.Funcs(pkg) {
			name = pkg + "." + name
			if got, want := table.Row(name), whole.Row(name); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %+v, want %+v", name, got, want)
			}
			typ := name[:strings.LastIndexByte(name, '.')]
			for _, typ := range []string{typ, name} {
				if got, want := table.Paths(typ), whole.Paths(typ); !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(want))) {
					t.Errorf("%s keeps %v, want %v", typ, got, want)
				}
			}
		}
	}
}

// TestFind looks methods up as a program uses them.
func TestFind(t *testing.T) {
	const source = `package lib
type Client struct{}
func New() *Client { return nil }
func (c *Client) Get(url string) error { return nil }
func (c *Client) SetBase(url string) *Client { return c }
func (c *Client) SetRetries(n int) *Client { return c }
func (c *Client) Retries() int { return 0 }
func (c *Client) Split() (*Client, error) { return c, nil }
type Box[T any] struct{}
func (b Box[T]) Get(url string) T { var t T; return t }
type Doer interface { Do(url string) Doer }
func Get(url string) {}
`
	const rows = `
package example.com/lib
New             new
Get             send GET $0
Client.Get      send GET $0.$base~$1
Client.SetBase  store $0.$base $1; returns $0
Client.*        returns $0
Box.Get         send GET $1
Doer.*          returns $0
`
	table := send.NewTable()
	if err := table.Read("rows", rows); err != nil {
		t.Fatal(err)
	}
	pkg := check(t, source)
	for _, test := range []struct{ typ, name, want string }{
		{"", "New", "example.com/lib.New"},
		{"", "Get", "example.com/lib.Get"},
		{"Client", "Get", "example.com/lib.Client.Get"},
		{"Client", "SetBase", "example.com/lib.Client.SetBase"},
		{"Client", "SetRetries", "example.com/lib.Client.*"},
		{"Client", "Retries", ""},
		{"Client", "Split", ""},
		{"Box", "Get", "example.com/lib.Box.Get"},
		{"Doer", "Do", "example.com/lib.Doer.*"},
	} {
		got := ""
		if row := table.Find(function(pkg, test.typ, test.name)); row != nil {
			got = row.Func
		}
		if got != test.want {
			t.Errorf("%s.%s: got row %q, want %q", test.typ, test.name, got, test.want)
		}
	}
	if got, want := table.Paths("example.com/lib.Client"), []string{".$base"}; !reflect.DeepEqual(got, want) {
		t.Errorf("paths of Client: got %q, want %q", got, want)
	}
}

func check(t *testing.T, source string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "lib.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	cfg := types.Config{Importer: importer.Default()}
	pkg, err := cfg.Check("example.com/lib", fset, []*ast.File{f}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func function(pkg *types.Package, typ, name string) *types.Func {
	var obj types.Object
	if typ == "" {
		obj = pkg.Scope().Lookup(name)
	} else {
		obj, _, _ = types.LookupFieldOrMethod(pkg.Scope().Lookup(typ).Type(), true, pkg, name)
	}
	fn, _ := obj.(*types.Func)
	return fn
}
