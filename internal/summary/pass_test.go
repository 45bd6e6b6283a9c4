package summary

import (
	"reflect"
	"testing"

	"github.com/scopevet/scopevet/internal/value"
)

// TestPassedOn hands functions through a package that does not look at them.
func TestPassedOn(t *testing.T) {
	first := NewPackage()
	first.Funcs["a.T.Get"] = &Func{Reach: []Reach{{Method: "GET", Path: "/api/v2/users"}}}
	first.Funcs["a.T.URL"] = &Func{Results: []Result{{Value: value.Text("/x")}}}
	first.Funcs["a.Hidden"] = &Func{Results: []Result{{Value: value.Text("/y")}}}
	second := NewPackage()
	imports := importsOf(t, first)
	imports.Reexport(second, []string{"a.T"})
	if second.Empty() {
		t.Error("a package that passes functions on is empty")
	}
	third := importsOf(t, second)
	if !third.Calls("a") || third.Calls("b") {
		t.Error("who makes calls is lost")
	}
	fact, err := Encode(second)
	if err != nil {
		t.Fatal(err)
	}
	got, err := fact.Decode()
	if err != nil {
		t.Fatal(err)
	}
	delete(first.Funcs, "a.Hidden")
	if !reflect.DeepEqual(got.Funcs, first.Funcs) {
		t.Errorf("passed on is %v, want %v", got.Funcs, first.Funcs)
	}
}

func importsOf(t *testing.T, p *Package) *Imports {
	t.Helper()
	fact, err := Encode(p)
	if err != nil {
		t.Fatal(err)
	}
	m := NewImports()
	if err := m.Add(fact); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestDamagedEntry(t *testing.T) {
	m := NewImports()
	m.funcs["a.F"] = &entry[*Func]{text: []byte("{")}
	if m.funcs["a.F"].get(m); m.Err() == nil {
		t.Error("an entry that cannot be read is no error")
	}
}
