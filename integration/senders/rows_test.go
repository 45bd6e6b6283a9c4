package senders

import (
	"encoding/json"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/scopevet/scopevet/internal/send"
)

// TestRows looks every function of the tables up in the library that has it,
// at the release that the library's module requires. The Auth0 SDK's are left
// to the tests that call them.
func TestRows(t *testing.T) {
	for _, name := range []string{"senders.txt", "public.txt", "settings.txt"} {
		t.Run(name, func(t *testing.T) { lookUp(t, name) })
	}
}

func lookUp(t *testing.T, name string) {
	text, err := os.ReadFile("../../internal/send/" + name)
	if err != nil {
		t.Fatal(err)
	}
	table := send.NewTable()
	if err := table.Read(name, string(text)); err != nil {
		t.Fatal(err)
	}
	where := required(t)
	wanted := map[string][]string{} // packages by the folder that they are loaded in
	for _, pkg := range table.Packages() {
		if strings.HasPrefix(pkg, "github.com/auth0/") || strings.HasPrefix(pkg, "gopkg.in/auth0.") {
			continue
		}
		dir, ok := home(where, pkg)
		if !ok {
			t.Errorf("no module below testdata/senders requires %s", pkg)
			continue
		}
		wanted[dir] = append(wanted[dir], pkg)
	}
	for dir, pkgs := range wanted {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			for _, pkg := range load(t, dir, pkgs) {
				for _, name := range table.Funcs(pkg.PkgPath) {
					if !exists(pkg.Types, name) {
						t.Errorf("%s has no %s", pkg.PkgPath, name)
					}
				}
			}
		})
	}
}

const browser = modules + "/wasm" // the module that is code for js/wasm

// required maps the module paths that test modules require to the folders of
// these.
func required(t *testing.T) map[string]string {
	t.Helper()
	dirs, err := filepath.Glob(modules + "/*")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, dir := range dirs {
		cmd := exec.Command("go", "mod", "edit", "-json")
		cmd.Dir = dir
		text, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		var mod struct{ Require []struct{ Path string } }
		if err := json.Unmarshal(text, &mod); err != nil {
			t.Fatal(err)
		}
		for _, r := range mod.Require {
			if _, ok := out[r.Path]; !ok {
				out[r.Path] = dir
			}
		}
	}
	return out
}

// home returns the folder of a module that can load pkg.
func home(required map[string]string, pkg string) (string, bool) {
	if pkg == "syscall/js" {
		return browser, true
	}
	if first, _, _ := strings.Cut(pkg, "/"); !strings.Contains(first, ".") {
		return modules + "/nethttp", true
	}
	for path := pkg; path != "."; path = filepath.ToSlash(filepath.Dir(path)) {
		if dir, ok := required[path]; ok {
			return dir, true
		}
	}
	return "", false
}

func load(t *testing.T, dir string, pkgs []string) []*packages.Package {
	t.Helper()
	cfg := &packages.Config{
		Mode: packages.NeedName | packages.NeedTypes,
		Dir:  dir,
		Env:  append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0"),
	}
	if dir == browser {
		cfg.Env = append(cfg.Env, "GOOS=js", "GOARCH=wasm")
	}
	loaded, err := packages.Load(cfg, pkgs...)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range loaded {
		for _, e := range pkg.Errors {
			t.Error(e)
		}
	}
	return loaded
}

// exists reports whether a package declares what a row is named after: "Get",
// "Client.Do", "Config.ClientSecret", and for "Client.*" any method that
// returns its receiver's type.
func exists(pkg *types.Package, name string) bool {
	first, second, isMember := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(first)
	if obj == nil || !isMember {
		return obj != nil
	}
	if second != "*" {
		member, _, _ := types.LookupFieldOrMethod(obj.Type(), true, pkg, second)
		return member != nil
	}
	methods := types.NewMethodSet(types.NewPointer(obj.Type()))
	for m := range methods.Methods() {
		sig := m.Obj().Type().(*types.Signature)
		if sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), sig.Recv().Type()) {
			return true
		}
	}
	return false
}
