package least

import (
	"testing"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/report"
	"github.com/scopevet/scopevet/policy"
)

// programOf is an input of one program with a call and what its packages ask
// for.
func programOf(requests ...analyzer.TokenRequest) *report.Input {
	return &report.Input{
		Results: []*analyzer.Result{
			{Package: "m/web", Main: true, Requests: requests},
			{Package: "m/other", Requests: []analyzer.TokenRequest{{Scopes: []string{"update:current_user_metadata"}, Complete: true}}},
		},
		Reaches: func(program, importPath string) bool { return program == importPath },
		File:    func(f analyzer.Frame) string { return f.File },
	}
}

func TestMissingScopes(t *testing.T) {
	table, err := policy.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	edition, err := table.Edition("")
	if err != nil {
		t.Fatal(err)
	}
	login := func(complete bool, scopes ...string) analyzer.TokenRequest {
		return analyzer.TokenRequest{Frame: analyzer.Frame{File: "login.go", Line: 7}, Scopes: scopes, Complete: complete}
	}
	call := func(method, path, kind string) report.Used {
		return report.Used{Call: &analyzer.Call{Method: method, Path: path, Kind: kind, Confidence: analyzer.Certain}, File: "page.go"}
	}
	own := call("GET", "/api/v2/users/{id}", "spa")
	for name, test := range map[string]struct {
		requests []analyzer.TokenRequest
		listed   []string // by the policy
		kind     string
		call     report.Used
		want     int
	}{
		"asked for":              {requests: []analyzer.TokenRequest{login(true, "openid", "read:current_user")}, kind: "spa", call: own},
		"not asked for":          {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "spa", call: own, want: 1},
		"by one of two requests": {requests: []analyzer.TokenRequest{login(true, "openid"), login(true, "read:current_user")}, kind: "spa", call: own},
		"no request is seen":     {kind: "spa", call: own},
		"not all of it is seen":  {requests: []analyzer.TokenRequest{login(false, "openid")}, kind: "spa", call: own},
		"the policy lists it":    {listed: []string{"read:current_user"}, kind: "spa", call: own},
		"the policy does not":    {listed: []string{"openid"}, kind: "spa", call: own, want: 1},
		"of another program":     {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "spa", call: call("PATCH", "/api/v2/users/{id}", "spa"), want: 1},
		"not on the allowlist":   {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "spa", call: call("GET", "/api/v2/users", "spa")},
		"with the user's token":  {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "unknown", call: own, want: 1},
		"with its own token":     {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "spa", call: call("GET", "/api/v2/users/{id}", "m2m")},
		"nobody says whose":      {requests: []analyzer.TokenRequest{login(true, "openid")}, kind: "unknown", call: call("GET", "/api/v2/users/{id}", "unknown")},
	} {
		t.Run(name, func(t *testing.T) {
			u := &report.Use{Package: "m/web", Kind: test.kind, Calls: []report.Used{test.call}}
			var got []report.Finding
			if asked, ok := AskedBy(programOf(test.requests...), u.Package, test.listed, "the policy"); ok {
				got = MissingScopes(edition, u, asked, analyzer.Warning)
			}
			if len(got) != test.want {
				t.Errorf("%d findings, want %d: %v", len(got), test.want, got)
			}
		})
	}
}
