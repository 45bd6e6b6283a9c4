package realcode

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// A module is one of the proxy's.
type module struct {
	path, version string
	sum           string // "h1:..." as in go.sum
}

func (m module) String() string { return m.path + "@" + m.version }

// fetch copies the source of the module to a folder below dir. The module
// cache is read-only, and the go command adds what a go.sum file lacks.
func (m *module) fetch(ctx context.Context, dir string) (string, error) {
	var got struct{ Dir, Sum, Error string }
	var failure error
	// Several tries: a proxy has bad moments.
	for wait := range 3 {
		time.Sleep(time.Duration(wait) * 5 * time.Second)
		cmd := command(ctx, dir, "go", "mod", "download", "-json", m.String())
		if m.sum != "" {
			// The database of checksums does not know every module; the list does.
			cmd.Env = append(cmd.Env, "GONOSUMDB="+m.path)
		}
		out, err := cmd.Output()
		if err = errors.Join(err, json.Unmarshal(out, &got)); err == nil {
			failure = nil
			break
		}
		failure = fmt.Errorf("%s cannot be fetched: %w: %s", m, err, got.Error)
	}
	switch {
	case failure != nil:
		return "", failure
	case m.sum != "" && m.sum != got.Sum:
		return "", fmt.Errorf("%s has the checksum %s, and %s is listed", m, got.Sum, m.sum)
	}
	m.sum = got.Sum
	source := filepath.Join(dir, "source")
	return source, os.CopyFS(source, os.DirFS(got.Dir))
}

// command makes a command of the go command's or of scopevet's, which may
// write go.sum files.
func command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	return cmd
}

// A report is what the command writes as JSON, as far as it is looked at.
type report struct {
	Findings []struct {
		Rule, Severity, Confidence, Message, File string
		Line, Column                              int
	}
	Calls []struct {
		File         string
		Line, Column int
		Method, Path string
		AnyOf        [][]string `json:"any_of"`
		Confidence   string
		SDK          string
	}
	Unresolved []struct {
		File, Reason string
		Line         int
	}
	Programs []struct {
		Package, Context string
		Scopes           []string
	}
	Receipt receipt
}

// A receipt is what the command says of a whole run.
type receipt struct {
	Packages, Files, Calls, Unresolved int
	Faults                             []json.RawMessage
}

// run runs a command of the program and reads what it writes.
func run(ctx context.Context, program, dir, subcommand string, args ...string) (*report, error) {
	cmd := command(ctx, dir, program, append([]string{subcommand, "-format", "json"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil // it found something
	}
	var r report
	if err = errors.Join(err, json.Unmarshal(out, &r)); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", subcommand, err, stderr.Bytes())
	}
	return &r, nil
}

// lines counts the lines of a module's Go files, tests left out.
func lines(dir string) (int, error) {
	n := 0
	return n, filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || entry.Name() == "vendor"):
			return fs.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		for r := bufio.NewReader(f); ; {
			switch text, err := r.ReadString('\n'); {
			case err == nil || text != "":
				n++
			default:
				return nil
			}
		}
	})
}
