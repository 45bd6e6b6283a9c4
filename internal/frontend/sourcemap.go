package frontend

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/tdewolff/parse/v2"
	jsonparse "github.com/tdewolff/parse/v2/json"
)

// sourceMap scans the sources that a source map carries. Findings stand in
// the map, with the place in the source for an origin.
func (s *Scanner) sourceMap(ctx context.Context, text []byte, public bool) Report {
	report := Report{Format: SourceMap}
	if binary(text) {
		report.Format = Other
		return report
	}
	var names []string
	var key string
	depth, list := 0, ""
	index := 0
	input := parse.NewInputBytes(slices.Clip(text))
	defer input.Restore()
	p := jsonparse.NewParser(input)
	for ctx.Err() == nil {
		state := p.State()
		kind, data := p.Next()
		switch kind {
		case jsonparse.ErrorGrammar:
			report.Findings = sorted(report.Findings)
			return report
		case jsonparse.StartObjectGrammar, jsonparse.StartArrayGrammar:
			depth++
			if kind == jsonparse.StartArrayGrammar {
				list, index = key, 0
				if list == "sources" {
					names = nil
				}
			}
		case jsonparse.EndObjectGrammar, jsonparse.EndArrayGrammar:
			depth--
			list = ""
		case jsonparse.LiteralGrammar:
			index++
		case jsonparse.StringGrammar:
			if state == jsonparse.ObjectKeyState {
				key = unquote(data)
				continue
			}
			switch list {
			case "sources":
				names = append(names, unquote(data))
			case "sourcesContent":
				report.MapHasSources = true
				name := ""
				if index < len(names) {
					name = names[index]
				}
				start := bytesOffset(input, data)
				s.mapped(ctx, &report, text, start, data, name, public)
			}
			index++
		}
	}
	return report
}

// bytesOffset returns where the token that was just read begins.
func bytesOffset(input *parse.Input, data []byte) int { return input.Offset() - len(data) }

// mapped scans one source of a source map.
func (s *Scanner) mapped(ctx context.Context, report *Report, whole []byte, start int, quoted []byte, name string, public bool) {
	format := FormatOf(strings.SplitN(name, "?", 2)[0])
	if format != Markup {
		format = Script
	}
	if !s.interesting(quoted) {
		return
	}
	source := unquote(quoted)
	inner := s.Text(ctx, []byte(source), Source{Format: format, Public: public})
	report.Cuts = append(report.Cuts, inner.Cuts...)
	for _, f := range inner.Findings {
		f.Origin = &Origin{Source: sourceName(name), Line: f.Line, Column: f.Column}
		f.Offset = start + 1 + quotedOffset(quoted[1:], f.Offset)
		one := []Finding{f}
		locate(whole, one)
		report.Findings = append(report.Findings, one[0])
	}
}

// quotedOffset returns where in the escaped text the byte stands that is at
// offset in the text itself.
func quotedOffset(quoted []byte, offset int) int {
	rest := string(quoted)
	at := 0
	for offset > 0 && len(rest) > 0 {
		t, n := unescapeOne(rest)
		offset -= len(t)
		at += n
		rest = rest[n:]
	}
	return at
}

// sourceName drops what bundlers put before the names of sources.
func sourceName(name string) string {
	if _, rest, ok := strings.Cut(name, "://"); ok {
		name = rest
	}
	name, _, _ = strings.Cut(name, "?")
	name = path.Clean("/" + strings.TrimLeft(name, "/"))
	return plain(strings.TrimPrefix(name, "/"))
}

// A mapFile is the part of a source map that leads from places in the built
// file to places in its sources.
type mapFile struct {
	SourceRoot string   `json:"sourceRoot"`
	Sources    []string `json:"sources"`
	Mappings   string   `json:"mappings"`
}

// name returns the name of a source, in the root if it has none of its own.
func (m *mapFile) name(source int) string {
	name := m.Sources[source]
	if m.SourceRoot == "" || strings.Contains(name, "://") {
		return name
	}
	return strings.TrimSuffix(m.SourceRoot, "/") + "/" + name
}

