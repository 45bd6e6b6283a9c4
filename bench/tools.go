package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// build builds a package of this repository with a mark in its build ID: to
// the go command it is another tool, of which nothing is cached.
func build(dir, pkg, out, mark string) error {
	cmd := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-X=main.mark="+mark, "-o", out, pkg)
	cmd.Dir = dir
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w: %s", pkg, err, text)
	}
	return nil
}

// others are the tools beside which scopevet is measured, pinned.
func others() map[string]string {
	return map[string]string{
		"staticcheck": "honnef.co/go/tools/cmd/staticcheck@v0.8.2",
		"gosec":       "github.com/securego/gosec/v2/cmd/gosec@v2.30.0",
		"gitleaks":    "github.com/zricethezav/gitleaks/v8@v8.30.1",
		"capslock":    "github.com/google/capslock/cmd/capslock@v0.2.8",
	}
}

// install installs a tool and returns its path.
func install(bin, name, pkg string) (string, error) {
	path := filepath.Join(bin, name)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	cmd := exec.Command("go", "install", pkg)
	cmd.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=-mod=mod", "GOWORK=off")
	cmd.Dir = os.TempDir()
	if text, err := cmd.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "bench: installing %s: %s\n", pkg, firstLine(string(text)))
		return "", fmt.Errorf("%s cannot be installed", pkg)
	}
	return path, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
