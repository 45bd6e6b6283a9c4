// Package policyfile finds and loads policy files on behalf of the drivers,
// with the names of the rules and the embedded table to check them against.
package policyfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/scopevet/scopevet/analyzer"
	"github.com/scopevet/scopevet/policy"
)

// Load reads the policy file of that name. The error is one line for each
// problem.
func Load(name string) (*policy.File, error) {
	table, err := policy.Embedded()
	if err != nil {
		return nil, err
	}
	file, err := policy.Load(name, policy.Vocabulary{Rules: analyzer.RuleNames(), Table: table})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("policy file %s does not exist", name)
	}
	return file, err
}

// Parse checks a policy that stands in another program's configuration, which
// errors call by name. Its patterns are relative to dir.
func Parse(name, dir string, text []byte) (*policy.File, error) {
	table, err := policy.Embedded()
	if err != nil {
		return nil, err
	}
	file, err := policy.Parse(name, text, policy.Vocabulary{Rules: analyzer.RuleNames(), Table: table})
	if err != nil {
		return nil, err
	}
	file.Dir = dir
	return file, nil
}

// For returns the policy of the package in dir, or nil when there is none.
func For(dir string) (*policy.File, error) {
	name, err := policy.Locate(dir)
	if err != nil || name == "" {
		return nil, err
	}
	return Load(name)
}

// Discover returns every policy file that holds for a package of the main
// modules seen from dir, sorted by path: a workspace can have several.
func Discover(dir string) ([]*policy.File, error) {
	modules, err := policy.WorkspaceModules(dir, os.Getenv("GOWORK"))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, d := range append(modules, dir) {
		name, err := policy.Locate(d)
		if err != nil {
			return nil, err
		}
		if name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var files []*policy.File
	for _, name := range slices.Compact(names) {
		file, err := Load(name)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}
