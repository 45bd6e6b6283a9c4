package summary

import (
	"bytes"
	"compress/flate"
	"testing"

	"github.com/scopevet/scopevet/internal/value"
)

// FuzzDecode reads damaged facts. What can be read has one encoding.
func FuzzDecode(f *testing.F) {
	p := NewPackage()
	p.Funcs["p.F"] = &Func{
		Effects: []Effect{{Kind: Request, Method: value.Text("GET"), URL: value.Of(value.Symbol{Kind: value.Param, Index: 1, Name: "u"})}},
		Reach:   []Reach{{Method: "GET", Path: "/api/v2/users"}},
	}
	p.Funcs["p.T.G"] = &Func{Results: []Result{{Value: value.Text("x")}}}
	p.Fields["p.T.f"] = []value.Set{{}}
	p.Globals["p.v"] = value.Text("y")
	seed, err := p.text()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	for _, s := range []string{"f\x01a\x04null", "h\x01a\x02{}f\x01a\x02[]", "f\x01a\xff\xff\xff\xff\x0fx", "x\x00\x00", "d\x00"} {
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
