package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/scopevet/scopevet/internal/sdk"
)

// A release is one version of the SDK under one import path.
type release struct{ path, version string }

// releases is a flag that collects path@version.
type releases []release

func (r *releases) String() string { return fmt.Sprint(*r) }

func (r *releases) Set(s string) error {
	path, version, ok := strings.Cut(s, "@")
	if _, valid := numbers(version); !ok || path == "" || !valid {
		return fmt.Errorf("want path@version, such as github.com/auth0/go-auth0@v1.47.0")
	}
	*r = append(*r, release{path, version})
	return nil
}

// A table is a file of tables: one import path of the SDK in some of its
// releases.
type table struct {
	file     string
	path     string
	versions []string // oldest first
	changed  bool
}

type tables []*table

// existing reads which releases the tables of a folder cover.
func existing(dir string) (tables, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	var out tables
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		t, err := sdk.Parse(name, string(text))
		if err != nil {
			return nil, err
		}
		out = append(out, &table{file: filepath.Base(name), path: t.Path, versions: t.Versions})
	}
	return out, nil
}

// add makes a release one of those that its table covers.
func (ts *tables) add(r release) {
	i := slices.IndexFunc(*ts, func(t *table) bool { return t.path == r.path })
	if i < 0 {
		i = len(*ts)
		*ts = append(*ts, &table{file: fileName(r.path), path: r.path})
	}
	t := (*ts)[i]
	t.changed = true
	if !slices.Contains(t.versions, r.version) {
		t.versions = append(t.versions, r.version)
		slices.SortFunc(t.versions, func(a, b string) int {
			x, _ := numbers(a)
			y, _ := numbers(b)
			return slices.Compare(x[:], y[:])
		})
	}
}

// fileName makes a file name of an import path: what follows the first
// element and the user, joined by dashes.
func fileName(path string) string {
	_, rest, _ := strings.Cut(path, "/")
	if _, repo, ok := strings.Cut(rest, "/"); ok && strings.HasPrefix(path, "github.com/") {
		rest = repo
	}
	return strings.ReplaceAll(rest, "/", "-") + ".txt"
}

// numbers takes a release's version apart. Pre-releases are not for tables.
func numbers(version string) (n [3]int, ok bool) {
	parts := strings.Split(strings.TrimPrefix(version, "v"), ".")
	if len(parts) != len(n) || !strings.HasPrefix(version, "v") {
		return n, false
	}
	for i, p := range parts {
		var err error
		if n[i], err = strconv.Atoi(p); err != nil {
			return n, false
		}
	}
	return n, true
}
