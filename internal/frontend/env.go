package frontend

import (
	"bytes"
	"strings"
)

// env scans NAME=value lines. A secret counts when its own name or another
// line speaks of Auth0.
func (in *inspection) env(text []byte) {
	offset := 0
	for line := range bytes.Lines(text) {
		in.envLine(string(line), offset)
		offset += len(line)
	}
}

func (in *inspection) envLine(line string, offset int) {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || trimmed[0] == '#' {
		return
	}
	name, value, ok := strings.Cut(line, "=")
	if !ok {
		return
	}
	offset += len(name) + 1
	name = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(name), "export "))
	text := strings.TrimSpace(value)
	offset += strings.Index(value, text)
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') {
		if end := strings.IndexByte(text[1:], text[0]); end >= 0 {
			text = text[1 : 1+end]
		}
	} else if i := strings.Index(text, " #"); i >= 0 {
		text = strings.TrimSpace(text[:i])
	}
	if f, ok := in.judgeTokens(text); ok {
		in.reportAt(offset, f)
		return
	}
	if !isSecretName(name) || Placeholder(text) {
		return
	}
	switch v := speaks(name); {
	case v == ours:
		in.reportSecretAt(offset, destination{"the setting " + plain(name), Certain}, "client secret")
	case v == silent && in.tenants:
		in.reportSecretAt(offset, destination{"the setting " + plain(name), Likely}, "client secret")
	}
}
