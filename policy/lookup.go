package policy

import (
	"slices"
	"strings"
)

// A Match is what a request's method and path mean to the table.
type Match struct {
	// Ops is what the request is: one operation, or all methods of one path
	// when the method is unknown.
	Ops []*Operation
	// Possible is set when Ops is empty and a hole of the request stands
	// where the table has only words: every operation that a value of the
	// hole would reach, in table order.
	Possible []*Operation
	// OtherMethods is set when neither is: the methods, sorted, that the
	// table knows for this path.
	OtherMethods []string
	// Nearest is set for an unknown path or method: at most three known
	// operations that may have been meant, the nearest first.
	Nearest []*Operation
	// Retired says in a clause why Auth0 wants no more such calls, or is "".
	Retired string
}

// Lookup finds the operation of a request.
//
// The method is one of HTTP's, in any case; "" is any. In the path, {} or
// {name} stands for an unknown piece, which may be a part of a segment
// ("auth0|{}") and never spans two. A query, a fragment and slashes at the end
// do not count: /api/v2/users/ is /api/v2/users.
//
// Words beat parameters: POST /refresh-tokens/revoke is that operation and
// not an id named "revoke". A segment that is a hole is a parameter wherever
// the table has one there, since code puts words into paths as words; only
// where that leads nowhere do the table's words count as possible values.
//
// Looking for the nearest operations of an unknown path costs a thousand times
// what finding a known one does; Find leaves it out.
func (t *Table) Lookup(method, path string) Match {
	m := t.Find(method, path)
	if len(m.Ops) == 0 && len(m.Possible) == 0 && (method != "" || len(m.OtherMethods) == 0) {
		m.Nearest = t.nearest(strings.ToUpper(method), segments(path))
	}
	return m
}

// Find is Lookup without Match.Nearest.
func (t *Table) Find(method, path string) Match {
	method = strings.ToUpper(method)
	request := segments(path)

	found, certain := t.root.find(request, method)
	slices.SortFunc(found, byIndex)
	var m Match
	switch {
	case len(found) == 0:
		others, _ := t.root.find(request, "")
		for _, op := range others {
			m.OtherMethods = append(m.OtherMethods, op.Method)
		}
		slices.Sort(m.OtherMethods)
		m.OtherMethods = slices.Compact(m.OtherMethods)
	case certain:
		m.Ops = found
		m.Retired = retired(found)
	default:
		m.Possible = found
		m.Retired = retired(found)
	}
	return m
}

// CanBe reports whether a request can be an operation of the table at all if the
// holes in its path stand for any text, slashes included. An empty method is any.
func (t *Table) CanBe(method, path string) bool {
	return t.root.canBe(segments(path), strings.ToUpper(method))
}

func (n *node) canBe(rest []string, method string) bool {
	if len(rest) == 0 {
		return slices.ContainsFunc(n.ops, func(op *Operation) bool { return method == "" || op.Method == method })
	}
	if segment := rest[0]; !strings.Contains(segment, "{") {
		next := n.words[segment]
		return next != nil && next.canBe(rest[1:], method) || n.parameter != nil && n.parameter.canBe(rest[1:], method)
	}
	// The hole takes this level, and ends here or goes on.
	below := func(next *node) bool { return next.canBe(rest[1:], method) || next.canBe(rest, method) }
	return n.parameter != nil && below(n.parameter) || slices.ContainsFunc(n.order, func(word string) bool { return below(n.words[word]) })
}

// retired returns the reason that all operations share.
func retired(ops []*Operation) string {
	reason := ops[0].Retired
	for _, op := range ops {
		if op.Retired != reason {
			return ""
		}
	}
	return reason
}

func byIndex(a, b *Operation) int { return a.index - b.index }

// A node of the lookup trie stands for a path up to one of its segments.
type node struct {
	words     map[string]*node
	order     []string // keys of words as inserted
	parameter *node
	ops       []*Operation // of the path that ends here
}

func (n *node) insert(op *Operation) {
	for _, segment := range op.segments {
		next := n.parameter
		if !isParameter(segment) {
			next = n.words[segment]
		}
		if next == nil {
			next = new(node)
			switch {
			case isParameter(segment):
				n.parameter = next
			case n.words == nil:
				n.words = map[string]*node{segment: next}
				n.order = append(n.order, segment)
			default:
				n.words[segment] = next
				n.order = append(n.order, segment)
			}
		}
		n = next
	}
	n.ops = append(n.ops, op)
}

// find returns the operations below n that the rest of a request stands for.
// They are certain when no hole had to be filled with a word of the table.
// Every node is visited at most once, whatever the holes.
func (n *node) find(rest []string, method string) (found []*Operation, certain bool) {
	if len(rest) == 0 {
		for _, op := range n.ops {
			if method == "" || op.Method == method {
				found = append(found, op)
			}
		}
		return found, true
	}
	segment, rest := rest[0], rest[1:]
	if segment == "" {
		return nil, true // no identifier is empty
	}
	hole := strings.Contains(segment, "{")
	if !hole {
		if next := n.words[segment]; next != nil {
			if found, certain = next.find(rest, method); len(found) > 0 {
				return found, certain
			}
		}
	}
	if n.parameter != nil {
		if found, certain = n.parameter.find(rest, method); len(found) > 0 {
			return found, certain
		}
	}
	if hole {
		for _, word := range n.order {
			if fits(segment, word) {
				more, _ := n.words[word].find(rest, method)
				found = append(found, more...)
			}
		}
	}
	return found, false
}

// segments splits a path at its slashes, without query, fragment, the first
// slash and those at the end. "/" has no segments.
func segments(path string) []string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	path = strings.TrimRight(strings.TrimPrefix(path, "/"), "/")
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// isParameter reports whether a segment is nothing but a {name} or {}.
func isParameter(segment string) bool {
	return strings.HasPrefix(segment, "{") && strings.IndexByte(segment, '}') == len(segment)-1
}

// fits reports whether the holes of pattern can be filled so that it reads
// word.
func fits(pattern, word string) bool {
	head, rest, hole := cutHole(pattern)
	if !hole {
		return head == word
	}
	word, ok := strings.CutPrefix(word, head)
	if !ok {
		return false
	}
	for {
		piece, more, hole := cutHole(rest)
		if !hole {
			return strings.HasSuffix(word, piece)
		}
		i := strings.Index(word, piece)
		if i < 0 {
			return false
		}
		word, rest = word[i+len(piece):], more
	}
}

// cutHole splits a pattern around its first hole. A brace that nothing closes
// is text.
func cutHole(pattern string) (before, after string, found bool) {
	open := strings.IndexByte(pattern, '{')
	if open < 0 {
		return pattern, "", false
	}
	length := strings.IndexByte(pattern[open:], '}')
	if length < 0 {
		return pattern, "", false
	}
	return pattern[:open], pattern[open+length+1:], true
}
