package failures

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNoNetwork runs every command in a network namespace in which there is no
// network, and a loopback interface that is down.
func TestNoNetwork(t *testing.T) {
	dir := module().in(t)
	scopevet(t, dir).finds(t, "")
	args := namespaced(t, "-n", binary, "./...")
	run(t, command(dir, nil, args[0], args[1:]...)).finds(t, "")
	for _, more := range [][]string{{"scopes", "./..."}, {"explain", "read:users"}, {"version"}, {"init"}} {
		args := namespaced(t, "-n", append([]string{binary}, more...)...)
		if r := run(t, command(dir, nil, args[0], args[1:]...)); r.status != 0 {
			t.Errorf("%v: status %d\n%s%s", more, r.status, r.stdout, r.stderr)
		}
	}
}

// started are the programs of an strace that a process of the command itself
// starts; call is a system call that it makes.
var (
	execs   = regexp.MustCompile(`^(\d+) +execve\("([^"]+)"`)
	forks   = regexp.MustCompile(`^(\d+) .*\b(?:clone|clone3|vfork|fork)\(.* = (\d+)$`)
	resumed = regexp.MustCompile(`^(\d+) +<\.\.\. (?:clone|clone3|vfork|fork) resumed>.* = (\d+)$`)
	sockets = regexp.MustCompile(`^(\d+) .*\bsocket\(AF_INET`)
)

// TestStarts traces the command. It starts nothing but the go command and, for
// diff, git; and neither itself nor, with everything at hand, the go command
// opens an internet socket.
func TestStarts(t *testing.T) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip(err)
	}
	dir := module().with("page.html", "<script>fetch('https://m.eu.auth0.com/api/v2/users')</script>").in(t)
	scopevet(t, dir).finds(t, "")
	git(t, dir, "init", "-q")
	git(t, dir, "add", ".")
	git(t, dir, "-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x")
	for _, c := range []struct {
		args   []string
		allows string
	}{
		{[]string{"./..."}, "go"},
		{[]string{"-format", "sarif", "./..."}, "go"},
		{[]string{"scopes", "./..."}, "go"},
		{[]string{"explain", "GET /api/v2/users"}, ""},
		{[]string{"version"}, ""},
		{[]string{"-V=full"}, ""}, // what go vet asks first
		{[]string{"diff", "HEAD"}, "go git"},
	} {
		trace := filepath.Join(t.TempDir(), "trace")
		args := append([]string{"-f", "-qq", "-e", "trace=execve,clone,clone3,vfork,fork,socket,connect", "-o", trace, binary}, c.args...)
		if r := run(t, command(dir, nil, "strace", args...)); r.status > 1 {
			t.Fatalf("%v: status %d\n%s", c.args, r.status, r.stderr)
		}
		text, err := os.ReadFile(trace)
		if err != nil {
			t.Fatal(err)
		}
		ours := map[string]bool{} // threads of the command's own process, and its children until they become another program
		for i, line := range strings.Split(string(text), "\n") {
			if m := execs.FindStringSubmatch(line); m != nil {
				name := filepath.Base(m[2])
				if i == 0 {
					ours[m[1]] = true
					continue
				}
				if ours[m[1]] {
					delete(ours, m[1])
					if !strings.Contains(" "+c.allows+" ", " "+name+" ") && strings.HasSuffix(line, "= 0") {
						t.Errorf("%v starts %s", c.args, m[2])
					}
				}
				continue
			}
			for _, fork := range []*regexp.Regexp{forks, resumed} {
				if m := fork.FindStringSubmatch(line); m != nil && ours[m[1]] {
					ours[m[2]] = true
				}
			}
			if sockets.MatchString(line) {
				t.Errorf("%v opens a socket: %s", c.args, line)
			}
		}
		if len(ours) == 0 {
			t.Errorf("%v: nothing was traced", c.args)
		}
	}
}
