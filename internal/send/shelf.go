package send

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// A shelf holds the rows of packages, by import path, as text until somebody
// asks for them.
type shelf map[string]*shelved

// shelved is what the texts say of one package.
type shelved struct {
	path   string
	pieces []piece

	once  sync.Once
	table *Table
	err   error
}

// A piece is the text below a package line.
type piece struct {
	name string // of the text
	line int    // of the first line
	text string
}

// newShelf finds the packages in texts, which it takes in the order of their
// names.
func newShelf(texts map[string]string) shelf {
	s := make(shelf)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		const keyword = "\npackage " // with the line break before it; a comment begins a text
		head, rest, more := strings.Cut(texts[name], keyword)
		line := 2 + strings.Count(head, "\n")
		for more {
			var all string
			all, rest, more = strings.Cut(rest, keyword)
			paths, body, _ := strings.Cut(all, "\n")
			paths, _, _ = strings.Cut(paths, "#")
			for path := range strings.FieldsSeq(paths) {
				p := s[path]
				if p == nil {
					p = &shelved{path: path}
					s[path] = p
				}
				p.pieces = append(p.pieces, piece{name, line, body})
			}
			line += 1 + strings.Count(all, "\n")
		}
	}
	return s
}

// read returns the rows of a package, nil if there are none. Several
// goroutines may ask.
func (s shelf) read(pkg string) (*Table, error) {
	p := s[pkg]
	if p == nil {
		return nil, nil
	}
	p.once.Do(func() {
		p.table = NewTable()
		for _, piece := range p.pieces {
			if err := p.table.read(piece.name, piece.line, []string{p.path}, piece.text); err != nil {
				p.err = err
				return
			}
		}
	})
	return p.table, p.err
}

// table is read where the texts are known to be in order.
func (s shelf) table(pkg string) *Table {
	t, _ := s.read(pkg)
	return t
}
