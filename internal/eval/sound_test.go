package eval_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/scopevet/scopevet/internal/detect"
	"github.com/scopevet/scopevet/internal/eval"
	"github.com/scopevet/scopevet/internal/send"
	"github.com/scopevet/scopevet/internal/value"
)

// head is what every file of a test program begins with.
const head = `package main

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"
)

var _ = []any{cmp.Or[string], fmt.Sprint, html.EscapeString, io.WriteString, url.PathEscape, path.Join, strconv.Quote, strings.Join}

`

// support is what the programs call: values that only a run knows. The
// package around it is compiled and run, and read by the evaluator.
const support = `package main

import "sound/rt"

func opaque() string { return rt.Opaque() }
func yes() bool      { return rt.Number()%2 == 0 }
func number() int    { return rt.Number() }
func probe(id, s string) { rt.Probe(id, s) }
func bytesOf(s string) string { return string([]byte(s)) }
`

const runtimePackage = `package rt

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
)

var random *rand.Rand

func Number() int { return random.IntN(3) }

func Opaque() string { return []string{"7", "id7", "x/y"}[random.IntN(3)] }

func Probe(id, s string) {
	if len(s) < 2000 {
		fmt.Fprintf(out, "%s %q\n", id, s)
	}
}

var out = bufio.NewWriter(os.Stdout)

// Main runs the programs from the one on that the command line names.
func Main(programs ...func()) {
	first, _ := strconv.Atoi(os.Args[1])
	for i, run := range programs {
		if i < first {
			continue
		}
		fmt.Fprintf(out, "program %d\n", i)
		out.Flush()
		for seed := range uint64(8) {
			random = rand.New(rand.NewPCG(seed, 0))
			once(run)
		}
	}
	out.Flush()
}

func once(run func()) {
	defer func() { recover() }()
	run()
}
`

// TestSoundSeeds holds the evaluator against programs that it was once wrong
// about: what they compute has to be among what it says.
func TestSoundSeeds(t *testing.T) {
	names, err := filepath.Glob("testdata/sound/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no seeds", err)
	}
	var programs []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(text), "package main\n")
		if imports, rest, ok := strings.Cut(body, "\n)\n"); ok && strings.HasPrefix(strings.TrimSpace(imports), "import (") {
			body = rest // head imports everything
		}
		programs = append(programs, body)
	}
	holdAgainstRun(t, names, programs)
}

// TestSound does the same with programs that are made up: a fixed number from
// fixed seeds, or SOUND_PROGRAMS from the seed SOUND_SEED on.
func TestSound(t *testing.T) {
	n, first := 80, 1
	if s := os.Getenv("SOUND_PROGRAMS"); s != "" {
		n, _ = strconv.Atoi(s)
		first, _ = strconv.Atoi(os.Getenv("SOUND_SEED"))
	}
	var names, programs []string
	for i := range n {
		r := rand.New(rand.NewPCG(uint64(first+i), 7))
		data := make([]byte, 50+r.IntN(600))
		for j := range data {
			data[j] = byte(r.Uint32())
		}
		g := &generator{data: data, id: i}
		programs = append(programs, g.program())
		names = append(names, fmt.Sprintf("seed %d", first+i))
	}
	holdAgainstRun(t, names, programs)
}

