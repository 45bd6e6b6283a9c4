package analyzer_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/scopevet/scopevet/internal/drivertest"
)

// fakeToken makes a token that nobody ever signed, in its three parts.
func fakeToken(t *testing.T, audience any, scope string) [3]string {
	t.Helper()
	part := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	return [3]string{
		part(map[string]string{"alg": "RS256", "typ": "JWT"}),
		part(map[string]any{"aud": audience, "scope": scope, "exp": 1893456000}),
		base64.RawURLEncoding.EncodeToString([]byte("never signed, and of no use")),
	}
}

// TestTokenLiterals looks for tokens that are written in many ways. No message
// tells any part of one.
func TestTokenLiterals(t *testing.T) {
	management := fakeToken(t, []string{"https://club.eu.auth0.com/api/v2/", "https://club.eu.auth0.com/userinfo"}, "read:users delete:users")
	identity := fakeToken(t, "clubhouse", "openid")
	whole := strings.Join(management[:], ".")
	padded := management[1] + strings.Repeat("=", (4-len(management[1])%4)%4)
	const told = "(for club.eu.auth0.com with the scopes read:users, delete:users, valid until 2030-01-01)"
	for name, test := range map[string]struct {
		code string
		want int
	}{
		"constant":          {fmt.Sprintf("const token = %q", whole), 1},
		"variable":          {fmt.Sprintf("var token = %q", whole), 1},
		"used twice":        {fmt.Sprintf("const token = %q\n\nfunc f() (string, string) { return token, \"Bearer \" + token }", whole), 1},
		"split constant":    {fmt.Sprintf("const token = %q +\n\t%q +\n\t%q", management[0]+".", management[1]+".", management[2]), 1},
		"named parts":       {fmt.Sprintf("const (\n\thead = %q\n\tbody = %q\n\tsign = %q\n\ttoken = head + \".\" + body + \".\" + sign\n)", management[0], management[1], management[2]), 1},
		"joined":            {fmt.Sprintf("import \"strings\"\n\nfunc f() string { return strings.Join([]string{%q, %q, %q}, \".\") }", management[0], management[1], management[2]), 1},
		"built up":          {fmt.Sprintf("var head = %q\n\nfunc f(tail string) string {\n\ts := head + %q\n\ts += %q\n\treturn \"x=\" + s\n}", management[0]+".", management[1]+".", management[2]), 1},
		"padded":            {fmt.Sprintf("const token = %q", management[0]+"."+padded+"."+management[2]+"=="), 1},
		"in a header":       {fmt.Sprintf("var header = map[string]string{\"Authorization\": %q}", "Bearer "+whole), 1},
		"in JSON":           {fmt.Sprintf("const answer = `{\"access_token\": %q}`", whole), 1},
		"identity token":    {fmt.Sprintf("const token = %q", strings.Join(identity[:], ".")), 0},
		"a part of a token": {fmt.Sprintf("const head = %q", management[0]), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for folder, rule := range map[string]string{"server": "management-token-literal", "page": "management-token-public"} {
				constraint := ""
				if folder == "page" {
					constraint = "//go:build js\n\n"
				}
				dir := drivertest.Unpack(t, "-- go.mod --\nmodule example.com/m\n\ngo 1.26\n-- "+folder+"/a.go --\n"+constraint+"package a\n\n"+test.code+"\n")
				reports := analyse(t, dir)
				if len(reports) != test.want {
					t.Errorf("%s: %d reports, want %d: %v", folder, len(reports), test.want, reports)
				}
				for _, r := range reports {
					if !strings.Contains(r.Text, told) || !strings.HasSuffix(r.Text, "["+rule+"]") {
						t.Errorf("%s: %s", folder, r.Text)
					}
					for _, part := range management {
						if strings.Contains(r.Text, part[:8]) {
							t.Errorf("%s tells a part of the token: %s", folder, r.Text)
						}
					}
				}
			}
		})
	}
}

// TestTokenOfCustomDomain looks for tokens of tenants that have a domain of
// their own: the issuer says whose they are.
func TestTokenOfCustomDomain(t *testing.T) {
	t.Parallel()
	for issuer, want := range map[string]int{"https://club.eu.auth0.com/": 1, "https://login.example.com/": 1, "https://elsewhere.example.com/": 0} {
		body, err := json.Marshal(map[string]any{"iss": issuer, "aud": "https://login.example.com/api/v2/", "scope": "read:users", "exp": 1893456000})
		if err != nil {
			t.Fatal(err)
		}
		parts := fakeToken(t, "", "")
		parts[1] = base64.RawURLEncoding.EncodeToString(body)
		dir := drivertest.Unpack(t, fmt.Sprintf("-- go.mod --\nmodule example.com/m\n\ngo 1.26\n-- a.go --\npackage a\n\nvar auth0Token = %q\n", strings.Join(parts[:], ".")))
		reports := analyse(t, dir)
		if len(reports) != want {
			t.Errorf("issued by %s: %d reports, want %d: %v", issuer, len(reports), want, reports)
		}
		for _, r := range reports {
			if strings.Contains(r.Text, parts[1][:8]) {
				t.Errorf("issued by %s: the message tells a part of the token", issuer)
			}
		}
	}
}
