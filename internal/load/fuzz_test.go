package load

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// FuzzConstraint reads the build constraints of any file.
func FuzzConstraint(f *testing.F) {
	for _, s := range []string{
		"//go:build js && wasm\n\npackage p\n", "// +build ignore\n\npackage p", "/*\n//go:build x\n*/ package p", "//go:build (\npackage p", "\xff//go:build js",
		"package p\nimport \"C\"\n",
	} {
		f.Add("f_js_wasm.go", []byte(s))
		f.Add("f.go", []byte(s))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		if name == "" || len(name) > 60 || strings.ContainsAny(name, "/\x00") {
			return
		}
		file := filepath.Join(dir, name+".go")
		if err := os.WriteFile(file, text, 0o666); err != nil {
			return
		}
		defer os.RemoveAll(file)
		label := constraintOf(file)
		if label == "" || strings.ContainsAny(label, "\n\r") {
			t.Errorf("the constraint is %q", label)
		}
		includes(new(Config), browser(), file)
		importsC(file)
	})
}

// FuzzWithoutTexts looks for string literals that get through into a message.
func FuzzWithoutTexts(f *testing.F) {
	f.Add("cannot use ", "abcdefghijklmnop", " (untyped string constant) as int value")
	f.Add("x \\", "0123456789abcdef", "`")
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		if len(secret) < 12 || strings.Contains(before+after, secret) || strings.ContainsAny(before, "\"`") {
			return
		}
		for _, quoted := range []string{strconv.Quote(secret), "`" + strings.ReplaceAll(secret, "`", "") + "`"} {
			message, literal := before+quoted+after, strings.Trim(quoted, "\"`")
			if strings.Contains(message, "import") || strings.Contains(message, "package ") || strings.Contains(before+after, literal) || len(quoted) < 12 {
				continue
			}
			if out := withoutTexts(message); strings.Contains(out, literal) {
				t.Errorf("%q tells the literal: %q", message, out)
			}
		}
	})
}

// FuzzHit compares the quick search for the name with a plain one.
func FuzzHit(f *testing.F) {
	f.Add([]byte("x AUTH0 y"))
	f.Add([]byte("0auth00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if got, want := mentionsAuth0(text), strings.Contains(asciiLower(text), "auth0"); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	})
}

func asciiLower(text []byte) string {
	out := make([]byte, len(text))
	for i, c := range text {
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return string(out)
}
