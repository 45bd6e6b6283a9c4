package analyzer

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/policy"
)

// Options configure one analyzer; the zero value is the default.
type Options struct {
	// Policy is the policy to judge by. Nil with Discover unset means none.
	Policy *policy.File
	// Discover looks for the policy file of the package's main module
	// whenever Policy is nil.
	Discover bool
	// Confidence is the least confidence that is reported; the zero value
	// stands for Likely.
	Confidence string
	// Notes reports notes as diagnostics too. Drivers without severities
	// leave it off: a note would fail a build.
	Notes bool
}

// New returns a fresh analyzer; its flags are bound to this value alone.
// The result of a pass is a *Result.
func New(o Options) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "scopevet",
		Doc:        "find Auth0 Management API calls and the scopes they need",
		ResultType: reflect.TypeFor[*Result](),
		Run:        func(pass *analysis.Pass) (any, error) { return &Result{Package: pass.Pkg.Path()}, nil },
	}
}
