package frontend

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// bundle makes up minified code of about n bytes that ends in tail.
func bundle(n int, tail string) []byte {
	var b bytes.Buffer
	b.WriteString(`(function(){const Ae="t.auth0.com",be={domain:Ae,clientId:"abc"};`)
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, `function f%d(e,t){const n=e.children,r={a:n.b,c:%d,d:"x%d",e:/[a-z]+\/"/g};if(t===null)return[];for(let o=0;o<n.length;o++)r.a+=n[o]/2;return e.headers?r:t.map(o=>({...o,key:`+"`k${o.id}`"+`,className:"row row-"+o.kind}))}`, i, i, i)
		if i%16 == 0 {
			b.WriteString(`async function g(e,t){const n=await fetch(e.url+"/items/"+t.id,{method:"POST",body:JSON.stringify(t)});return h.get(t.name)||n.json()}`)
		}
	}
	b.WriteString(tail)
	b.WriteString("})();")
	return b.Bytes()
}

func BenchmarkBundle(b *testing.B) {
	text := bundle(5<<20, `const ze="https://"+Ae+"/api/v2/users";fetch(ze)`)
	s := newScanner(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if r := s.Text(context.Background(), text, Source{Format: Script, Public: true}); len(r.Findings) != 1 {
			b.Fatalf("%d findings: %v", len(r.Findings), r)
		}
	}
}

func BenchmarkNothingOfAuth0(b *testing.B) {
	text := bytes.ReplaceAll(bundle(5<<20, ""), []byte("auth0"), []byte("other"))
	s := newScanner(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if r := s.Text(context.Background(), text, Source{Format: Script, Public: true}); len(r.Findings) != 0 {
			b.Fatal(r)
		}
	}
}

// BenchmarkFiles takes the built files that the environment variable BUNDLES
// names, with commas between them, with a request to the API at their end.
func BenchmarkFiles(b *testing.B) {
	s := newScanner(b)
	for name := range strings.SplitSeq(os.Getenv("BUNDLES"), ",") {
		if name == "" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		text = append(text, "\n;(function(){const Ae=\"t.auth0.com\";const ze=\"https://\"+Ae+\"/api/v2/users\";fetch(ze)})()"...)
		b.Run(filepath.Base(name), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if r := s.Text(context.Background(), text, Source{Format: Script, Public: true}); len(r.Findings) < 1 {
					b.Fatal(r)
				}
			}
		})
	}
}
