package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A codebase is a module whose packages are looked at.
type codebase struct {
	name, dir string
	change    string // a Go file below dir that is changed between runs
}

// download copies a module of the proxy to a folder of its own, so that its
// files can be changed.
func download(cache, module, change string) (codebase, error) {
	code := codebase{name: module, dir: filepath.Join(cache, strings.NewReplacer("/", "_", "@", "_").Replace(module)), change: change}
	if _, err := os.Stat(filepath.Join(code.dir, "go.mod")); err == nil {
		return code, nil
	}
	out, err := exec.Command("go", "mod", "download", "-json", module).Output()
	if err != nil {
		return code, fmt.Errorf("downloading %s: %w", module, err)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil {
		return code, err
	}
	if err := os.CopyFS(code.dir, os.DirFS(info.Dir)); err != nil {
		return code, err
	}
	err = filepath.WalkDir(code.dir, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if d.IsDir() {
			mode = 0o755
		}
		return os.Chmod(name, mode)
	})
	if err != nil {
		return code, err
	}
	_, version, _ := strings.Cut(module, "@")
	return code, code.siblings(version)
}

// siblings replaces requirements of v0.0.0, which Kubernetes has for modules
// that lie beside it in its repository and not in its download. They are
// published as v0.33.0 where it is v1.33.0.
func (c codebase) siblings(version string) error {
	name := filepath.Join(c.dir, "go.mod")
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	_, minor, _ := strings.Cut(version, ".")
	edits := []string{"mod", "edit"}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) >= 2 && words[1] == "v0.0.0" {
			edits = append(edits, "-replace="+words[0]+"="+words[0]+"@v0."+minor)
		}
	}
	if len(edits) == 2 {
		return nil
	}
	for _, dir := range []string{"vendor", "staging", "go.work", "go.work.sum"} {
		if err := os.RemoveAll(filepath.Join(c.dir, dir)); err != nil {
			return err
		}
	}
	for _, args := range [][]string{edits, {"mod", "tidy", "-e"}} {
		cmd := exec.Command("go", args...)
		cmd.Dir, cmd.Env = c.dir, append(os.Environ(), "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go %s: %w: %s", args[1], err, firstLine(string(out)))
		}
	}
	return nil
}

// generate writes a module of n packages in chains of ten, each of which calls
// the Management API through the one before it.
func generate(dir string, n int) (codebase, error) {
	code := codebase{name: fmt.Sprintf("%d generated packages", n), dir: dir, change: "p0/p.go"}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return code, err
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/generated\n\ngo 1.26\n"), 0o600); err != nil {
		return code, err
	}
	for i := range n {
		text := head
		if i%10 != 0 {
			text = fmt.Sprintf(link, i-1)
		}
		name := filepath.Join(dir, fmt.Sprintf("p%d", i), "p.go")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return code, err
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			return code, err
		}
	}
	return code, nil
}

const head = `// Package p begins a chain.
package p

import (
	"net/http"
	"os"
)

type Client struct{ Base string }

func New() *Client { return &Client{Base: os.Getenv("AUTH0_URL") + "/api/v2"} }

func (c *Client) Do(method, path string) error {
	req, err := http.NewRequest(method, c.Base+path, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

func User(c *Client, id string) error { return c.Do("GET", "/users/"+id) }
`

const link = `// Package p goes on with a chain.
package p

import before "example.com/generated/p%d"

type Client struct{ Inner *before.Client }

func New() *Client { return &Client{Inner: before.New()} }

func (c *Client) Do(method, path string) error { return c.Inner.Do(method, path) }

func User(c *Client, id string) error { return c.Do("DELETE", "/users/"+id) }
`
