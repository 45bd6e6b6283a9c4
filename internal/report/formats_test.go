package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/analyzer"
)

// hostile names try to leave their place in each of the formats.
const (
	hostileFile    = "a b/c:d,e%0A#?`[x](https://example.com)\n::error::<img src=x>|é.go"
	hostileMessage = "GET /x]( needs `@everyone` ``` ##[error] 100%\n::warning file=y::[click](https://example.com) </code><script>"
)

// check returns a report with findings in hostile places.
func check() *Check {
	return &Check{
		Findings: []Finding{
			{
				Rule: "spa-endpoint", Severity: "error", Confidence: "certain", Message: hostileMessage,
				File: hostileFile, Line: 2, Column: 8, Function: "(*Client).Do", Package: "example.com/m",
				Method: "GET", Path: "/api/v2/users", Scopes: []string{"read:users"},
				Chain: []Frame{
					{File: "lib/lib.go", Line: 3, Function: "do`]("},
					{File: "github.com/Azure/x@v1.0.0-RC1/A b.go", Line: 4, foreign: true},
					{File: "std/net/http/client.go", Line: 5, Function: "Get", foreign: true},
				},
				Fixes: []Fix{{Message: "read your own user", Edits: []Edit{{hostileFile, 2, 8, 2, 9, "text"}}}},
			},
			{Rule: "scope-excess", Severity: "note", Confidence: "certain", Message: "m", File: ".scopevet.yaml", Scopes: []string{"read:users"}},
			{Rule: "scope-excess", Severity: "warning", Confidence: "certain", Message: "m", File: "/etc/grants.tf", Line: 1, Column: 1},
		},
		Receipt: Receipt{
			Packages: 1, Files: 1, Platforms: []string{"linux/amd64"}, Table: Table{Date: "2001-02", Edition: "current"},
			Problems: []Problem{{"example.com/`m`", "a.go:1:2: ##[add-mask]x\n::error::%"}},
			Excluded: []Excluded{{"windows", 2}},
			Faults:   []string{"rule r failed"},
			Unread:   []string{"a gap"},
		},
	}
}

func readFile(name string) ([]byte, error) {
	if name != hostileFile {
		return nil, errors.New("no such file")
	}
	return []byte("package m\n\tf(\"€𝄞\")\n"), nil
}

func sarifOf(t *testing.T, c *Check, version string) sarifRun {
	t.Helper()
	var out bytes.Buffer
	if err := c.SARIF(&out, Tool{version, readFile}); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		t.Fatalf("version %s, %d runs", log.Version, len(log.Runs))
	}
	return log.Runs[0]
}

