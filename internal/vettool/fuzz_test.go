package vettool

import (
	"encoding/gob"
	"encoding/json"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// The go command says the same of a module in another way from Go 1.27 on.
func TestModuleOfUnit(t *testing.T) {
	for _, text := range []string{
		`{"ModulePath":"example.com/m","ModuleVersion":"v1.0.0","GoVersion":"go1.26"}`,
		`{"Module":{"Path":"example.com/m","Version":"v1.0.0","GoVersion":"go1.26"}}`,
	} {
		u, err := readUnit([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if u.ModulePath != "example.com/m" || u.ModuleVersion != "v1.0.0" || *u.Module != (analysis.Module{Path: "example.com/m", Version: "v1.0.0", GoVersion: "go1.26"}) {
			t.Errorf("%s: %+v", text, u.Module)
		}
	}
}

// FuzzConfig reads what should be the go command's description of a package.
// The copy that asks for diagnostics differs in nothing else.
func FuzzConfig(f *testing.F) {
	for _, s := range []string{
		`{"ID":"p","ImportPath":"p","Dir":"/d","GoFiles":["/d/a.go"],"GoVersion":"go1.26","ModulePath":"m","VetxOnly":true,"ImportMap":{"a":"b"}}`,
		`{"VetxOnly":1}`, `null`, `[]`, `{"VetxOnly":true,"Big":123456789012345678901234567890}`,
	} {
		f.Add([]byte(s))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		u, err := readUnit(text)
		if err != nil {
			return
		}
		u.GoFiles = nil // nothing of the machine is read
		u.own()
		(&options{}).reportsLost(u)
		_ = checkGo(u.GoVersion)
		name, err := asRoot(filepath.Join(dir, "vet.cfg"), text)
		if err != nil {
			return
		}
		edited, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var before, after map[string]json.RawMessage
		if json.Unmarshal(text, &before) != nil || json.Unmarshal(edited, &after) != nil {
			t.Fatalf("the copy of %s is %s", text, edited)
		}
		if string(after["VetxOnly"]) != "false" {
			t.Errorf("the copy is %s", edited)
		}
		delete(before, "VetxOnly")
		delete(after, "VetxOnly")
		for key := range before {
			var a, b any
			if json.Unmarshal(before[key], &a) != nil || json.Unmarshal(after[key], &b) != nil || !reflect.DeepEqual(a, b) {
				t.Errorf("%q was %s and is %s", key, before[key], after[key])
			}
		}
	})
}

// FuzzVetx reads what should be a file that an import left. The types in it are
// not gone into: their reader takes what the go command's cache holds for sound.
func FuzzVetx(f *testing.F) {
	fset := token.NewFileSet()
	pkg := types.NewPackage("example.com/p", "p")
	pkg.MarkComplete()
	store := &factStore{own: &told{"GET"}}
	gob.Register(store.own)
	facts, err := store.encode(pkg.Path())
	if err != nil {
		f.Fatal(err)
	}
	for _, facts := range [][]byte{nil, facts} {
		data, err := encodeVetx(fset, pkg, facts)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("vetx\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := parseVetx(data)
		if err != nil {
			return
		}
		if len(v.types)+len(v.facts)+vetxHeader != len(data) {
			t.Errorf("%d bytes hold %d of types and %d of facts", len(data), len(v.types), len(v.facts))
		}
		store, err := readFacts(new(told), map[string]*vetx{pkg.Path(): v})
		if err != nil {
			return
		}
		var fact told
		store.of(pkg, &fact)
	})
}

// told is a fact.
type told struct{ Text string }

func (*told) AFact() {}
