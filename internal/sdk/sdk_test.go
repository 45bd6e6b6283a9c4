package sdk

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/send"
)

// stub type-checks source as the package of that import path; it can import
// the stubs that are given.
func stub(t *testing.T, path, src string, imports ...*types.Package) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "stub.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: stubs(imports)}
	pkg, err := conf.Check(path, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

type stubs []*types.Package

func (s stubs) Import(path string) (*types.Package, error) {
	for _, p := range s {
		if p.Path() == path {
			return p, nil
		}
	}
	return importer.Default().Import(path)
}

// method returns Type.Method of a package.
func method(t *testing.T, pkg *types.Package, name string) *types.Func {
	t.Helper()
	typ, name, _ := strings.Cut(name, ".")
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(pkg.Scope().Lookup(typ).Type()), true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		t.Fatalf("%s has no method %s.%s", pkg.Path(), typ, name)
	}
	return fn
}

const managers = `package management

type RequestOption interface{ apply() }

type UserManager struct{}

func (*UserManager) List(opts ...RequestOption)                 {}
func (*UserManager) Link(id string, opts ...RequestOption)      {}
func (*UserManager) Frobnicate(id string, opts ...RequestOption) {}
func (*UserManager) String() string                             { return "" }
func (*UserManager) Log(parts ...string)                        {}
func (*UserManager) later(opts ...RequestOption)                {}

type GrantManager struct{}

func (GrantManager) Read(opts ...RequestOption) {}

type FrobManager struct{}

func (*FrobManager) List(opts ...RequestOption) {}

type Frob struct{}

func (*Frob) Apply(opts ...RequestOption) {}

type Management struct{}

func (*Management) Request(method, uri string, opts ...RequestOption) {}
`

const clients = `package client

import "example.com/auth0/management"

type (
	RequestOption = management.RequestOption
	Client        struct{ WithRawResponse *RawClient }
	RawClient     struct{}
)

func (*Client) Get(id string, opts ...RequestOption)     {}
func (*Client) Search(q string, opts ...RequestOption)   {}
func (*RawClient) Search(q string, opts ...RequestOption) {}
`

func TestRows(t *testing.T) {
	ts := &Tables{tables: []*Table{parse(t)}}
	builtin := send.Builtin()
	rows := ts.Rows(builtin)
	v1 := stub(t, "example.com/auth0/management", managers)
	v2 := stub(t, "example.com/auth0/management/users/client", clients, v1)
	other := stub(t, "example.com/other/management", managers)
	for _, tt := range []struct {
		pkg    *types.Package
		method string
		want   []string
	}{
		{v1, "UserManager.List", []string{"GET /api/v2/users"}},
		{v1, "UserManager.Link", []string{"POST /api/v2/users/{}/identities"}},
		{v1, "GrantManager.Read", []string{"GET /api/v2/grants", "GET /api/v2/grants/{}"}},
		{v1, "UserManager.String", nil},
		{v1, "Management.Request", nil},
		{v2, "Client.Get", []string{"GET /api/v2/users/{}"}},
		{other, "UserManager.List", nil},
	} {
		var got []string
		if row := rows.Find(method(t, tt.pkg, tt.method)); row != nil {
			for _, r := range row.Requests {
				got = append(got, r.Method.Terms[0].Text+" "+r.URL.Terms[0].Text)
			}
			if row.SDK != tt.method && row.SDK != "users."+tt.method {
				t.Errorf("the row of %s says that it is %s", tt.method, row.SDK)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s %s sends %q, want %q", tt.pkg.Path(), tt.method, got, tt.want)
		}
	}
	for path, want := range map[string]bool{
		"example.com/auth0":                true,
		"example.com/auth0/authentication": true,
		"example.com/auth0fork/management": false,
		"example.com/other/management":     false,
	} {
		if rows.Owns(path) != want {
			t.Errorf("Owns(%s) is %v", path, !want)
		}
	}
	if builtin.Owns("example.com/auth0") {
		t.Error("Rows changed the table that it was given")
	}
}

func TestForks(t *testing.T) {
	loaded, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := loaded.WithForks([]Fork{{"example.com/fork", "github.com/auth0/go-auth0/v9"}}); err == nil || !strings.Contains(err.Error(), "github.com/auth0/go-auth0/v9, which is no SDK that is known") {
		t.Errorf("a fork of nothing: error %v", err)
	}
	forked, err := loaded.WithForks([]Fork{{"example.com/fork", "github.com/auth0/go-auth0"}})
	if err != nil {
		t.Fatal(err)
	}
	builtin := send.Builtin()
	pkg := stub(t, "example.com/fork/management", managers)
	list := method(t, pkg, "UserManager.List")
	if row := loaded.Rows(builtin).Find(list); row != nil {
		t.Error("a fork is known that nobody named")
	}
	rows := forked.Rows(builtin)
	if row := rows.Find(list); row == nil || row.Requests[0].URL.Terms[0].Text != "/api/v2/users" {
		t.Errorf("the fork's method has row %v", row)
	}
	if row := rows.Find(method(t, pkg, "Management.Request")); row == nil || row.SDK == "" {
		t.Error("the fork's low-level method has no row")
	}
	if !rows.Owns("example.com/fork/authentication") || rows.Owns("example.com/forklift") {
		t.Error("the fork does not own what lies below its path, and nothing else")
	}
	if !rows.SecretField("golang.org/x/oauth2.Config.ClientSecret") {
		t.Error("other rows are lost")
	}
	if why := forked.Newer(method(t, pkg, "UserManager.Frobnicate")); why == "" {
		t.Error("a new method of the fork is not noticed")
	}
	if got := typeNames(forked.Types(stub(t, "example.com/app", `package app; import _ "example.com/fork/management"`, pkg))); !slices.Contains(got, "*example.com/fork/management.UserManager") {
		t.Errorf("the fork's client types are %v", got)
	}
}

func TestNewer(t *testing.T) {
	ts := &Tables{tables: []*Table{parse(t)}}
	v1 := stub(t, "example.com/auth0/management", managers)
	v2 := stub(t, "example.com/auth0/management/users/client", clients, v1)
	unknown := stub(t, "example.com/auth0/management/frobs", clients, v1)
	for _, tt := range []struct {
		pkg    *types.Package
		method string
		want   string
	}{
		{v1, "UserManager.List", ""},
		{v1, "UserManager.Frobnicate", "UserManager.Frobnicate"},
		{v1, "UserManager.String", ""}, // no options: no call
		{v1, "UserManager.Log", ""},    // options of another kind
		{v1, "UserManager.later", ""},
		{v1, "FrobManager.List", "FrobManager.List"},
		{v1, "Frob.Apply", ""}, // no client
		{v1, "Management.Request", ""},
		{v2, "Client.Get", ""},
		{v2, "Client.Search", "users.Client.Search"},
		{v2, "RawClient.Search", "users.RawClient.Search"},
		{unknown, "Client.Get", "frobs.Client.Get"},
		{stub(t, "example.com/auth0/authentication", managers), "FrobManager.List", ""},
		{stub(t, "example.com/other/management", managers), "UserManager.Frobnicate", ""},
	} {
		want := tt.want
		if want != "" {
			want += " is not in the table of example.com/auth0, which knows releases up to v1.3.0"
		}
		if got := ts.Newer(method(t, tt.pkg, tt.method)); got != want {
			t.Errorf("%s %s: %q, want %q", tt.pkg.Path(), tt.method, got, want)
		}
	}
}

// Of nested module paths the longest owns a package.
func TestNewerNamesTheGeneration(t *testing.T) {
	ts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"github.com/auth0/go-auth0/management":          "table of github.com/auth0/go-auth0,",
		"github.com/auth0/go-auth0/v2/management/frobs": "table of github.com/auth0/go-auth0/v2,",
		"github.com/auth0/go-auth0/v3/management/users": "table of github.com/auth0/go-auth0/v3,",
		"gopkg.in/auth0.v5/management":                  "table of gopkg.in/auth0.v5,",
	} {
		if got := ts.Newer(method(t, stub(t, path, managers), "FrobManager.List")); !strings.Contains(got, want) {
			t.Errorf("%s: %q", path, got)
		}
	}
}