// holdAgainstRun compiles and runs programs, and compares every string that
// they hand to probe with what the evaluator says of it.
func holdAgainstRun(t *testing.T, names, programs []string) {
	t.Helper()
	files := map[string]string{"support.go": support}
	var runs strings.Builder
	for i, p := range programs {
		files[fmt.Sprintf("p%d.go", i)] = head + p
		entry := fmt.Sprintf("run%d", i)
		if !strings.Contains(p, "func "+entry+"(") {
			_, rest, _ := strings.Cut(p, "func run")
			entry, _, _ = strings.Cut("run"+rest, "(")
		}
		reset := fmt.Sprintf("reset%d", i)
		if !strings.Contains(p, "func "+reset+"(") {
			reset = "func() {}"
		}
		fmt.Fprintf(&runs, "\t\tfunc() { %s(); %s() },\n", reset, entry)
	}
	files["main.go"] = "package main\n\nimport \"sound/rt\"\n\nfunc main() {\n\trt.Main(\n" + runs.String() + "\t)\n}\n"

	said := evaluate(t, exported(t), files)
	seen := execute(t, files, len(programs))
	literal, open := 0, 0
	for _, s := range said {
		if _, ok := s.set.Literals(); ok {
			literal++
		}
		if len(s.set.Alts) == 0 || slices.ContainsFunc(s.set.Alts, func(p value.Pattern) bool { return p.String() == "{}" }) {
			open++
		}
	}
	t.Logf("%d programs, %d places that ran, %d strings; of %d answers %d are literals and %d are open", len(programs), len(seen), count(seen), len(said), literal, open)
	wrong := map[int]bool{}
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		answer, ok := said[id]
		if !ok {
			t.Fatalf("no answer for %s", id)
		}
		for _, s := range seen[id] {
			if covers(answer.set, s) || wrong[answer.program] {
				continue
			}
			wrong[answer.program] = true
			t.Errorf("%s: place %s is %q, the evaluator says %s", names[answer.program], id, s, show(answer.set))
			if name := os.Getenv("SOUND_KEEP"); name != "" {
				_ = os.WriteFile(filepath.Join(name, fmt.Sprintf("%d.go", answer.program)), []byte(head+programs[answer.program]), 0o666)
			}
		}
	}
}

func count(seen map[string][]string) (n int) {
	for _, list := range seen {
		n += len(list)
	}
	return n
}

func show(s value.Set) string {
	var alts []string
	for _, p := range s.Alts {
		alts = append(alts, strconv.Quote(p.String()))
	}
	return "[" + strings.Join(alts, " ") + "]"
}

// covers reports whether a set allows for a string. A set that was cut says
// that it does not hold everything; the empty set says that nothing is known. A hole
// in a path that is cleaned is taken for whole segments, at least one.
func covers(s value.Set, text string) bool {
	cleaned := false
	s.Holes(func(h *value.Hole) {
		cleaned = cleaned || slices.ContainsFunc(h.Ops, func(op value.Op) bool { return op.Name == value.Clean })
	})
	return s.Cut || len(s.Alts) == 0 || cleaned || slices.ContainsFunc(s.Alts, func(p value.Pattern) bool { return matches(p, text) })
}

func matches(p value.Pattern, text string) bool {
	if len(p) == 0 {
		return text == ""
	}
	if p[0].Hole == nil {
		rest, ok := strings.CutPrefix(text, p[0].Text)
		return ok && matches(p[1:], rest)
	}
	for i := range len(text) + 1 {
		if matches(p[1:], text[i:]) {
			return true
		}
	}
	return false
}

// FuzzEval looks for programs on which the evaluator fails, says more than its
// limits allow, or says something else when it is asked again.
func FuzzEval(f *testing.F) {
	for i := range uint64(8) {
		r := rand.New(rand.NewPCG(i, 7))
		data := make([]byte, 40*i)
		for j := range data {
			data[j] = byte(r.Uint32())
		}
		f.Add(data)
	}
	imp := exported(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		g := &generator{data: data}
		files := map[string]string{"support.go": support, "p0.go": head + g.program()}
		said, again := evaluate(t, imp, files), evaluate(t, imp, files)
		for id, a := range said {
			if !a.set.Equal(again[id].set) {
				t.Errorf("%s is %s, and then %s", id, show(a.set), show(again[id].set))
			}
			if len(a.set.Alts) > value.MaxAlternatives {
				t.Errorf("%s has %d alternatives", id, len(a.set.Alts))
			}
			for _, p := range a.set.Alts {
				if len(p) > value.MaxPieces+1 || len(p.String()) > value.MaxText+2*value.MaxPieces {
					t.Errorf("%s has a pattern of %d pieces", id, len(p))
				}
			}
		}
	})
}

