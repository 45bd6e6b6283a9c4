package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// goEnv is what the go command says of itself and of the directory.
type goEnv struct {
	GOOS, GOARCH string
	GOROOT       string
	GOMOD        string // os.DevNull or empty outside of a module
	GOWORK       string
	GOMODCACHE   string
	GOVERSION    string
	CGO          string `json:"CGO_ENABLED"` // "1" or "0"
}

func (e *goEnv) platform() Platform { return Platform{e.GOOS, e.GOARCH} }

// inModule tells whether the directory belongs to a module or a workspace.
func (e *goEnv) inModule() bool {
	return e.GOMOD != "" && e.GOMOD != os.DevNull || e.GOWORK != "" && e.GOWORK != "off"
}

// environ returns the environment for the go command under a platform. Other
// platforms than its own it builds without cgo.
func environ(p Platform, base *goEnv, cgo bool) []string {
	env := os.Environ()
	if p != base.platform() {
		env = append(env, "GOOS="+p.GOOS, "GOARCH="+p.GOARCH)
	}
	if !cgo {
		env = append(env, "CGO_ENABLED=0")
	}
	return env
}

func readGoEnv(ctx context.Context, dir string) (*goEnv, error) {
	out, err := runGo(ctx, dir, "env", "-json", "GOOS", "GOARCH", "GOROOT", "GOMOD", "GOWORK", "GOMODCACHE", "GOVERSION", "CGO_ENABLED")
	if err != nil {
		return nil, err
	}
	env := new(goEnv)
	if err := json.Unmarshal(out, env); err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	return env, nil
}

// A mainModule is a module that the user works on: the one of the go.mod
// file, or each of a workspace.
type mainModule struct {
	Path, Dir string
}

func mainModules(ctx context.Context, dir string) ([]mainModule, error) {
	out, err := runGo(ctx, dir, "list", "-m", "-f", "{{.Path}}\t{{.Dir}}")
	if err != nil {
		return nil, err
	}
	var mods []mainModule
	for line := range strings.Lines(string(out)) {
		path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && dir != "" {
			mods = append(mods, mainModule{path, dir})
		}
	}
	return mods, nil
}

// runGo runs the go command in dir and returns what it prints. Its complaint
// becomes the error, on one line.
func runGo(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("the go command is not in PATH: scopevet needs it to load packages (https://go.dev/doc/install)")
		}
		if text := oneLine(stderr.String()); text != "" {
			return nil, errors.New(strings.TrimPrefix(text, "go: "))
		}
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return stdout.Bytes(), nil
}

// oneLine joins the lines of a message.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " ")
}
