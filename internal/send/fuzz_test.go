package send

import (
	"reflect"
	"strings"
	"testing"
)

// FuzzRead looks for notation that is read in two ways: comments and blank
// lines change nothing, and an error names its line.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"package a/b c/d\nNew result .$base $0\nClient.Get send GET $0.$base~$1|-; when $0.x = 'y'\n\tdo $1",
		"package p\nT.* returns $0[*]; copy $0; new\nF make .x GET $1[$2] %1+@user^'a b'",
		"package p\nF secret $9999999999; store $0[x.y $1; token @machine; incoming $1; carries ()",
		"\x00", "package", "package p\nF send", "package p\n  do $1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plain, commented := NewTable(), NewTable()
		err := plain.Read("n", text)
		err2 := commented.Read("n", strings.ReplaceAll(text, "\n", " # a comment\n\n"))
		if (err == nil) != (err2 == nil) {
			t.Fatalf("%v, with comments %v", err, err2)
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), "n:") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%q has no line, or many", err)
			}
			return
		}
		if !reflect.DeepEqual(plain.rows, commented.rows) {
			t.Errorf("%q is read in another way with comments", text)
		}
		for _, pkg := range plain.Packages() {
			plain.Funcs(pkg)
		}
	})
}
