package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Nothing is timed: the test shows that everything still runs, and that facts
// stay below their bound.
func TestSmall(t *testing.T) {
	b := bench{root: "..", cache: t.TempDir(), repeat: 1}
	code, err := generate(filepath.Join(t.TempDir(), "generated"), 30)
	if err != nil {
		t.Fatal(err)
	}
	table, err := b.compare(t.Context(), code, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	growth, err := b.growth(t.Context(), []string{"10", "20"}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	text := table + growth
	for _, want := range []string{"| go vet, scopevet, cold | ", "times the CPU of go vet, a tool that does nothing, warm", "the largest is ", "\n| 20 | "} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "not measured") {
		t.Error(text)
	}
}
