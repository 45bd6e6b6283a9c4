package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A row is one line of a table: a command that is made anew for each run.
type row struct {
	name    string
	make    func(run int) (command, error)
	short   bool // takes a second or two, and is run perTurn times a turn
	samples []sample
	missing string // why there are none
}

// perTurn is how often what is short runs in each turn: of a second, what else
// the machine does is a large part.
const perTurn = 5

// compare measures all commands on one code base.
func (b *bench) compare(ctx context.Context, code codebase, tmp string) (string, error) {
	bin := filepath.Join(b.cache, "bin")
	scopevet, nop := filepath.Join(tmp, "scopevet"), filepath.Join(tmp, "nop")
	for _, err := range []error{
		build(b.root, "./cmd/scopevet", scopevet, "first"),
		build(filepath.Join(b.root, "bench"), "./nop", nop, "first"),
		fetch(ctx, code),
	} {
		if err != nil {
			return "", err
		}
	}
	cold := func(dir, pkg string) func(int) (command, error) {
		return func(run int) (command, error) {
			tool := filepath.Join(tmp, fmt.Sprintf("%s%d", filepath.Base(pkg), run))
			err := build(dir, pkg, tool, strconv.Itoa(os.Getpid())+"-"+strconv.Itoa(run))
			return code.command("go", "vet", "-vettool="+tool, "./..."), err
		}
	}
	// again is a second run, of the tool that the cold run of the same turn used.
	again := func(pkg string) func(int) (command, error) {
		return func(run int) (command, error) {
			return code.command("go", "vet", "-vettool="+filepath.Join(tmp, fmt.Sprintf("%s%d", pkg, run)), "./..."), nil
		}
	}
	changed := func(pkg string) func(int) (command, error) {
		return func(run int) (command, error) {
			c, err := again(pkg)(run)
			if err == nil {
				err = code.touch()
			}
			return c, err
		}
	}
	rows := []*row{
		{name: "`go list -deps -json`", make: code.fixed("go", "list", "-deps", "-json", "./..."), short: true},
		{name: "scopevet", make: code.fixed(scopevet, "-fail-on", "off", "./..."), short: true},
	}
	if code.change != "" {
		rows = append(rows,
			&row{name: "go vet, a tool that does nothing, cold", make: cold(filepath.Join(b.root, "bench"), "./nop")},
			&row{name: "go vet, scopevet, cold", make: cold(b.root, "./cmd/scopevet")},
			&row{name: "go vet, a tool that does nothing, warm", make: again("nop"), short: true},
			&row{name: "go vet, scopevet, warm", make: again("scopevet"), short: true},
			&row{name: "go vet, a tool that does nothing, one file changed", make: changed("nop"), short: true},
			&row{name: "go vet, scopevet, one file changed", make: changed("scopevet"), short: true},
			&row{name: "plain go vet, one file changed", short: true, make: func(int) (command, error) {
				return code.command("go", "vet", "./..."), code.touch()
			}},
		)
	}
	if b.others && code.change != "" {
		rows = append(rows, otherRows(bin, tmp, code)...)
	}
	for turn := range b.repeat * perTurn {
		run := turn / perTurn
		order := slices.Clone(rows)
		if turn%perTurn%2 == 1 {
			slices.Reverse(order) // what runs before counts, too
		}
		for _, r := range order {
			if r.missing != "" || turn%perTurn > 0 && !r.short {
				continue
			}
			c, err := r.make(run)
			if err != nil {
				return "", err
			}
			s, err := c.run(ctx)
			if err != nil {
				r.missing = firstLine(err.Error())
				continue
			}
			r.samples = append(r.samples, s)
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "\n### %s\n\n| | CPU s | wall s | peak MB |\n|---|---|---|---|\n", code.name)
	got := make(map[string]time.Duration)
	for _, r := range rows {
		if len(r.samples) == 0 {
			fmt.Fprintf(&out, "| %s | not measured: %s | | |\n", r.name, strings.ReplaceAll(r.missing, "|", " "))
			continue
		}
		m := median(r.samples)
		got[r.name] = m.cpu
		fmt.Fprintf(&out, "| %s | %.2f | %.2f | %d |\n", r.name, m.cpu.Seconds(), m.wall.Seconds(), m.peak>>20)
	}
	out.WriteString("\n")
	for _, p := range [][2]string{
		{"scopevet", "`go list -deps -json`"},
		{"scopevet", "go vet, a tool that does nothing, cold"},
		{"scopevet", "staticcheck, cold"},
		{"go vet, scopevet, cold", "go vet, a tool that does nothing, cold"},
		{"go vet, scopevet, warm", "go vet, a tool that does nothing, warm"},
		{"go vet, scopevet, one file changed", "go vet, a tool that does nothing, one file changed"},
		{"go vet, scopevet, one file changed", "plain go vet, one file changed"},
	} {
		if a, b := got[p[0]], got[p[1]]; a > 0 && b > 0 {
			fmt.Fprintf(&out, "- %s takes %.2f times the CPU of %s.\n", p[0], a.Seconds()/b.Seconds(), p[1])
		}
	}
	if b.first && code.change != "" {
		if err := b.firstRuns(ctx, code, scopevet, tmp, &out); err != nil {
			return out.String(), err
		}
	}
	built, err := builtSSA(ctx, code, scopevet)
	if err != nil {
		return out.String(), err
	}
	fmt.Fprintf(&out, "- scopevet builds SSA for %s packages.\n", built)
	if code.change == "" {
		return out.String(), nil
	}
	fresh := filepath.Join(tmp, "facts") // of a tool that nothing is cached of
	if err := build(b.root, "./cmd/scopevet", fresh, strconv.Itoa(os.Getpid())+"-facts"); err != nil {
		return out.String(), err
	}
	f, err := factsOf(code, fresh, tmp)
	if err != nil {
		return out.String(), err
	}
	fmt.Fprintf(&out, "- Facts under go vet: %d of %d packages have one, %d bytes in all; the largest is %d bytes, the bound %d.\n", f.with, f.packages, f.total, f.largest, MaxFact)
	if f.largest > MaxFact {
		err = fmt.Errorf("%s: a fact of %d bytes", code.name, f.largest)
	}
	return out.String(), err
}

// firstRuns measures the command with an empty build cache, where it has what
// the code imports compiled, beside a build of the same code. Each takes
// minutes and is run once.
func (b *bench) firstRuns(ctx context.Context, code codebase, scopevet, tmp string, out *strings.Builder) error {
	var took []time.Duration
	for i, c := range []command{code.command("go", "build", "./..."), code.command(scopevet, "-fail-on", "off", "./...")} {
		cache := filepath.Join(tmp, "empty"+strconv.Itoa(i))
		c.env = append(c.env, "GOCACHE="+cache)
		s, err := c.run(ctx)
		if err != nil {
			return err
		}
		if err := os.RemoveAll(cache); err != nil {
			return err
		}
		took = append(took, s.cpu)
	}
	fmt.Fprintf(out, "- With an empty build cache, scopevet takes %.0f s of CPU and `go build ./...` %.0f (one run of each).\n", took[1].Seconds(), took[0].Seconds())
	return nil
}

// builtSSA asks the command for how many packages it builds SSA.
func builtSSA(ctx context.Context, code codebase, tool string) (string, error) {
	cmd := exec.CommandContext(ctx, tool, "-v", "-fail-on", "off", "./...")
	cmd.Dir, cmd.Env = code.dir, append(os.Environ(), "GOWORK=off")
	text, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w", code.name, err)
	}
	_, after, ok := strings.Cut(string(text), "SSA built for ")
	n, _, ok2 := strings.Cut(after, " ")
	if !ok || !ok2 {
		return "", fmt.Errorf("%s: nothing said of SSA: %s", code.name, firstLine(string(text)))
	}
	return n, nil
}

