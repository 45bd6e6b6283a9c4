package policy

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// data is the reading of Auth0's documents; data/README.md says where each
// file comes from.
//
//go:embed data/*.json data/*.jsonl data/*.txt
var data embed.FS

// A Table is one reading of the Management API's documentation. It is
// immutable and safe for concurrent use.
type Table struct {
	meta metadata
	hash string
	ops  []*Operation
	root *node // of the lookup trie

	scopes  []string            // all that the records mention, in order of appearance
	order   map[string]int      // position in scopes
	opens   map[string][]int    // indexes of the operations whose AnyOf mentions the scope
	offered map[string]bool     // known to tenants, asked for by no operation
	danger  map[string]danger   // the reviewed column of dangerous scopes
	summary map[string]bool     // scopes that answer with fewer fields
	rows    []allowRow          // of the allowlist, all editions
	words   map[string]struct{} // literal path segments
}

// metadata is data/table.json: what holds for the table as a whole.
type metadata struct {
	Read    string `json:"read"`
	Docs    string `json:"docs"` // what the doc of every operation begins with
	Retired []struct {
		Paths  []string `json:"paths"`
		Reason string   `json:"reason"`
		Source string   `json:"source"`
	} `json:"retired"`
	SummaryScopes []string          `json:"summary_scopes"`
	Misspelled    map[string]string `json:"misspelled"`
	Editions      []struct {
		Name   string `json:"name"`
		Date   string `json:"date"`
		Source string `json:"source"`
	} `json:"editions"`
}

// dataFiles are hashed in this order.
func dataFiles() []string {
	return []string{"table.json", "endpoints.jsonl", "dangerous.jsonl", "allowlist.jsonl", "offered.txt"}
}

// Embedded returns the table that is compiled in. It takes a few
// milliseconds, so that callers keep the result; an error means that the
// program was built from damaged data.
func Embedded() (*Table, error) {
	files := make(map[string][]byte)
	sum := sha256.New()
	for _, name := range dataFiles() {
		b, err := data.ReadFile("data/" + name)
		if err != nil {
			return nil, err
		}
		// A checkout with CRLF line ends is the same table.
		b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		files[name] = b
	}

	t := &Table{hash: hex.EncodeToString(sum.Sum(nil))[:12]}
	if err := json.Unmarshal(files["table.json"], &t.meta); err != nil {
		return nil, fmt.Errorf("table.json: %w", err)
	}
	ops, err := decodeLines("endpoints.jsonl", files["endpoints.jsonl"], func() *Operation {
		return &Operation{Lifecycle: "GA", Confidence: "high"} // where a record says nothing
	})
	if err != nil {
		return nil, err
	}
	dangers, err := decodeLines("dangerous.jsonl", files["dangerous.jsonl"], func() *danger { return new(danger) })
	if err != nil {
		return nil, err
	}
	rows, err := decodeLines("allowlist.jsonl", files["allowlist.jsonl"], func() *allowRow { return new(allowRow) })
	if err != nil {
		return nil, err
	}

	t.index(ops)
	t.danger = make(map[string]danger, len(dangers))
	for _, d := range dangers {
		t.danger[d.Scope] = *d
	}
	for _, r := range rows {
		t.rows = append(t.rows, *r)
	}
	t.offered = make(map[string]bool)
	for line := range strings.Lines(string(files["offered.txt"])) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			t.offered[line] = true
		}
	}
	return t, nil
}

// decodeLines parses one JSON record a line into what fresh returns; empty
// lines are skipped.
func decodeLines[T any](name string, b []byte, fresh func() *T) ([]*T, error) {
	records := make([]*T, 0, bytes.Count(b, []byte("\n")))
	for n := 1; len(b) > 0; n++ {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		record := fresh()
		if err := json.Unmarshal(line, record); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		records = append(records, record)
	}
	return records, nil
}

// index fills everything that follows from the operations and the metadata.
func (t *Table) index(ops []*Operation) {
	t.ops = ops
	t.root = new(node)
	t.order = make(map[string]int)
	t.opens = make(map[string][]int)
	t.words = make(map[string]struct{})
	t.summary = make(map[string]bool)
	for _, s := range t.meta.SummaryScopes {
		t.summary[s] = true
	}
	retired := make(map[string]string)
	for _, r := range t.meta.Retired {
		for _, p := range r.Paths {
			retired[p] = r.Reason
		}
	}
	for i, op := range ops {
		op.index = i
		if op.Doc != "" {
			op.Doc = t.meta.Docs + op.Doc
		}
		op.Retired = retired[op.Path]
		if op.Retired == "" && op.Removed {
			op.Retired = "Auth0's documentation no longer lists it"
		}
		op.segments = segments(op.Path)
		t.root.insert(op)
		for _, segment := range op.segments {
			if !isParameter(segment) {
				t.words[segment] = struct{}{}
			}
		}
		op.scopes(func(s string) {
			if _, ok := t.order[s]; !ok {
				t.order[s] = len(t.scopes)
				t.scopes = append(t.scopes, s)
			}
		})
		for _, set := range op.AnyOf {
			for _, s := range set {
				if l := t.opens[s]; len(l) == 0 || l[len(l)-1] != i {
					t.opens[s] = append(l, i)
				}
			}
		}
	}
}

// Date is the month of the reading: "2026-08".
func (t *Table) Date() string { return t.meta.Read }

// Hash is a short digest of all embedded data.
func (t *Table) Hash() string { return t.hash }

// Operations returns all operations, sorted by path and method. The slice and
// what it points to must not be changed.
func (t *Table) Operations() []*Operation { return t.ops }

// HasSegment reports whether word is a literal segment of some path of the
// table, such as "users": a word of Auth0's, never somebody's data.
func (t *Table) HasSegment(word string) bool {
	_, ok := t.words[word]
	return ok
}

// HasField reports whether name is a field of a request's body that decides
// about scopes: a word of Auth0's, never somebody's data.
func (t *Table) HasField(name string) bool {
	for _, op := range t.ops {
		for _, r := range op.BodyRules {
			if slices.Contains(r.Fields, name) || slices.Contains(r.FieldsOnly, name) {
				return true
			}
		}
		for _, x := range op.Extra {
			if x.Kind == "request_body" && slices.Contains(x.Fields, name) {
				return true
			}
		}
	}
	return false
}

// Opens returns the operations that the scope opens, alone or together with
// others, in table order.
func (t *Table) Opens(scope string) []*Operation {
	var ops []*Operation
	for _, i := range t.opens[scope] {
		ops = append(ops, t.ops[i])
	}
	return ops
}
