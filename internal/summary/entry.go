package summary

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/scopevet/scopevet/internal/value"
)

// An entry is one thing that a fact tells.
type entry[T any] struct {
	text    []byte // JSON, until it is decoded
	value   T
	decoded bool
	reaches bool // a function that makes calls
}

// get returns what the entry tells. An error is left to m.
func (e *entry[T]) get(m *Imports) (none T) {
	if e == nil {
		return none
	}
	if !e.decoded {
		e.decoded = true
		if err := json.Unmarshal(e.text, &e.value); err != nil && m.err == nil {
			m.err = err
		}
	}
	return e.value
}

// The text of a fact is a list of entries: a kind, the lengths of key and
// JSON, and both. Fields come first, then functions, then what lies in
// variables, each in the order of their keys.
const (
	kindField    = 'd'
	kindFunc     = 'f'
	kindGlobal   = 'g'
	kindReaching = 'h' // a function that makes calls
)

// text returns the package's fact before it is compressed.
func (p *Package) text() ([]byte, error) {
	var out []byte
	write := func(kind byte, key string, text []byte) {
		out = append(out, kind)
		out = binary.AppendUvarint(out, uint64(len(key)))
		out = append(out, key...)
		out = binary.AppendUvarint(out, uint64(len(text)))
		out = append(out, text...)
	}
	encode := func(kind byte, key string, v any) error {
		text, err := json.Marshal(v)
		if err == nil {
			write(kind, key, text)
		}
		return err
	}
	for _, key := range slices.Sorted(maps.Keys(p.Fields)) {
		if err := encode(kindField, key, p.Fields[key]); err != nil {
			return nil, err
		}
	}
	keys := slices.AppendSeq(slices.Collect(maps.Keys(p.Funcs)), maps.Keys(p.passed))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		kind := func(reaches bool) byte {
			if reaches {
				return kindReaching
			}
			return kindFunc
		}
		f, e := p.Funcs[key], p.passed[key]
		switch {
		case f == nil && e != nil && e.text != nil:
			write(kind(e.reaches), key, e.text)
			continue
		case f == nil && e != nil:
			f = e.value
		}
		if f == nil {
			continue
		}
		if err := encode(kind(len(f.Reach) > 0), key, f); err != nil {
			return nil, err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.Globals)) {
		if err := encode(kindGlobal, key, p.Globals[key]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Add takes in a fact. Of what several tell of a function, the first is kept:
// they tell the same.
func (m *Imports) Add(f *Fact) error {
	text, err := m.inflate(f.Data)
	if err != nil {
		return err
	}
	for len(text) > 0 {
		kind := text[0]
		key, rest, ok := chunk(text[1:])
		if !ok {
			return errors.New("the fact is cut off")
		}
		var content []byte
		if content, text, ok = chunk(rest); !ok {
			return errors.New("the fact is cut off")
		}
		name := string(key)
		switch kind {
		case kindFunc, kindReaching:
			if m.funcs[name] == nil {
				m.funcs[name] = &entry[*Func]{text: content, reaches: kind == kindReaching}
			}
		case kindField:
			m.fields[name] = append(m.fields[name], &entry[[]value.Set]{text: content})
		case kindGlobal:
			m.globals[name] = &entry[value.Set]{text: content}
		default:
			return fmt.Errorf("the fact has an entry of the unknown kind %q", kind)
		}
	}
	return nil
}

// inflate undoes the compression of a fact, which begins with the length of its
// text. A reader is large, and serves all.
func (m *Imports) inflate(data []byte) ([]byte, error) {
	n, size := binary.Uvarint(data)
	if size <= 0 || n > maxText || n > maxRatio*uint64(len(data)) {
		return nil, errors.New("the fact has no length")
	}
	src := bytes.NewReader(data[size:])
	if m.inflater == nil {
		m.inflater = flate.NewReader(src)
	} else if err := m.inflater.(flate.Resetter).Reset(src, nil); err != nil {
		return nil, err
	}
	text := make([]byte, n)
	_, err := io.ReadFull(m.inflater, text)
	return text, err
}

// maxRatio is more than DEFLATE can save.
const maxRatio = 1100

// chunk cuts off a length and as many bytes.
func chunk(text []byte) (content, rest []byte, ok bool) {
	n, size := binary.Uvarint(text)
	if size <= 0 || n > uint64(len(text)-size) {
		return nil, nil, false
	}
	end := size + int(n)
	return text[size:end:end], text[end:], true
}
