package value

import (
	"fmt"
	"html"
	"net/url"
	"path"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzFormat holds formats against package fmt: of verbs that write their
// operand as it is, the parts make up what fmt writes.
func FuzzFormat(f *testing.F) {
	for _, s := range []string{"/users/%s/roles/%v", "%[2]s%[1]q%%", "%*s%", "%5d%-s%+v", "%!%[x]s%[0]s%[9999999]d", "%.[1]s%s"} {
		f.Add(s, "a", `"b`)
	}
	f.Fuzz(func(t *testing.T, format, a, b string) {
		operands := []any{a, b, "c"}
		var got strings.Builder
		for _, part := range ParseFormat(format) {
			switch {
			case part.Verb == 0:
				got.WriteString(part.Text)
			case part.Operand < 0:
				t.Fatalf("%q has operand %d", format, part.Operand)
			case !part.Plain || part.Operand >= len(operands) || part.Verb == 'd' || part.Verb == 't':
				return // not said, or not what a string is written with
			case part.Verb == 'q':
				got.WriteString(strconv.Quote(operands[part.Operand].(string)))
			default:
				got.WriteString(operands[part.Operand].(string))
			}
		}
		want := fmt.Sprintf(format, operands...)
		if want, _, _ = strings.Cut(want, "%!(EXTRA"); strings.Contains(want, "%!") {
			return // package fmt complains
		}
		if got.String() != want {
			t.Errorf("%q is %q, fmt says %q", format, got.String(), want)
		}
	})
}

// FuzzOps does things to texts, at once and to a hole that is filled later.
func FuzzOps(f *testing.F) {
	f.Add("/api/v2/", "users", "/roles", "a", "b")
	f.Add("a//", "..", "/b/", "/", "")
	f.Add("", "\xff", "", "", "xx")
	f.Fuzz(func(t *testing.T, before, inside, after, a, b string) {
		if len(before)+len(inside)+len(after) > MaxText/16 || len(b) > 32 {
			return
		}
		whole := before + inside + after
		hole := Symbol{Kind: Param, Name: "p"}
		fill := func(s Set) Set { return s.Subst(func(Symbol) (Set, bool) { return Text(inside), true }) }
		open := Concat(Text(before), Of(hole), Text(after))
		for op, want := range map[Op]string{
			{Name: Upper}:                    strings.ToUpper(whole),
			{Name: Lower}:                    strings.ToLower(whole),
			{Name: HTML}:                     html.EscapeString(whole),
			{Name: Escape}:                   url.PathEscape(whole),
			{Name: Query}:                    url.QueryEscape(whole),
			{Name: Replace, A: a, B: b}:      strings.ReplaceAll(whole, a, b),
			{Name: ReplaceOne, A: a, B: b}:   strings.Replace(whole, a, b, 1),
			{Name: TrimPrefix, A: a}:         strings.TrimPrefix(whole, a),
			{Name: TrimSuffix, A: a}:         strings.TrimSuffix(whole, a),
			{Name: TrimLeft, A: a}:           strings.TrimLeft(whole, a),
			{Name: TrimRight, A: a}:          strings.TrimRight(whole, a),
			{Name: Clean, A: "."}:            path.Clean(whole),
			{Name: Quote}:                    strings.TrimSuffix(strings.TrimPrefix(strconv.Quote(whole), `"`), `"`),
			{Name: From, A: "1"}:             whole[min(1, len(whole)):],
			{Name: URLHost, A: "not", B: ""}: "",
		} {
			got := Text(whole).Apply(op)
			if op.Name != URLHost && len(want) <= MaxText && !got.Equal(Text(want)) {
				t.Errorf("%v of %q is %v, want %q", op, whole, got.Alts, want)
			}
			later := fill(open.Apply(op))
			if len(later.Alts) != 1 {
				t.Errorf("%v of %v is %v", op, open.Alts, later.Alts)
			}
			switch op.Name {
			case Upper, Lower, HTML, Escape, Query:
				// What is done to each character is done at any time.
				if utf8.ValidString(before) && utf8.ValidString(inside) && !later.Equal(Text(want)) {
					t.Errorf("%v of %q later is %v, want %q", op, whole, later.Alts, want)
				}
			}
		}
	})
}

// FuzzURL holds URLs and paths against the packages net/url and path.
func FuzzURL(f *testing.F) {
	f.Add("https://club.eu.auth0.com/api/v2/users?q=1#x", "/a/", "../b")
	f.Add("//h/p", "", "/")
	f.Add("http://h", ".", "//")
	f.Fuzz(func(t *testing.T, text, a, b string) {
		if len(text)+len(a)+len(b) > MaxText/2 {
			return
		}
		if got := JoinPath(Text(a), Text(b)).Apply(Op{Name: Clean}); !got.Equal(Text(path.Join(a, b))) {
			t.Errorf("path.Join(%q, %q) is %q, not %v", a, b, path.Join(a, b), got.Alts)
		}
		split := Split(Concat(Text(text)).Alts[0])
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || !strings.HasPrefix(text, u.Scheme+"://") {
			return
		}
		host, _ := split.Host.Literal()
		rest, _ := split.Path.Literal()
		unescaped, err := url.PathUnescape(rest)
		if err != nil || host != u.Host && !strings.Contains(host, "%") || unescaped != u.Path {
			t.Errorf("%q has host %q and path %q, not %q and %q", text, u.Host, u.Path, host, rest)
		}
	})
}