func TestSARIF(t *testing.T) {
	run := sarifOf(t, check(), "v1.2.3")
	if d := run.Tool.Driver; d.Version != "1.2.3" || len(d.Rules) != len(analyzer.Rules()) {
		t.Errorf("version %s, %d rules", d.Version, len(d.Rules))
	}
	result := run.Results[0]
	if rule := run.Tool.Driver.Rules[result.RuleIndex]; rule.ID != "spa-endpoint" || result.RuleID != rule.ID || result.Level != "error" {
		t.Errorf("the result points to rule %s at level %s", rule.ID, result.Level)
	}
	const uri = "a%20b/c%3Ad%2Ce%250A%23%3F%60%5Bx%5D%28https%3A//example.com%29%0A%3A%3Aerror%3A%3A%3Cimg%20src=x%3E%7C%C3%A9.go"
	place := result.Locations[0].Physical
	if place.Artifact.URI != uri || place.Artifact.URIBaseID != "%SRCROOT%" {
		t.Errorf("address %q", place.Artifact.URI)
	}
	// The euro sign has three bytes, and one unit of UTF-16.
	if *place.Region != (sarifRegion{StartLine: 2, StartColumn: 6}) {
		t.Errorf("region %+v", place.Region)
	}
	const message = "GET /x\\]( needs `@everyone` ``` ##[error] 100%\\n::warning file=y::[click\\](https://example.com) </code><script>."
	if result.Message.Text != message {
		t.Errorf("message %q", result.Message.Text)
	}
	var steps []string
	for _, step := range result.CodeFlows[0].ThreadFlows[0].Locations {
		a := step.Location.Physical.Artifact
		steps = append(steps, a.URIBaseID+" "+a.URI)
	}
	want := []string{
		"%SRCROOT% " + uri, "%SRCROOT% lib/lib.go",
		"GOMODCACHE github.com/%21azure/x@v1.0.0-%21r%21c1/A%20b.go", "GOROOT src/net/http/client.go",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("code flow %q", steps)
	}
	if fix := result.Fixes[0].Changes[0]; fix.Artifact.URI != uri || fix.Replacements[0].Inserted.Text != "text" {
		t.Errorf("fix %+v", fix)
	}
	if run.Results[1].Locations[0].Physical.Region != nil {
		t.Error("a finding without a line has a region")
	}
	if uri := run.Results[2].Locations[0].Physical.Artifact.URI; uri != "file:///etc/grants.tf" {
		t.Errorf("an absolute path becomes %s", uri)
	}
	inv := run.Invocations[0]
	var kinds []string
	for _, n := range inv.Notifications {
		kinds = append(kinds, n.Descriptor.ID+" "+n.Level)
	}
	if inv.Successful || !slices.Equal(kinds, []string{"package-problem warning", "files-excluded note", "grants-unread warning", "tool-fault error"}) {
		t.Errorf("invocation %+v", inv)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	run := sarifOf(t, NewCheck(newInput()), "(devel)")
	if run.Results == nil || !run.Invocations[0].Successful || run.Tool.Driver.SemanticVersion != "0.0.0-devel" {
		t.Errorf("%+v", run)
	}
}

// Every rule's page gives a short and a full description without markup.
func TestRuleDescriptions(t *testing.T) {
	for _, rule := range sarifOf(t, check(), "v1.0.0").Tool.Driver.Rules {
		for _, text := range []string{rule.Short.Text, rule.Full.Text} {
			if text == "" || strings.ContainsAny(text, "\n`#") || strings.Contains(text, "](") || !strings.HasSuffix(text, ".") {
				t.Errorf("%s: description %q", rule.ID, text)
			}
		}
		if !strings.HasPrefix(rule.Help.Markdown, "# "+rule.ID+"\n") || !strings.HasSuffix(rule.HelpURI, rule.ID+".md") {
			t.Errorf("%s: help %q, address %s", rule.ID, rule.Help.Markdown, rule.HelpURI)
		}
	}
}

// A fingerprint follows the meaning, wherever the lines move to, and tells
// findings of one function apart.
func TestFingerprints(t *testing.T) {
	finding := func(line int, function, path string) Finding {
		return Finding{Rule: "r", Package: "p", File: "f.go", Line: line, Function: function, Method: "GET", Path: path, Message: "m"}
	}
	before := []Finding{finding(1, "f", "/a"), finding(2, "f", "/a"), finding(3, "g", "/a"), finding(4, "f", "/b")}
	after := []Finding{finding(10, "f", "/a"), finding(11, "f", "/new"), finding(20, "f", "/a"), finding(31, "g", "/a"), finding(40, "f", "/b")}
	for i := range after {
		after[i].File, after[i].Message = "moved.go", "put in other words"
	}
	old, moved := fingerprints(before), fingerprints(after)
	if got := slices.Delete(slices.Clone(moved), 1, 2); !slices.Equal(old, got) {
		t.Errorf("fingerprints %q became %q", old, got)
	}
	slices.Sort(moved)
	if len(slices.Compact(moved)) != len(after) {
		t.Errorf("fingerprints are not unique: %q", moved)
	}
}

func TestGitHub(t *testing.T) {
	c := check()
	var out bytes.Buffer
	if err := c.GitHub(&out); err != nil {
		t.Fatal(err)
	}
	const want = "::error file=a b/c%3Ad%2Ce%250A#?`[x](https%3A//example.com)\\n%3A%3Aerror%3A%3A<img src=x>|é.go,line=2,col=8,title=scopevet%3A spa-endpoint::" +
		"GET /x]( needs `@everyone` ``` ##[error] 100%25\\n::warning file=y::[click](https://example.com) </code><script> [spa-endpoint]\n" +
		"::notice file=.scopevet.yaml,title=scopevet%3A scope-excess::m [scope-excess]\n" +
		"::warning file=/etc/grants.tf,line=1,col=1,title=scopevet%3A scope-excess::m [scope-excess]\n" +
		"::warning title=scopevet::example.com/`m` is not in order, and analysed as far as possible: a.go:1:2: ##[add-mask]x\\n::error::%25\n" +
		"::error title=scopevet::own fault, please report it: rule r failed\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	out.Reset()
	if err := c.Receipt.GitHub(&out, true); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, "scopevet: ") || strings.Contains(line, "##[") {
			t.Errorf("the receipt could command the runner: %s", line)
		}
	}
}

func TestGitLab(t *testing.T) {
	var out bytes.Buffer
	if err := check().GitLab(&out); err != nil {
		t.Fatal(err)
	}
	var issues []struct {
		Description, Fingerprint, Severity string
		Check                              string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &issues); err != nil {
		t.Fatal(err)
	}
	first, second := issues[0], issues[1]
	if len(issues) != 3 || first.Check != "scopevet/spa-endpoint" || first.Severity != "critical" || first.Location.Path != hostileFile ||
		first.Location.Lines.Begin != 2 || strings.Contains(first.Description, "\n") || first.Fingerprint == second.Fingerprint {
		t.Errorf("issue %+v", first)
	}
	if second.Severity != "info" || second.Location.Lines.Begin != 1 {
		t.Errorf("an issue without a line: %+v", second)
	}
}

func TestMarkdown(t *testing.T) {
	var out bytes.Buffer
	if err := check().Markdown(&out); err != nil {
		t.Fatal(err)
	}
	page := analyzer.Rules()[slices.Index(analyzer.RuleNames(), "spa-endpoint")].URL
	for _, want := range []string{
		"## scopevet: 1 error, 1 warning, 1 note\n\n- **error** [`spa-endpoint`](" + page + ") `` a b/c:d,e%0A#?`[x](https://example.com)\\n::error::<img src=x>|é.go:2 ``  \n",
		"\n  ```` GET /x]( needs `@everyone` ``` ##[error] 100%\\n::warning file=y::[click](https://example.com) </code><script> ````\n",
		"\n  - `lib/lib.go:3` in `` do`]( ``\n  - `github.com/Azure/x@v1.0.0-RC1/A b.go:4`\n",
		"`scopevet: 1 package, 1 file (linux/amd64)",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	out.Reset()
	if err := NewCheck(newInput()).Markdown(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "## scopevet: nothing to report\n\n`scopevet: 2 packages") {
		t.Errorf("got\n%s", out.String())
	}
}

func TestCodeSpan(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"a", "`a`"},
		{"a`b", "`` a`b ``"},
		{"``", "``` `` ```"},
		{" a ", "`  a  `"},
		{"\n", "`\\n`"},
		{"", "(empty)"},
	} {
		if got := codeSpan(test.in); got != test.want {
			t.Errorf("codeSpan(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