// otherRows are the tools of others.
func otherRows(bin, tmp string, code codebase) []*row {
	paths, missing := make(map[string]string), make(map[string]string)
	for name, pkg := range others() {
		path, err := install(bin, name, pkg)
		if err != nil {
			missing[name] = err.Error()
		}
		paths[name] = path
	}
	static := func(fresh bool) func(int) (command, error) {
		return func(run int) (command, error) {
			c := code.command(paths["staticcheck"], "-fail", "none", "./...")
			dir := filepath.Join(tmp, "staticcheck"+strconv.Itoa(run))
			c.env = append(c.env, "STATICCHECK_CACHE="+dir)
			if fresh {
				return c, os.RemoveAll(dir)
			}
			return c, nil
		}
	}
	return []*row{
		{name: "staticcheck, cold", make: static(true), missing: missing["staticcheck"]},
		{name: "staticcheck, warm", make: static(false), missing: missing["staticcheck"]},
		{name: "gosec", make: code.fixed(paths["gosec"], "-quiet", "-no-fail", "./..."), missing: missing["gosec"]},
		{name: "gitleaks", make: code.fixed(paths["gitleaks"], "dir", "--no-banner", "--exit-code", "0", "."), missing: missing["gitleaks"]},
		{name: "capslock", make: code.fixed(paths["capslock"], "-packages", "./...", "-output", "compact"), missing: missing["capslock"]},
		{name: "plain go vet, warm", make: code.fixed("go", "vet", "./...")},
	}
}