// addOrigins looks up the findings of a built script in its source map,
// where it names one.
func (s *Scanner) addOrigins(f File, text []byte, findings []Finding) {
	raw := mapOf(f, text)
	if raw == nil {
		return
	}
	var m mapFile
	if json.Unmarshal(raw, &m) != nil {
		return
	}
	wanted := make([]spot, len(findings))
	for i := range findings {
		wanted[i] = spot{findings[i].Line - 1, utf16Column(text, findings[i].Offset)}
	}
	for i, o := range m.find(wanted) {
		if o != nil {
			findings[i].Origin = o
		}
	}
}

// mapOf returns the source map that the end of a script names: inside of the
// comment, or in the file beside.
func mapOf(f File, text []byte) []byte {
	const mark = "sourceMappingURL="
	i := bytes.LastIndex(text, []byte(mark))
	if i < 0 {
		return nil
	}
	name, _, _ := strings.Cut(string(text[i+len(mark):]), "\n")
	name = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(name), "*/"))
	if data, ok := strings.CutPrefix(name, "data:"); ok {
		if _, encoded, ok := strings.Cut(data, ";base64,"); ok {
			b, err := base64.StdEncoding.DecodeString(encoded)
			if err == nil {
				return b
			}
		}
		return nil
	}
	if name == "" || name != path.Base(name) {
		return nil // a map is read where it is shipped, and nowhere else
	}
	b, _, cut, err := read(f, name, nil)
	if err != nil || cut {
		return nil
	}
	return b
}

// A spot is a place in a built file; both numbers count from 0, columns in
// UTF-16 units.
type spot struct{ line, column int }

// find returns the origin of each spot, nil where there is none.
func (m *mapFile) find(wanted []spot) []*Origin {
	out := make([]*Origin, len(wanted))
	order := make([]int, len(wanted))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if wanted[a].line != wanted[b].line {
			return wanted[a].line - wanted[b].line
		}
		return wanted[a].column - wanted[b].column
	})
	var at spot
	var source, line, column int
	mappings := m.Mappings
	var last *Origin // of the segment before the place that is being read
	next := 0
	settle := func(upTo spot) {
		for next < len(order) {
			w := wanted[order[next]]
			if w.line > upTo.line || w.line == upTo.line && w.column >= upTo.column {
				return
			}
			if w.line == at.line || last != nil {
				out[order[next]] = last
			}
			next++
		}
	}
	for len(mappings) > 0 && next < len(order) {
		switch mappings[0] {
		case ';':
			settle(spot{at.line + 1, 0})
			at, last = spot{at.line + 1, 0}, nil
			mappings = mappings[1:]
			continue
		case ',':
			mappings = mappings[1:]
			continue
		}
		end := strings.IndexAny(mappings, ",;")
		if end < 0 {
			end = len(mappings)
		}
		fields, ok := decodeVLQ(mappings[:end])
		mappings = mappings[end:]
		if !ok || len(fields) == 0 {
			return out
		}
		here := spot{at.line, at.column + fields[0]}
		settle(here)
		at = here
		last = nil
		if len(fields) >= 4 {
			source, line, column = source+fields[1], line+fields[2], column+fields[3]
			if source >= 0 && source < len(m.Sources) && line >= 0 && column >= 0 {
				last = &Origin{Source: sourceName(m.name(source)), Line: line + 1, Column: column + 1}
			}
		}
	}
	settle(spot{at.line + 1, 0})
	return out
}

// decodeVLQ decodes the numbers of one segment of a source map.
func decodeVLQ(s string) ([]int, bool) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var out []int
	n, shift := 0, 0
	for i := range len(s) {
		d := strings.IndexByte(digits, s[i])
		if d < 0 || shift > 30 {
			return nil, false
		}
		n |= (d & 31) << shift
		if d&32 != 0 {
			shift += 5
			continue
		}
		if n&1 != 0 {
			out = append(out, -(n >> 1))
		} else {
			out = append(out, n>>1)
		}
		n, shift = 0, 0
	}
	return out, shift == 0
}

// utf16Column returns the column of an offset, from 0, as source maps count.
func utf16Column(text []byte, offset int) int {
	line := text[bytes.LastIndexByte(text[:offset], '\n')+1 : offset]
	n := 0
	for _, r := range string(line) {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
