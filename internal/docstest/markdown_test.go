package docstest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the repository's.
var root = filepath.Join("..", "..")

// A page is a Markdown file, line by line, so that a block's text can be
// replaced.
type page struct {
	name   string // relative to root, with forward slashes
	lines  []string
	blocks []*block
}

// A block is fenced text.
type block struct {
	page        *page
	first, last int      // the fences' indexes in page.lines
	info        []string // words after the fence: "go", "bad"
	next        *block   // nil when more than blank lines follow before the next block
}

func (b *block) text() string {
	return strings.Join(b.page.lines[b.first+1:b.last], "\n") + "\n"
}

func (b *block) is(info ...string) bool { return slices.Equal(b.info, info) }

// line is where the block begins, for messages.
func (b *block) line() int { return b.first + 1 }

// readPage reads a file below root.
func readPage(t *testing.T, name string) *page {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	p := parsePage(name, string(text))
	if len(p.blocks) > 0 && p.blocks[len(p.blocks)-1].last == 0 {
		t.Fatalf("%s:%d: the fence is never closed", name, p.blocks[len(p.blocks)-1].line())
	}
	return p
}

func parsePage(name, text string) *page {
	p := &page{name: filepath.ToSlash(name), lines: strings.Split(text, "\n")}
	var open, previous *block
	for i, line := range p.lines {
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			open = &block{page: p, first: i, info: strings.Fields(info)}
			p.blocks = append(p.blocks, open)
			if previous != nil {
				previous.next = open
			}
		case fence:
			open.last = i
			open, previous = nil, open
		case open == nil && strings.TrimSpace(line) != "":
			previous = nil
		}
	}
	return p
}

// replace sets the text of a block. The page's blocks are void afterwards, so
// that callers work from the last block to the first.
func (p *page) replace(b *block, text string) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	p.lines = slices.Replace(p.lines, b.first+1, b.last, lines...)
}

// insertBelow adds text after a block, with the same consequence.
func (p *page) insertBelow(b *block, text string) {
	p.lines = slices.Insert(p.lines, b.last+1, strings.Split(text, "\n")...)
}

func (p *page) write(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, p.name), []byte(strings.Join(p.lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// documents returns the names of the pages that people read.
func documents(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"*.md", "docs/*.md", "analyzer/pages/*.md"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			rel, err := filepath.Rel(root, name)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, filepath.ToSlash(rel))
		}
	}
	return out
}

func TestParsePage(t *testing.T) {
	p := parsePage("x.md", "# Title\n```go bad\na\nb\n```\n\n```text\nc\n```\nwords\n```sh\n```\n")
	if len(p.blocks) != 3 {
		t.Fatalf("%d blocks, want 3", len(p.blocks))
	}
	bad := p.blocks[0]
	if !bad.is("go", "bad") || bad.text() != "a\nb\n" || bad.line() != 2 {
		t.Errorf("first block: info %q, text %q, line %d", bad.info, bad.text(), bad.line())
	}
	if bad.next != p.blocks[1] || p.blocks[1].next != nil {
		t.Error("only the first block is directly followed by another")
	}
	p.replace(bad, "x\n")
	if got := strings.Join(p.lines[:4], "\n"); got != "# Title\n```go bad\nx\n```" {
		t.Errorf("after replacing: %q", got)
	}
}
