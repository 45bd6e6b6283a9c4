package analyzer_test

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/scopevet/scopevet/analyzer"
)

// What a directive leaves behind is the code as it would be without it.
func TestRemovalOfDirectives(t *testing.T) {
	dir, clean, err := analysistest.WriteFiles(map[string]string{
		"p/p.go": `package p

import "net/http"

//scopevet:ignore spa-endpoint no longer // want "suppresses nothing; remove it"
func f() {
	http.Get("https://club.eu.auth0.com/api/v2/users") //scopevet:ignore endpoint-unknown neither // want "suppresses nothing"
	//scopevet:ignore client-secret-literal nor this // want "suppresses nothing"
	http.Get("https://example.com")
}
`,
		"p/p.go.golden": `package p

import "net/http"

func f() {
	http.Get("https://club.eu.auth0.com/api/v2/users")
	http.Get("https://example.com")
}
`,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer clean()
	analysistest.RunWithSuggestedFixes(t, dir, analyzer.New(analyzer.Options{}), "p")
}
