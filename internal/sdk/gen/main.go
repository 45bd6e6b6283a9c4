// Command gen writes the tables of package sdk: which requests the methods of
// each release of Auth0's Go SDK send. It fetches the releases through the
// module proxy and lets scopevet's own engine read their source.
//
//	go run ./gen                                            all tables, as they are
//	go run ./gen -sdk github.com/auth0/go-auth0/v2@v2.15.0  with one release more
//
// The releases of a table stand in its own "versions" line. Not every release
// is needed: two that agree say the same of those between them, as far as the
// methods go that either has. gopkg.in/auth0.v2 and v3 are missing: the module
// proxy does not serve them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	dir := flags.String("tables", "tables", "`folder` of the tables")
	out := flags.String("o", "", "`folder` to write to (default the folder of the tables)")
	var added releases
	flags.Var(&added, "sdk", "a release to add, as `path@version`; may be repeated")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "gen: unexpected argument %q\n", flags.Arg(0))
		return 2
	}
	if *out == "" {
		*out = *dir
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := generate(ctx, *dir, *out, added); err != nil {
		fmt.Fprintf(os.Stderr, "gen: %v\n", err)
		return 1
	}
	return 0
}

// generate writes the tables that stand in dir, and those of the added
// releases, to out. With releases to add, it leaves the other tables alone.
func generate(ctx context.Context, dir, out string, added releases) error {
	tables, err := existing(dir)
	if err != nil {
		return err
	}
	for _, r := range added {
		tables.add(r)
	}
	for _, t := range tables {
		if len(added) > 0 && !t.changed {
			continue
		}
		text, err := t.generate(ctx)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, t.file), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) generate(ctx context.Context) ([]byte, error) {
	u := union{path: t.path, versions: t.versions}
	for _, v := range t.versions {
		s, err := surveyRelease(ctx, t.path, v)
		if err != nil {
			return nil, fmt.Errorf("%s@%s: %w", t.path, v, err)
		}
		fmt.Fprintf(os.Stderr, "%s %s: %d methods call the API\n", t.path, v, s.senders())
		u.surveys = append(u.surveys, s)
	}
	return u.format(), nil
}
