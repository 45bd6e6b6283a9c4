package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The release whose nogo is built; docs/bazel.md names it as well.
const (
	rulesGo = "github.com/bazelbuild/rules_go@v0.65.0"
	udiff   = "github.com/aymanbagabas/go-udiff@v0.4.1" // nogo writes patches with it
)

// configuration returns the text of a nogo.json. An action sees no policy file,
// so that the policy is a flag of the analyzer.
func configuration(file string) ([]byte, error) {
	if file != "" {
		return os.ReadFile(file)
	}
	policy, err := os.ReadFile(".scopevet.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return []byte("{}"), nil
	}
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"scopevet": map[string]any{"analyzer_flags": map[string]string{"policy": string(policy)}}})
}

// build returns the path of a nogo with the configuration in it.
func build(work, scopevet string, config []byte) (string, error) {
	work, err := filepath.Abs(work)
	if err != nil {
		return "", err
	}
	scopevet, err = filepath.Abs(scopevet)
	if err != nil {
		return "", err
	}
	nogo := filepath.Join(work, fmt.Sprintf("nogo-%x", sha256.Sum256(config)))
	if _, err := os.Stat(nogo); err == nil {
		return nogo, nil
	}
	tools := filepath.Join(work, "tools")
	generator := filepath.Join(work, "generator")
	if _, err := os.Stat(generator); errors.Is(err, fs.ErrNotExist) {
		if err := sources(work, scopevet, tools, generator); err != nil {
			return "", err
		}
	}
	file := nogo + ".json"
	if err := os.WriteFile(file, config, 0o666); err != nil {
		return "", err
	}
	if _, err := command(tools, generator, "-output", "nogo/main.go", "-config", file, "-analyzer_importpath", "github.com/scopevet/scopevet/analyzer"); err != nil {
		return "", err
	}
	_, err = command(tools, "go", "build", "-mod=mod", "-o", nogo, "./nogo")
	return nogo, err
}

// sources lays out what nogo is built from, and builds what generates its main
// package. nogo imports a package below x/tools/internal, so that it has to
// live in a copy of that module.
func sources(work, scopevet, tools, generator string) error {
	version, err := command(scopevet, "go", "list", "-m", "-f", "{{.Version}}", "golang.org/x/tools")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(work, 0o777); err != nil {
		return err
	}
	original, err := download("golang.org/x/tools@" + strings.TrimSpace(version))
	if err != nil {
		return err
	}
	rules, err := download(rulesGo)
	if err != nil {
		return err
	}
	// The module cache's files cannot be written, and their copies have to be.
	if _, err := command(work, "cp", "-R", "--no-preserve=mode", original, tools); err != nil {
		return err
	}
	builders := filepath.Join(rules, "go", "tools", "builders")
	nogo := []string{"constants", "env", "flags", "nogo_fix", "nogo_goversions_go122", "nogo_main", "nogo_version", "nolint"}
	if err := copyFiles(builders, filepath.Join(tools, "nogo"), nogo); err != nil {
		return err
	}
	generate := filepath.Join(work, "generate")
	if err := copyFiles(builders, generate, []string{"generate_nogo_main", "flags", "env"}); err != nil {
		return err
	}
	const main = "package main\n\nimport (\n\t\"log\"\n\t\"os\"\n)\n\nfunc main() {\n\tif err := genNogoMain(os.Args[1:]); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n"
	if err := os.WriteFile(filepath.Join(generate, "main.go"), []byte(main), 0o666); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(generate, "go.mod"), []byte("module generate\n\ngo 1.26\n"), 0o666); err != nil {
		return err
	}
	if _, err := command(tools, "go", "mod", "edit", "-require=github.com/scopevet/scopevet@v0.0.0", "-replace=github.com/scopevet/scopevet="+scopevet, "-require="+udiff); err != nil {
		return err
	}
	_, err = command(generate, "go", "build", "-o", generator, ".") // last: it says that all is there
	return err
}

// download returns the folder with a module's source.
func download(module string) (string, error) {
	out, err := command(os.TempDir(), "go", "mod", "download", "-json", module)
	if err != nil {
		return "", err
	}
	var info struct{ Dir string }
	return info.Dir, json.Unmarshal([]byte(out), &info)
}

// copyFiles copies Go files into a new folder.
func copyFiles(from, to string, names []string) error {
	if err := os.MkdirAll(to, 0o777); err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(from, name+".go"))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name+".go"), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// command runs a program in a folder and returns what it prints.
func command(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOWORK=off", "GOFLAGS=", "GOOS=", "GOARCH=") // for this machine
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", cmd, err, &out, &errs)
	}
	return out.String(), nil
}