// An answer is what the evaluator says of a place.
type answer struct {
	program int
	set     value.Set
}

// nobody knows nothing of other packages.
type nobody struct{}

func (nobody) Written(*types.Func, int, string) value.Set                { return value.Set{} }
func (nobody) Result(*types.Func, int, string, string) (value.Set, bool) { return value.Set{}, false }
func (nobody) Global(*types.Var, string, string) (value.Set, bool)       { return value.Set{}, false }

// standard imports the standard library and the package rt.
type standard struct {
	types.Importer
	rt *types.Package
}

func (s standard) Import(path string) (*types.Package, error) {
	if path == "sound/rt" {
		return s.rt, nil
	}
	return s.Importer.Import(path)
}

// exported returns an importer of what the programs import, from the export
// data of the build cache.
func exported(t testing.TB) types.Importer {
	t.Helper()
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}={{.Export}}",
		"bufio", "cmp", "fmt", "html", "io", "math/rand/v2", "net/url", "os", "path", "strconv", "strings").Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), "=")
		files[name] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(files[path]) })
}

// evaluate asks the evaluator for every place.
func evaluate(t testing.TB, imp types.Importer, files map[string]string) map[string]answer {
	t.Helper()
	fset := token.NewFileSet()
	rt, err := (&types.Config{Importer: imp}).Check("sound/rt", fset, []*ast.File{parse(t, fset, "rt.go", runtimePackage)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, funcs := build(t, fset, standard{imp, rt}, files)
	out := map[string]answer{}
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(*ssa.Call)
				if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "probe" {
					continue
				}
				id := constant.StringVal(call.Call.Args[0].(*ssa.Const).Value)
				name := filepath.Base(fset.Position(call.Pos()).Filename)
				program, _ := strconv.Atoi(strings.Trim(name, "p.go"))
				out[id] = answer{program, p.Read(call.Call.Args[1], "", "", call)}
			}
		}
	}
	return out
}

func parse(t testing.TB, fset *token.FileSet, name, text string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return f
}

// build makes SSA of a package and an evaluator for it.
func build(t testing.TB, fset *token.FileSet, imp types.Importer, files map[string]string) (*eval.Package, []*ssa.Function) {
	t.Helper()
	var list []*ast.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name == "main.go" {
			continue
		}
		list = append(list, parse(t, fset, name, files[name]))
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	pkg, err := (&types.Config{Importer: imp}).Check("sound", fset, list, info)
	if err != nil {
		var where types.Error
		errors.As(err, &where)
		t.Fatalf("%v in\n%s", err, files[fset.Position(where.Pos).Filename])
	}
	ssaPkg, funcs, err := detect.Build(fset, pkg, list, info)
	if err != nil {
		t.Fatal(err)
	}
	return eval.New(ssaPkg, funcs, send.Builtin(), nobody{}), funcs
}

// execute compiles and runs the programs, and returns what each place was. A
// program that wants too much memory is left out from there on.
func execute(t *testing.T, files map[string]string, programs int) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module sound\n\ngo 1.26\n")
	write("rt/rt.go", runtimePackage)
	for name, text := range files {
		write(name, text)
	}
	build := exec.Command("go", "build", "-gcflags=-N -l", "-ldflags=-s -w", "-o", "programs", ".")
	build.Dir, build.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	seen := map[string][]string{}
	for first := 0; first < programs; first++ {
		run := exec.Command("sh", "-c", "ulimit -v 2000000 -t 2; exec ./programs "+strconv.Itoa(first))
		run.Dir = dir
		out, err := run.Output()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(bytes.NewReader(out))
		for lines.Scan() {
			id, quoted, _ := strings.Cut(lines.Text(), " ")
			if id == "program" {
				first, _ = strconv.Atoi(quoted)
				continue
			}
			s, err := strconv.Unquote(quoted)
			if err != nil || id == "skip" {
				continue // the last line before the memory ran out
			}
			if !slices.Contains(seen[id], s) {
				seen[id] = append(seen[id], s)
			}
		}
		if err == nil {
			break
		}
	}
	return seen
}
