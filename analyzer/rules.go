package analyzer

import (
	"embed"
	"path"
	"strings"

	"github.com/scopevet/scopevet/internal/detect"
)

//go:embed pages/*.md
var pages embed.FS

// A rule judges one inventory. The list in rules is the program's; each rule
// is a file of its own.
type rule struct {
	name     string
	severity Severity
	run      func(*judgement) // nil for a rule of whole programs
}

// program reports whether the rule needs the whole program: which calls a
// main package reaches. A pass sees one package, so that the command judges
// such rules after all passes.
func (r rule) program() bool { return r.run == nil }

// rules are all rules, in the order of their documentation.
func rules() []rule {
	return []rule{
		{"spa-endpoint", Error, spaEndpoint},
		{"spa-body", Error, spaBody},
		{"spa-risky", Note, spaRisky},
		{"spa-withdrawn", Warning, spaWithdrawn},
		{"spa-scope", Warning, spaScope},
		{"spa-missing-scope", Warning, nil},
		{"spa-other-user", Off, spaOtherUser},
		{"implicit-grant", Warning, implicitGrant},
		{"client-secret-literal", Error, clientSecretLiteral},
		{"client-secret-public", Error, clientSecretPublic},
		{"management-token-literal", Error, managementTokenLiteral},
		{"management-token-public", Error, managementTokenPublic},
		{"endpoint-unknown", Warning, endpointUnknown},
		{"endpoint-retired", Warning, endpointRetired},
		{"call-unresolved", Note, callUnresolved},
		{"scope-not-granted", Error, nil},
		{"scope-excess", Warning, nil},
		{"scope-unknown", Warning, scopeUnknown},
		{"ignore", Warning, func(*judgement) {}}, // see suppress
	}
}

// A Rule is what people read of a rule.
type Rule struct {
	Name     string
	Severity Severity // unless the policy file says otherwise
	Page     string   // Markdown: what, why, bad, good, how to suppress
	Program  bool     // needs the whole program: judged by the command alone, never by a pass
	URL      string   // where the page can be read
}

// Rules returns all rules with their pages.
func Rules() []Rule {
	var out []Rule
	for _, r := range rules() {
		page, err := pages.ReadFile(path.Join("pages", r.name+".md"))
		if err != nil {
			page = []byte("# " + r.name + "\n")
		}
		out = append(out, Rule{r.name, r.severity, string(page), r.program(), pageURL(r.name)})
	}
	return out
}

// RuleNames returns the names of all rules.
func RuleNames() []string {
	var out []string
	for _, r := range rules() {
		out = append(out, r.name)
	}
	return out
}

// pageURL is where a rule's page can be read; the start page for "".
func pageURL(rule string) string {
	const site = "https://github.com/scopevet/scopevet"
	if rule == "" {
		return site
	}
	return site + "/blob/main/analyzer/pages/" + rule + ".md"
}

// suggestion offers the name that was probably meant.
func suggestion(name string, names []string) string {
	best, distance := "", len(name)/2+1
	for _, n := range names {
		if d := edits(name, n); d < distance {
			best, distance = n, d
		}
	}
	if best == "" {
		return "; the rules are " + strings.Join(names, ", ")
	}
	return "; did you mean " + best + "?"
}

// edits is the Levenshtein distance.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			next := min(row[j]+1, row[j-1]+1, diagonal+1)
			if a[i-1] == b[j-1] {
				next = min(next, diagonal)
			}
			diagonal, row[j] = row[j], next
		}
	}
	return row[len(b)]
}

func base(file string) string { return file[strings.LastIndexAny(file, `/\`)+1:] }

// endpointOf writes an endpoint as people say it.
func endpointOf(method, path string) string { return method + " " + path }

// callUnresolved notes requests that nobody can judge.
func callUnresolved(j *judgement) {
	for _, u := range j.open {
		if c, ok := j.reported(u.Level); ok {
			j.report("call-unresolved", u.Site, c, Finding{
				Method: u.Method, Path: u.Path, Chain: frames(u.Chain),
				Message: "cannot tell which endpoint is called: " + u.Reason + via(u.Site, u.Chain),
			})
		}
	}
}

var _ = detect.Certain
