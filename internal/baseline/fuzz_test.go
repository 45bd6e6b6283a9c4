package baseline

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// FuzzRead looks for files that are read and written as something else.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		`{"version":1,"findings":[{"rule":"spa-endpoint","package":"p","function":"f","method":"GET","path":"/api/v2/users","count":2}]}`,
		`{"version":1,"findings":[{"count":-1},{"count":1e3}]} {}`, `{"version":1}`, ``, `null`, `{"version":1,"findings":[{"rule":"b","count":1},{"rule":"a","count":1},{"rule":"b","count":1}]}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := Read(bytes.NewReader(text))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
			return
		}
		fresh, known, gone := b.Apply(nil)
		if len(fresh) > 0 || known > 0 || gone < 0 {
			t.Errorf("of no findings %d are new, %d known, %d gone", len(fresh), known, gone)
		}
		var out bytes.Buffer
		if err := b.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&out)
		if err != nil || !reflect.DeepEqual(b, again) {
			t.Errorf("%+v is read back as %+v, %v", b, again, err)
		}
	})
}