func TestTypes(t *testing.T) {
	ts := &Tables{tables: []*Table{parse(t)}}
	v1 := stub(t, "example.com/auth0/management", managers)
	v2 := stub(t, "example.com/auth0/management/users/client", clients, v1)
	between := stub(t, "example.com/between", `package between; import _ "example.com/auth0/management/users/client"`, v2)
	app := stub(t, "example.com/app", `package app; import _ "example.com/between"`, between)
	want := []string{
		"*example.com/auth0/management/users/client.Client",
		"*example.com/auth0/management/users/client.RawClient",
		"*example.com/auth0/management.GrantManager",
		"*example.com/auth0/management.Management",
		"*example.com/auth0/management.UserManager",
	}
	if got := typeNames(ts.Types(app)); !slices.Equal(got, want) {
		t.Errorf("client types are %v, want %v", got, want)
	}
	if got := ts.Types(stub(t, "example.com/alone", "package alone")); got != nil {
		t.Errorf("a package without the SDK has client types %v", got)
	}
}

func typeNames(all []types.Type) []string {
	var out []string
	for _, t := range all {
		out = append(out, t.String())
	}
	return out
}

func TestExplain(t *testing.T) {
	ts, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	const v1, v2, v3 = "github.com/auth0/go-auth0", "github.com/auth0/go-auth0/v2", "github.com/auth0/go-auth0/v3"
	userList := []string{
		v1 + " management.UserManager.List",
		"gopkg.in/auth0.v1 management.UserManager.List",
		"gopkg.in/auth0.v4 management.UserManager.List",
		"gopkg.in/auth0.v5 management.UserManager.List",
	}
	for _, tt := range []struct {
		name string
		want []string
	}{
		{"User.List", userList},
		{"UserManager.List", userList},
		{"(*management.UserManager).List", userList},
		{"api.User.List", userList},
		{"Users.Get", []string{v2 + " users.Client.Get", v3 + " users.Client.Get"}},
		{"client.Users.Identities.Link", []string{v2 + " identities.Client.Link", v3 + " identities.Client.Link"}},
		{"identities.Client.Link", []string{v2 + " identities.Client.Link", v3 + " identities.Client.Link"}},
		{"client.Users.WithRawResponse.Get", []string{v2 + " users.RawClient.Get", v3 + " users.RawClient.Get"}},
		{"FlowVaultConnection.GetConnectionList", []string{v1 + " management.flowVaultConnectionManager.GetConnectionList"}},
		{"User.Frobnicate", nil},
		{"Users", nil},
		{"Users..Get", nil},
		{"", nil},
	} {
		var got []string
		for _, e := range ts.Explain(tt.name) {
			got = append(got, e.SDK+" "+e.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s is %q, want %q", tt.name, got, tt.want)
		}
	}
	got := ts.Explain("ClientGrant.Read")
	if len(got) == 0 || len(got[0].Variants) != 2 || !reflect.DeepEqual(got[0].Variants[0].Requests, []Request{{"GET", "/api/v2/client-grants"}}) {
		t.Errorf("releases disagree about ClientGrant.Read; it is explained as %v", got)
	}
}
