package frontend

import (
	"slices"
	"testing"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// FuzzTokens holds the tokens of a script, of which most are told without the
// lexer, against those that the lexer tells.
func FuzzTokens(f *testing.F) {
	for _, seed := range []string{
		"a.b?.c?d:e??f", "a=>b==c===d!=e", "1..toFixed()+.5+1.e3-0x1f_a", "a--\n-->b", "<!--x\na<!--y", "if(a)/b/g.test(c)/d", "`a${b}c${{d:1}}e`",
		`\u0061wait=await+asyncs`, "é=aé+ª", "class A{#b=1;static async*c(){}}", "a\n/b/c", "}{)(][", "$_=_$+$1", "x/=/=/", "<div a={b}>c</div>", "{}/a/g", "a:for(;;);", "0A!000",
	} {
		f.Add([]byte(seed))
	}
	f.Add(bundle(1<<16, ""))
	f.Fuzz(func(t *testing.T, text []byte) { sameTokens(t, text) })
}

func sameTokens(t *testing.T, text []byte) {
	t.Helper()
	var s script
	s.read(append(slices.Clone(text), 0))
	if len(s.toks) != len(s.links) {
		t.Fatalf("%d tokens, %d links", len(s.toks), len(s.links))
	}
	input := parse.NewInputBytes(slices.Clone(text))
	lexer := js.NewLexer(input)
	for i := 0; i < len(s.toks); {
		kind, told := lexer.Next()
		switch kind {
		case js.ErrorToken:
			if input.Err() != nil {
				t.Fatalf("the lexer ends at token %d of %d: %v", i, len(s.toks), input.Err())
			}
			continue
		case js.WhitespaceToken, js.CommentToken, js.LineTerminatorToken, js.CommentLineTerminatorToken:
			continue
		case js.DivToken, js.DivEqToken:
			if s.kind(i) != kind { // which a script knows, and the lexer does not
				if kind, told = lexer.RegExp(); kind != js.RegExpToken {
					continue
				}
			}
		}
		if start := input.Offset() - len(told); s.kind(i) != kind || int(s.toks[i].start) != start || string(s.text(i)) != string(told) {
			t.Fatalf("token %d is %s %q at %d; the lexer tells %s %q at %d", i, s.kind(i), s.text(i), s.toks[i].start, kind, told, start)
		}
		if s.tokenAt(int(s.toks[i].start)) != i {
			t.Fatalf("at the beginning of token %d stands %d", i, s.tokenAt(int(s.toks[i].start)))
		}
		i++
	}
}

func TestLongTokens(t *testing.T) {
	for _, n := range []int{manyBytes - 3, manyBytes - 2, manyBytes - 1, manyBytes, 1 << 20} {
		sameTokens(t, []byte("a+'"+string(slices.Repeat([]byte("b"), n))+"'+c"))
	}
}
