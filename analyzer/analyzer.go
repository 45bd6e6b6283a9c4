// Package analyzer finds the calls that Go code makes to Auth0's Management
// API, works out the scopes that they need, and reports what is wrong: public
// programs that step outside of what a browser's token may do, client secrets
// in code, endpoints that do not exist.
//
// [New] makes an analyzer for any go/analysis driver. The rules are the files
// rule_*.go; each has a page in pages, which [Rules] returns.
//
// What code does is worked out without the policy; facts and the inventory of
// calls never depend on it. The rules judge last.
package analyzer

import (
	"fmt"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/sdk"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/summary"
	"github.com/scopevet/scopevet/policy"
)

// Options configure one analyzer; the zero value is the default.
type Options struct {
	// Policy is the policy to judge by. Nil with Discover unset means none.
	Policy *policy.File
	// Discover looks for the policy file of the package's main module
	// whenever Policy is nil.
	Discover bool
	// Confidence is the least confidence that is reported: "possible",
	// "likely" or "certain"; "" stands for "likely".
	Confidence string
	// Notes reports notes as diagnostics too. Drivers without severities
	// leave it off: a note would fail a build.
	Notes bool
	// FactsOnly is for packages of which a driver wants nothing but the facts
	// for their importers: nothing is judged and reported.
	FactsOnly bool
	// Today is the date by which ignore directives that end are judged, as in
	// "2027-01-31". Without one they never end: nothing here reads a clock.
	Today string
	// Frontend looks into a page or script that stands in string literals of
	// the program, given as they stand in the code; "" is a part that is not
	// known. Nil looks into none.
	Frontend func(literals []string) []FrontendFinding
}

// Analyzer judges by the policy file that it finds beside the go.mod. It is
// for drivers that want a variable.
var Analyzer = New(Options{Discover: true})

const doc = `find Auth0 Management API calls and the scopes they need

scopevet finds every call of Auth0's Management API, through the SDK or over
plain HTTP, and reports calls that a public program may not make, client
secrets in code, and endpoints that do not exist.`

// New returns a fresh analyzer; its flags are bound to this value alone.
// The result of a pass is a *Result. An error of the pass means that the
// analyzer's own data is damaged, or that a policy file that was discovered
// is not in order.
func New(o Options) *analysis.Analyzer {
	t := &tool{options: o, tables: sync.OnceValues(loadTables)}
	a := &analysis.Analyzer{
		Name:       "scopevet",
		Doc:        doc,
		URL:        pageURL(""),
		ResultType: reflect.TypeFor[*Result](),
		FactTypes:  []analysis.Fact{new(summary.Fact)},
		Run:        func(pass *analysis.Pass) (any, error) { return t.run(pass) },
	}
	t.bindFlags(&a.Flags)
	return a
}

// A tool is one analyzer's state: its options, and its tables once they are
// needed.
type tool struct {
	options Options
	tables  func() (*tables, error)
}

// tables are what the analyzer knows before it sees any code. Most packages
// need no endpoints, and under go vet every package is a process.
type tables struct {
	endpoints func() (*policy.Table, error)
	builtin   *send.Table // without the SDKs
	rows      *send.Table
	sdk       *sdk.Tables
	public    func() *send.Table
}

func loadTables() (*tables, error) {
	rows := send.Builtin()
	sdks, err := sdk.Load()
	if err != nil {
		return nil, err
	}
	return &tables{sync.OnceValues(policy.Embedded), rows, sdks.Rows(rows), sdks, sync.OnceValue(send.Public)}, nil
}

// withForks adds the copies of the SDK that a policy names. Which module is
// the SDK is part of what code does, so that this is all of the policy that
// facts depend on.
func (t *tables) withForks(file *policy.File) (*tables, error) {
	if file == nil || len(file.SDK) == 0 {
		return t, nil
	}
	var forks []sdk.Fork
	for _, f := range file.SDK {
		forks = append(forks, sdk.Fork{Path: f.Path, Like: f.Like})
	}
	sdks, err := t.sdk.WithForks(forks)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.Path, err)
	}
	return &tables{t.endpoints, t.builtin, sdks.Rows(t.builtin), sdks, t.public}, nil
}

// least returns the confidence below which nothing is reported.
func (o *Options) least() (Confidence, error) {
	switch o.Confidence {
	case "possible":
		return Possible, nil
	case "", "likely":
		return Likely, nil
	case "certain":
		return Certain, nil
	}
	return 0, fmt.Errorf("unknown confidence %q: it is possible, likely or certain", o.Confidence)
}

func (t *tool) run(pass *analysis.Pass) (*Result, error) {
	least, err := t.options.least()
	if err != nil {
		return nil, err
	}
	result := &Result{Package: pass.Pkg.Path(), Main: pass.Pkg.Name() == "main", Files: len(pass.Files)}
	if standard(pass) {
		return result, nil
	}
	tables, err := t.tables()
	if err != nil {
		return nil, err
	}
	file := t.options.Policy
	if file == nil && t.options.Discover {
		if file, err = discover(pass, tables); err != nil {
			return nil, err
		}
	}
	if tables, err = tables.withForks(file); err != nil {
		return nil, err
	}
	inventory, err := take(pass, tables, t.options.FactsOnly, result)
	if err != nil {
		return nil, err
	}
	var shipped []text
	if t.options.Frontend != nil {
		shipped = texts(pass)
	}
	switch {
	case t.options.FactsOnly, inventory == nil && shipped == nil:
		return result, nil
	case inventory == nil:
		inventory = &detect.Inventory{}
	}
	j, err := newJudgement(pass, tables, inventory, file, least)
	if err != nil {
		return nil, err
	}
	j.today = t.options.Today
	j.judgeTexts(shipped, t.options.Frontend)
	j.judge(result)
	for i := range result.Findings {
		f := &result.Findings[i]
		f.Repairs = repairs(pass.Fset, f.Fixes)
		if f.Severity < Warning && !t.options.Notes {
			continue
		}
		pass.Report(analysis.Diagnostic{
			Pos: f.Pos, End: f.End, Category: f.Rule, URL: pageURL(f.Rule),
			Message:        f.Message + " [" + f.Rule + "]",
			SuggestedFixes: f.Fixes,
		})
	}
	return result, nil
}
