package summary

import (
	"bytes"
	"compress/flate"
	"testing"
)

// FuzzDecode reads damaged facts. What can be read has one encoding.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"f":{"p.F":{"e":[{"k":"request","m":{"a":[[{"t":"GET"}]]},"u":{"a":[[{"h":{"s":{"k":1,"i":1,"n":"u"}}}]]}}]}}}`,
		`{"f":{"p.F":null},"d":{"p.T.f":[{}]},"g":{"p.v":{"a":[null,[]]}}}`, `null`, `{`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		_ = (&Fact{Data: text}).String()
		var b bytes.Buffer
		w, err := flate.NewWriter(&b, flate.BestSpeed)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(text); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		fact := &Fact{Data: b.Bytes()}
		_ = fact.String()
		p, err := fact.Decode()
		if err != nil {
			return
		}
		p.Bound()
		first, err := Encode(p)
		if err != nil {
			t.Fatal(err)
		}
		again, err := first.Decode()
		if err != nil {
			t.Fatal(err)
		}
		if second, err := Encode(again); err != nil || !bytes.Equal(first.Data, second.Data) {
			t.Errorf("encodes in two ways: %v", err)
		}
	})
}
