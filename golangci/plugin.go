// Package golangci makes scopevet a linter of golangci-lint: a module plugin
// named "scopevet". Importing the package registers it; .custom-gcl.yml and
// integration/golangci build a golangci-lint that has it.
//
//	linters:
//	  enable: [scopevet]
//	  settings:
//	    custom:
//	      scopevet:
//	        type: module
//
// The policy is the file .scopevet.yaml beside go.mod, as for every driver, or
// stands in the settings themselves: see [Settings].
package golangci

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/internal/policyfile"
	"github.com/scopevet/scopevet/policy"
)

// Registration is what golangci-lint imports a plugin for; there is no other
// hook than package initialisation.
func init() { register.Plugin("scopevet", New) }

// Settings are what can be written below settings in golangci-lint's
// configuration. Unknown names are errors.
type Settings struct {
	// Policy is the policy file, relative to the directory of the module's
	// go.mod. Without it, .scopevet.yaml there is the policy.
	Policy string `json:"policy"`
	// Confidence is the least confidence that is reported: certain, likely
	// or possible. The default is likely.
	Confidence string `json:"confidence"`
	Inline
}

// New makes the linter from its settings. A policy file that is not in order
// is an error, so that golangci-lint stops before it caches anything.
func New(settings any) (register.LinterPlugin, error) {
	var s Settings
	if settings != nil {
		var err error
		if s, err = register.DecodeSettings[Settings](settings); err != nil {
			return nil, err
		}
	}
	switch s.Confidence {
	case "", "certain", "likely", "possible":
	default:
		return nil, fmt.Errorf("unknown confidence %q: use certain, likely or possible", s.Confidence)
	}
	files, err := s.policies()
	if err != nil {
		return nil, err
	}
	return &plugin{settings: s, files: files}, nil
}

// policies returns the policy that the settings hold or name, or those of the
// main modules.
func (s *Settings) policies() ([]*policy.File, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	if s.set() {
		if s.Policy != "" {
			return nil, errors.New("the settings name a policy file and hold a policy: it is one or the other")
		}
		file, err := s.parse(moduleRoot(dir))
		if err != nil {
			return nil, err
		}
		return []*policy.File{file}, nil
	}
	if s.Policy == "" {
		return policyfile.Discover(dir)
	}
	name := s.Policy
	if !filepath.IsAbs(name) {
		name = filepath.Join(moduleRoot(dir), name)
	}
	file, err := policyfile.Load(name)
	if err != nil {
		return nil, err
	}
	return []*policy.File{file}, nil
}

// moduleRoot returns the directory at or above dir that has a go.mod; dir
// itself when there is none. golangci-lint can be run from anywhere inside.
func moduleRoot(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		if filepath.Dir(at) == at {
			return dir
		}
	}
}

type plugin struct {
	settings Settings
	files    []*policy.File
}

// BuildAnalyzers returns the analyzer and a marker beside it.
//
// golangci-lint keeps the issues of a package in a cache that knows nothing of
// policy files. The names of a linter's analyzers are part of its key, so that
// a second analyzer, which does nothing, carries the policy in its name. The
// facts of dependencies are kept by the name of the first alone: they do not
// depend on policy, and stay.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	o := analyzer.Options{Confidence: p.settings.Confidence}
	if len(p.files) == 1 {
		o.Policy = p.files[0]
	} else {
		o.Discover = len(p.files) > 1
	}
	return []*analysis.Analyzer{analyzer.New(o), p.marker()}, nil
}

func (p *plugin) marker() *analysis.Analyzer {
	h := sha256.New()
	fmt.Fprintf(h, "confidence %s\n", p.settings.Confidence)
	for _, file := range p.files {
		fmt.Fprintf(h, "policy %q %s\n", file.Path, file.Digest())
	}
	return &analysis.Analyzer{
		Name: fmt.Sprintf("scopevet_policy_%x", h.Sum(nil)[:8]),
		Doc:  "stands for the policy in the key of a cache",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}

// GetLoadMode tells golangci-lint that types are needed.
func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
