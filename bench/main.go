// Bench measures scopevet beside other tools and writes the figures into a page
// of the documentation, between its markers. Runs of the tools take turns, and
// the figures are medians.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	b := bench{}
	page := flag.String("page", "", "page to write the figures into; they are printed in any case")
	flag.StringVar(&b.root, "root", "..", "folder of scopevet's module")
	flag.StringVar(&b.cache, "cache", "../.cache/bench", "folder for tools and code")
	flag.IntVar(&b.repeat, "n", 5, "runs of each command")
	flag.BoolVar(&b.others, "others", true, "measure other tools too, on the first module")
	flag.BoolVar(&b.first, "first", true, "measure runs with an empty build cache too, on the first module")
	modules := flag.String("modules", "github.com/auth0/terraform-provider-auth0@v1.0.0=internal/auth0/role/resource.go,github.com/prometheus/prometheus@v0.305.0=cmd/promtool/main.go,k8s.io/kubernetes@v1.33.0", "modules, separated by commas; one with a file to change is measured under go vet too")
	sizes := flag.String("sizes", "100,1000,10000", "sizes of the generated modules, in packages")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var text strings.Builder
	err := b.run(ctx, split(*modules), split(*sizes), io.MultiWriter(os.Stdout, &text))
	if err == nil && *page != "" {
		err = replace(*page, text.String())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

// A bench is one run of everything.
type bench struct {
	root, cache string
	repeat      int
	others      bool // of the first module
	first       bool // of the first module
}

// run writes the figures as they come.
func (b *bench) run(ctx context.Context, modules, sizes []string, out io.Writer) error {
	var err error
	if b.cache, err = filepath.Abs(b.cache); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	fmt.Fprintf(out, "%d cores, %s, %s/%s; medians of %d runs that take turns, of what takes a second or two %d.\n", runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH, b.repeat, b.repeat*perTurn)
	for _, m := range modules {
		module, change, _ := strings.Cut(m, "=")
		code, err := download(b.cache, module, change)
		if err != nil {
			return err
		}
		table, err := b.compare(ctx, code, tmp)
		io.WriteString(out, table)
		if err != nil {
			return err
		}
		b.others, b.first = false, false
	}
	growth, err := b.growth(ctx, sizes, tmp)
	io.WriteString(out, growth)
	return err
}

// replace puts text between the markers of a page.
func replace(page, text string) error {
	const begin, end = "<!-- figures -->\n", "<!-- end of figures -->"
	data, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no markers", page)
	}
	return os.WriteFile(page, []byte(before+begin+"\n"+text+"\n"+end+after), 0o600)
}
