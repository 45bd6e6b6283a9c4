package report

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
)

func frame(pkg, file string, line int, function string) analyzer.Frame {
	return analyzer.Frame{Package: pkg, File: file, Line: line, Column: 3, Function: function}
}

// newInput makes an input in which every package was asked for, packages are
// folders, programs are made of all packages, and the first sufficient set
// of each call is chosen.
func newInput(results ...*analyzer.Result) *Input {
	return &Input{
		Results: results,
		Matched: func(pkg string) bool { return !strings.HasPrefix(pkg, "other") },
		File:    func(f analyzer.Frame) string { return path.Join(f.Package, f.File) },
		Package: func(pkg string) string { return pkg },
		Reaches: func(program, pkg string) bool { return pkg != program },
		Kind:    func(string) string { return "m2m" },
		Choose: func(_ string, calls []*analyzer.Call) Choice {
			var c Choice
			for _, call := range calls {
				var set []string
				if len(call.AnyOf) > 0 {
					set = call.AnyOf[0]
				}
				c.Chosen = append(c.Chosen, set)
				c.Scopes = append(c.Scopes, set...)
			}
			slices.Sort(c.Scopes)
			c.Scopes = slices.Compact(c.Scopes)
			return c
		},
		Receipt: Receipt{Packages: 2, Files: 1, Platforms: []string{"linux/amd64"}, Table: Table{Date: "2001-02-03", Edition: "current"}},
	}
}

func sample() *Input {
	main := &analyzer.Result{
		Package: "cmd/sync", Main: true, Built: true, Contexts: []string{"user-sync"},
		Nodes: []analyzer.Node{
			{Func: "cmd/sync.main", Edges: []string{"dir.All", "dir.Store.Tag", "dir.Tagger.Tag"}},
		},
		Unresolved: []analyzer.Unresolved{{Frame: frame("cmd/sync", "raw.go", 12, "main"), Reason: "path comes from os.Args"}},
	}
	dir := &analyzer.Result{
		Package: "dir", Built: true, Suppressed: 1,
		Calls: []analyzer.Call{
			{Frame: frame("dir", "page.go", 41, "page"), Method: "GET", Path: "/api/v2/users", AnyOf: [][]string{{"read:users"}}, Context: "user-sync", Kind: "m2m", Confidence: analyzer.Certain},
			{Frame: frame("dir", "page.go", 41, "page"), Method: "GET", Path: "/api/v2/users", AnyOf: [][]string{{"read:users"}}, Context: "web", Kind: "spa", Confidence: analyzer.Certain},
			{Frame: frame("dir", "tag.go", 30, "Tag"), Method: "PATCH", Path: "/api/v2/users/{id}", AnyOf: [][]string{{"update:users_app_metadata"}}, Context: "user-sync", Kind: "m2m", Note: "body holds only app_metadata"},
			{Frame: frame("dir", "old.go", 5, "Old"), Method: "GET", Path: "/api/v2/status", Context: "user-sync", Kind: "m2m"},
			{Frame: frame("dir", "old_test.go", 5, "Old"), Method: "GET", Path: "/api/v2/tests", Context: "user-sync", Kind: "m2m", Test: true},
		},
		Nodes: []analyzer.Node{
			{Func: "dir.Tagger.Tag", Calls: []int{2}},
			{Func: "dir.All", Edges: []string{"dir.page", "dir.All"}},
			{Func: "dir.Old", Calls: []int{3}},
			{Func: "dir.page", Calls: []int{0, 1, 4}, Edges: []string{"dir.All"}},
		},
	}
	third := &analyzer.Result{
		Package: "other/sdk",
		Calls:   []analyzer.Call{{Frame: frame("other/sdk", "sdk.go", 1, "Unused"), Method: "GET", Path: "/api/v2/unused"}},
	}
	return newInput(main, dir, third)
}

