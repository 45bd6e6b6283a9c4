package command

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABaselineSurvivesMovedLinesAndRenamedLocals(t *testing.T) {
	const program = `package main

import (
	"context"

	"github.com/auth0/go-auth0/management"
)

func main() {
	api, _ := management.New("t.auth0.com")
	api.User.List(context.Background())
}
`
	dir := unpack(t, `
-- app/.scopevet.yaml --
version: 1
contexts:
  - {name: job, kind: m2m, packages: [.], grants: [read:logs]}
-- app/main.go --
`+program)
	with := func(write bool) (string, int) {
		t.Helper()
		got, status, err := run(t, dir, func(ctx context.Context, o Options, out Output) (int, error) {
			o.Baseline = Baseline{Name: "baseline.json", Write: write}
			return check(ctx, o, out)
		})
		if err != nil {
			t.Fatal(err)
		}
		return got, status
	}
	if got, status := with(true); got != "" || status != OK {
		t.Fatalf("writing it gives %d\n%s", status, got)
	}
	change := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	change(strings.ReplaceAll(strings.Replace(program, "func main", "// One more line.\nfunc main", 1), "api", "tenant"))
	if got, status := with(false); got != "" || status != OK {
		t.Errorf("after the change: %d\n%s", status, got)
	}
	change(strings.Replace(program, "\tapi.User.List", "\tapi.Role.Create(context.Background(), nil)\n\tapi.User.List", 1))
	got, status := with(false)
	if status != Findings || strings.Count(got, "\n") != 1 || !strings.Contains(got, "POST /api/v2/roles needs create:roles") {
		t.Errorf("with another call: %d\n%s", status, got)
	}
}
