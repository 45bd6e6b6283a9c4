package failures

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestMachine are machines on which Go does not work as it should.
func TestMachine(t *testing.T) {
	dir := module().in(t)
	for name, c := range map[string]struct {
		settings []string
		want     string
	}{
		"no go command":       {[]string{"PATH=/nothing"}, "the go command is not in PATH"},
		"no cache":            {[]string{"HOME=", "GOCACHE=", "XDG_CACHE_HOME=", "GOPATH=/tmp"}, "build cache is required"},
		"a cache in a device": {[]string{"GOCACHE=/dev/null/x"}, "failed to initialize build cache"},
		"a relative cache":    {[]string{"GOCACHE=x"}, "GOCACHE is not an absolute path"},
		"another toolchain":   {[]string{"GOTOOLCHAIN=go1.99.1"}, "go1.99.1"},
		"an unknown flag":     {[]string{"GOFLAGS=-nonsense"}, "unknown flag -nonsense"},
	} {
		t.Run(name, func(t *testing.T) { scopevet(t, dir, c.settings...).fails(t, c.want) })
	}
	newer := module().with("go.mod", "module example.com/m\n\ngo 1.99\n").in(t)
	scopevet(t, newer).fails(t, "go.mod requires go >= 1.99")
}

// TestVendor are the ways in which dependencies come along.
func TestVendor(t *testing.T) {
	vendored := module().
		with("go.mod", "module example.com/m\n\ngo 1.26\n\nrequire example.com/v v1.0.0\n").
		with("vendor/modules.txt", "# example.com/v v1.0.0\n## explicit; go 1.26\nexample.com/v\n").
		with("vendor/example.com/v/v.go", "package v\n\nimport \"net/http\"\n\nfunc Get(path string) { http.Get(\"https://m.eu.auth0.com/api/v2\" + path) }\n").
		with("a/a.go", "package a\n\nimport \"example.com/v\"\n\nfunc F() { v.Get(\"/userz\") }\n").
		in(t)
	for _, flags := range []string{"GOFLAGS=", "GOFLAGS=-mod=vendor"} {
		r := scopevet(t, vendored, flags)
		if r.status != 1 || !strings.Contains(r.stdout, "a/a.go:5:12: GET /api/v2/userz is no endpoint") || strings.Contains(r.stderr, "not in order") {
			t.Errorf("%s: status %d\n%s%s", flags, r.status, r.stdout, r.stderr)
		}
	}
	scopevet(t, module().in(t), "GOFLAGS=-mod=vendor").finds(t, "")

	work := files{"go.work": "go 1.26\n\nuse (\n\t./m\n\t./gone\n)\n"}
	for name, text := range module() {
		work["m/"+name] = text
	}
	dir := filepath.Join(work.in(t), "m")
	scopevet(t, dir).fails(t, "gone")
	scopevet(t, dir, "GOWORK=off").finds(t, "")
}

// TestGone runs in a folder that was removed.
func TestGone(t *testing.T) {
	dir := module().in(t)
	r := run(t, command(dir, nil, "sh", "-c", `rm -r "$PWD" && exec "$0" ./...`, binary))
	r.fails(t, "")
	if r = run(t, command("/", nil, binary, "-C", dir, "./...")); r.status != 2 || r.stderr == "" {
		t.Errorf("status %d: %s", r.status, r.stderr)
	}
}

// TestReadOnlyCache has a cache with all that is needed, and may not write to it.
// Some versions of the go command want to write all the same.
func TestReadOnlyCache(t *testing.T) {
	dir := module().in(t)
	scopevet(t, dir).finds(t, "")
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	cache := strings.TrimSpace(string(out))
	args := namespaced(t, "-m", "sh", "-c", `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$0" ./...`, binary, cache)
	r := run(t, command(dir, nil, args[0], args[1:]...))
	if r.status == 2 {
		r.fails(t, "read-only file system")
		return
	}
	r.finds(t, "")
}

