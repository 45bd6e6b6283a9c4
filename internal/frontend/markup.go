package frontend

import (
	"bytes"
	"html"
	"strings"

	"github.com/tdewolff/parse/v2"
	markup "github.com/tdewolff/parse/v2/html"

	"github.com/scopevet/scopevet/policy"
)

// An attribute is one of the tag that is being read.
type attribute struct {
	key    string // in lower case
	value  string // without quotes and entities
	offset int    // of the value
	raw    []byte // of the value, without quotes
}

// markup scans HTML: its scripts, the attributes that hold scripts, and those
// that hold settings.
func (in *inspection) markup(text []byte) {
	// The lexer writes into what it reads.
	input := parse.NewInputBytes(append(make([]byte, 0, len(text)+1), text...))
	lexer := markup.NewTemplateLexer(input, markup.GoTemplate)
	var tag string
	var attrs []attribute
	for {
		kind, data := lexer.Next()
		end := input.Offset()
		start := end - len(data)
		switch kind {
		case markup.ErrorToken:
			return
		case markup.StartTagToken:
			tag, attrs = string(lexer.Text()), nil
		case markup.AttributeToken:
			a := attribute{key: string(lexer.AttrKey()), offset: end - len(lexer.AttrVal()), raw: lexer.AttrVal()}
			if n := len(a.raw); n >= 2 && (a.raw[0] == '"' || a.raw[0] == '\'') && a.raw[n-1] == a.raw[0] {
				a.raw, a.offset = a.raw[1:n-1], a.offset+1
			}
			a.value = html.UnescapeString(string(a.raw))
			attrs = append(attrs, a)
		case markup.StartTagCloseToken, markup.StartTagVoidToken:
			in.tag(tag, attrs)
		case markup.TextToken:
			if tag == "script" {
				in.inlineScript(text[start:end], start, attrs)
			}
			tag = ""
		case markup.EndTagToken:
			tag = ""
		case markup.SVGToken, markup.MathToken, markup.XMLToken:
			if i := bytes.Index(data, []byte("<script")); i >= 0 {
				if j := bytes.IndexByte(data[i:], '>'); j >= 0 {
					if k := bytes.Index(data[i:], []byte("</script")); k > j {
						in.inlineScript(text[start+i+j+1:start+i+k], start+i+j+1, nil)
					}
				}
			}
		}
	}
}

// inlineScript scans the text of a script element, unless its type says that
// it is none.
func (in *inspection) inlineScript(text []byte, offset int, attrs []attribute) {
	for _, a := range attrs {
		if a.key == "type" && strings.Contains(a.value, "template") {
			return
		}
	}
	in.part(text, func(o int) int { return offset + o })
}

// part scans a script that is a part of the text; place leads from its
// offsets to the text's.
func (in *inspection) part(text []byte, place func(int) int) {
	inner := *in
	inner.script, inner.settings = new(script), in.wordsOf(text).settings
	outer := in.place
	inner.place = func(o int) int {
		if o = place(o); outer != nil {
			return outer(o)
		}
		return o
	}
	inner.scan(text, false)
	// What one script of a page says of the tenant holds for the next.
	in.managed, in.audiences, in.baseURL = inner.managed, inner.audiences, inner.baseURL
}

// tag looks at the attributes of one element.
func (in *inspection) tag(tag string, attrs []attribute) {
	get := func(key string) (attribute, bool) {
		for _, a := range attrs {
			if a.key == key {
				return a, true
			}
		}
		return attribute{}, false
	}
	named := "" // <input name="client_secret" value="…">, <meta name="…" content="…">
	for _, key := range []string{"name", "id", "property"} {
		if a, ok := get(key); ok && named == "" {
			named = a.value
		}
	}
	for _, a := range attrs {
		switch {
		case isSecretName(a.key), (a.key == "value" || a.key == "content") && isSecretName(named):
			in.secretAttribute(tag, named+" "+a.key, a)
		case strings.Contains(a.value, "eyJ"):
			if f, ok := in.judgeTokens(a.value); ok {
				in.reportAt(a.offset, f)
			}
		case a.key == "href" || a.key == "src" || a.key == "action" || a.key == "formaction":
			in.judgeAuthorize(func(f Finding) { in.reportAt(a.offset, f) }, a.value)
			in.address(tag, a, get)
		case holdsScript(a.key):
			if in.interesting(a.raw) || strings.Contains(a.value, "fetch") {
				in.part([]byte(a.value), func(int) int { return a.offset })
			}
		case strings.HasPrefix(a.key, "data-") && strings.HasPrefix(strings.TrimSpace(a.value), "{"):
			if in.interesting(a.raw) {
				in.part([]byte(a.value), func(int) int { return a.offset })
			}
		}
	}
}

// holdsScript tells whether an attribute is one that browsers or front-end
// frameworks run: onclick, x-data, @click, :value, ng-init.
func holdsScript(key string) bool {
	for _, prefix := range []string{"on", "x-", "@", ":", "v-", "ng-", "hx-"} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// secretAttribute judges an attribute that is named like a client secret.
func (in *inspection) secretAttribute(tag, name string, a attribute) {
	d := destination{"an attribute of <" + plain(tag) + ">", Likely}
	switch v := speaks(name); {
	case v == theirs, v == silent && !in.tenants:
		return
	case v == ours:
		d.confidence = Certain
	}
	switch {
	case in.source.Template && strings.Contains(a.value, "{{"):
		in.reportSecretAt(a.offset, d, "client secret is written into the page by a template action")
	case !Placeholder(a.value):
		in.reportSecretAt(a.offset, d, "client secret")
	}
}

// address judges what a link or a form leads to.
func (in *inspection) address(tag string, a attribute, get func(string) (attribute, bool)) {
	method := "GET"
	if tag == "form" {
		if m, ok := get("method"); ok {
			method = strings.ToUpper(m.value)
		}
	}
	if tag != "form" && tag != "script" && tag != "a" || !strings.Contains(a.value, "/api/v2/") {
		return
	}
	if tag == "a" {
		return // documentation links look like this; a browser sends no token with it
	}
	inner := *in
	inner.script = new(script)
	outer := in.place
	inner.place = func(int) int {
		if outer != nil {
			return outer(a.offset)
		}
		return a.offset
	}
	inner.judgeRequest(a.value, nil, literal(method), policy.Body{}, -1)
}