// fetch downloads and compiles what the code needs, for all tools alike.
func fetch(ctx context.Context, code codebase) error {
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "./...")
	cmd.Dir = code.dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("listing %s: %w", code.name, err)
	}
	if code.change == "" {
		return nil // nothing is compiled
	}
	cmd = exec.CommandContext(ctx, "go", "vet", "./...")
	cmd.Dir = code.dir
	cmd.Env = append(os.Environ(), "GOWORK=off")
	_ = cmd.Run() // findings of go vet
	cmd = exec.CommandContext(ctx, "go", "build", "./...")
	cmd.Dir, cmd.Stdout = code.dir, io.Discard
	cmd.Env = append(os.Environ(), "GOWORK=off")
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("building %s: %w", code.name, err)
	}
	return nil
}

func (c codebase) command(args ...string) command {
	return command{dir: c.dir, env: []string{"GOWORK=off"}, args: args}
}

func (c codebase) fixed(args ...string) func(int) (command, error) {
	return func(int) (command, error) { return c.command(args...), nil }
}

// touch changes the code base's file by a comment at its end, another one each
// time.
func (c codebase) touch() error {
	name := filepath.Join(c.dir, c.change)
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	text, _, _ := strings.Cut(string(data), "\n// Changed at")
	return os.WriteFile(name, []byte(text+"\n// Changed at "+strconv.FormatInt(time.Now().UnixNano(), 10)+"\n"), 0o600)
}

// growth measures the command on generated modules.
func (b *bench) growth(ctx context.Context, sizes []string, tmp string) (string, error) {
	if len(sizes) == 0 {
		return "", nil
	}
	scopevet := filepath.Join(tmp, "scopevet")
	if err := build(b.root, "./cmd/scopevet", scopevet, "first"); err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString("\n### Growth\n\nGenerated packages in chains of ten, in each of which a request is wrapped once more.\n\n| packages | CPU s | ms a package | wall s | peak MB |\n|---|---|---|---|---|\n")
	for _, size := range sizes {
		n, err := strconv.Atoi(size)
		if err != nil {
			return out.String(), err
		}
		code, err := generate(filepath.Join(tmp, "generated"+size), n)
		if err != nil {
			return out.String(), err
		}
		var samples []sample
		for range b.repeat {
			s, err := code.command(scopevet, "-fail-on", "off", "./...").run(ctx)
			if err != nil {
				return out.String(), err
			}
			samples = append(samples, s)
		}
		m := median(samples)
		fmt.Fprintf(&out, "| %d | %.2f | %.2f | %.2f | %d |\n", n, m.cpu.Seconds(), m.cpu.Seconds()*1000/float64(n), m.wall.Seconds(), m.peak>>20)
	}
	return out.String(), nil
}