// TestParallel has many runs at once on one cache.
func TestParallel(t *testing.T) {
	dir := module().in(t)
	scopevet(t, dir).finds(t, "") // what has to be compiled is
	var wg sync.WaitGroup
	results := make([]result, 64)
	for i := range results {
		wg.Go(func() { results[i] = scopevet(t, dir) })
	}
	wg.Wait()
	for _, r := range results {
		r.finds(t, "")
	}
}

// TestInterrupted stops runs in the middle: they end with 130, say nothing, and
// leave nothing behind.
func TestInterrupted(t *testing.T) {
	dir := module().in(t)
	git(t, dir, "init", "-q")
	git(t, dir, "add", ".")
	git(t, dir, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x")
	// A go command that waits is one that can be interrupted.
	bin := t.TempDir()
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	started := filepath.Join(bin, "started")
	script := "#!/bin/sh\ncase \"$*\" in *-deps*) : > " + started + "; exec sleep 60;; esac\nexec " + goCommand + " \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "go"), []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		for _, args := range [][]string{{"./..."}, {"scopes", "./..."}, {"-baseline", "b.json", "-write-baseline", "./..."}, {"init"}, {"diff", "HEAD"}} {
			t.Run(signal.String()+" "+strings.Join(args, " "), func(t *testing.T) {
				temp := t.TempDir()
				os.Remove(started)
				cmd := command(dir, []string{"PATH=" + bin + ":" + os.Getenv("PATH"), "TMPDIR=" + temp}, binary, args...)
				var out strings.Builder
				cmd.Stdout, cmd.Stderr = &out, &out
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				for range 600 {
					if _, err := os.Stat(started); err == nil {
						break
					}
					time.Sleep(50 * time.Millisecond)
				}
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait()
				if status := cmd.ProcessState.ExitCode(); status != 130 || out.String() != "" {
					t.Errorf("status %d, %q", status, out.String())
				}
				if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
					t.Errorf("%v is left, %v", left, err)
				}
				if changes := git(t, dir, "status", "--porcelain"); changes != "" {
					t.Errorf("left in the module: %s", changes)
				}
			})
		}
	}
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// TestFullDisk writes every report where there is no room.
func TestFullDisk(t *testing.T) {
	dir := module().in(t)
	for _, args := range []string{
		"./...", "-format json ./...", "-format sarif ./...", "-format github ./...", "-format gitlab ./...", "-format markdown ./...",
		"scopes ./...", "scopes -format json ./...", "scopes -format markdown ./...", "scopes -format terraform ./...", "scopes -why read:users ./...",
		"explain read:users", "explain spa-endpoint", "version", "help", "help check", "-h",
	} {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip(err)
		}
		cmd := command(dir, nil, binary, strings.Fields(args)...)
		cmd.Stdout = full
		run(t, cmd).fails(t, "no space left on device")
		full.Close()
	}
}

// TestFullDiskKeepsFiles replaces a baseline on a disk without room.
func TestFullDiskKeepsFiles(t *testing.T) {
	dir := module().in(t)
	script := `mkdir tiny && mount -t tmpfs -o size=4k none tiny && echo old > tiny/b.json &&
		! "$0" -baseline tiny/b.json -write-baseline ./... && ls tiny && cat tiny/b.json`
	args := namespaced(t, "-m", "sh", "-c", script, binary)
	r := run(t, command(dir, nil, args[0], args[1:]...))
	if r.status != 0 || r.stdout != "b.json\nold\n" || !strings.Contains(r.stderr, "tiny/b.json: no space left on device") {
		t.Errorf("status %d\n%s%s", r.status, r.stdout, r.stderr)
	}
}

// TestClosedPipe has a reader that has seen enough.
func TestClosedPipe(t *testing.T) {
	dir := module().in(t)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	defer w.Close()
	cmd := command(dir, nil, binary, "./...")
	cmd.Stdout = w
	if got := run(t, cmd); got.status == 0 || got.status == 1 || strings.Contains(got.stderr, "goroutine") {
		t.Errorf("status %d: %s", got.status, got.stderr)
	}
}
