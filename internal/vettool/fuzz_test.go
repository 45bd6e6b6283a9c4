package vettool

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

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
		var u unit
		if err := json.Unmarshal(text, &u); err != nil {
			return
		}
		u.GoFiles = nil // nothing of the machine is read
		u.own()
		(&options{}).reportsLost(&u)
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