func TestScopesText(t *testing.T) {
	var out bytes.Buffer
	if err := NewScopes(sample()).Text(&out); err != nil {
		t.Fatal(err)
	}
	const want = `cmd/sync  (m2m "user-sync")  2 scopes for 2 calls, 1 unresolved
  read:users                 GET   /api/v2/users       dir/page.go:41      main > dir.All > dir.page
  update:users_app_metadata  PATCH /api/v2/users/{id}  dir/tag.go:30       main > dir.Tagger.Tag; body holds only app_metadata
  ?                          path comes from os.Args   cmd/sync/raw.go:12  main

dir  (reached from no program here)  0 scopes for 2 calls
  -  GET /api/v2/status  dir/old.go:5       Old
     GET /api/v2/tests   dir/old_test.go:5  Old
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// A call that no scope of the program opens names what it would take.
func TestCallThatNothingOpens(t *testing.T) {
	in := sample()
	in.Choose = func(_ string, calls []*analyzer.Call) Choice { return Choice{Chosen: make([][]string, len(calls))} }
	var out bytes.Buffer
	if err := NewScopes(in).Text(&out); err != nil {
		t.Fatal(err)
	}
	if want := "  !  GET   /api/v2/users       dir/page.go:41      main > dir.All > dir.page; needs read:users\n"; !strings.Contains(out.String(), want) {
		t.Errorf("got\n%s", out.String())
	}
}

func TestScopesReport(t *testing.T) {
	s := NewScopes(sample())
	if len(s.Calls) != 4 || !slices.Equal(s.Calls[3].Contexts, []string{"user-sync"}) {
		t.Errorf("calls %+v", s.Calls)
	}
	for _, c := range s.Calls {
		if c.Line == 41 && !slices.Equal(c.Contexts, []string{"user-sync", "web"}) {
			t.Errorf("contexts of a shared call: %v", c.Contexts)
		}
	}
	if len(s.Programs) != 1 || s.Programs[0].Context != "user-sync" || !slices.Equal(s.Programs[0].Scopes, []string{"read:users", "update:users_app_metadata"}) {
		t.Errorf("programs %+v", s.Programs)
	}
	if s.Receipt.Calls != 4 || s.Receipt.Unresolved != 1 || s.Receipt.Suppressed != 1 {
		t.Errorf("receipt %+v", s.Receipt)
	}
}

// Without a call graph of the program itself, too much is better than too
// little.
func TestProgramWithoutCallGraph(t *testing.T) {
	in := sample()
	in.Results[0].Nodes = nil
	var out bytes.Buffer
	if err := NewScopes(in).Text(&out); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(out.String(), "\n"); first != `cmd/sync  (m2m "user-sync")  (by its imports)  2 scopes for 3 calls, 1 unresolved` {
		t.Errorf("got\n%s", out.String())
	}
}

func TestCheckText(t *testing.T) {
	finding := func(pkg, file string, line int, rule string, s analyzer.Severity, message string) analyzer.Finding {
		return analyzer.Finding{Frame: frame(pkg, file, line, "f"), Rule: rule, Severity: s, Message: message}
	}
	in := newInput(
		&analyzer.Result{Package: "b", Findings: []analyzer.Finding{
			finding("b", "b.go", 9, "spa-risky", analyzer.Note, "careful"),
			finding("b", "b.go", 2, "spa-endpoint", analyzer.Warning, "second"),
			finding("b", "a.go", 9, "spa-endpoint", analyzer.Off, "never said"),
		}},
		&analyzer.Result{Package: "a", Contexts: []string{"web"}, Findings: []analyzer.Finding{
			finding("a", "a\nb\u202e\x1b[31m\xff.go", 1, "endpoint-unknown", analyzer.Warning, "first\nline"),
		}},
		&analyzer.Result{Package: "other/sdk", Findings: []analyzer.Finding{
			finding("other/sdk", "a.go", 1, "spa-endpoint", analyzer.Error, "not the user's"),
		}},
	)
	c := NewCheck(in)
	var out bytes.Buffer
	if err := c.Text(&out); err != nil {
		t.Fatal(err)
	}
	const want = `a/a\nb\u202e\x1b[31m\xff.go:1:3: first\nline [endpoint-unknown]
b/b.go:2:3: second [spa-endpoint]
b/b.go:9:3: note: careful [spa-risky]
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	if c.Worst() != analyzer.Warning {
		t.Errorf("worst is %v", c.Worst())
	}
}

func TestReceiptText(t *testing.T) {
	for _, test := range []struct {
		name    string
		receipt Receipt
		verbose bool
		want    string
	}{
		{"nothing found", Receipt{
			Packages: 1, Files: 3, Platforms: []string{"linux/amd64"}, Table: Table{Date: "2001-02", Edition: "current"},
		}, false, "scopevet: 1 package, 3 files (linux/amd64): 0 calls of the Management API; table of 2001-02, edition current\n"},
		{"everything", Receipt{
			Packages: 2, Files: 1, Calls: 1, Unresolved: 2, Suppressed: 3, Contexts: []string{"unknown", "web"},
			Platforms: []string{"linux/amd64", "js/wasm"}, Rules: []string{"a", "b"}, Policies: []string{".scopevet.yaml"},
			Table:    Table{Date: "2001-02", Hash: "abc", Edition: "current"},
			Problems: []Problem{{"p", "a.go:1:2: bad\nline"}, {"q", "worse"}},
			Excluded: []Excluded{{"ignore", 1}, {"windows", 2}},
			Faults:   []string{"lost"},
			built:    1,
		}, true, `scopevet: 2 packages, 1 file (linux/amd64, js/wasm): 1 call, 2 unresolved; contexts unknown, web; 2 rules, 3 suppressed; table of 2001-02, edition current
scopevet: not in order, and analysed as far as possible: p (a.go:1:2: bad\nline); q (worse)
scopevet: speaking of Auth0 but left out by build constraints: 1 file (ignore), 2 files (windows); see -goos, -goarch, -tags
scopevet: own fault, please report it: lost
scopevet: SSA built for 1 package; table abc
scopevet: rules a, b
scopevet: policy .scopevet.yaml
`},
	} {
		var out bytes.Buffer
		if err := test.receipt.Text(&out, test.verbose); err != nil {
			t.Fatal(err)
		}
		if out.String() != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, out.String(), test.want)
		}
	}
}

// Every list of an empty report is a list.
func TestEmptyJSON(t *testing.T) {
	for _, report := range []any{NewCheck(newInput()), NewScopes(newInput())} {
		var out bytes.Buffer
		if err := JSON(&out, report); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "null") {
			t.Errorf("%s", out.String())
		}
	}
}
