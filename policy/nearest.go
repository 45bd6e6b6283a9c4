package policy

import (
	"cmp"
	"slices"
	"strings"
)

const (
	nearestCount = 3   // how many operations Match.Nearest names at most
	slipCost     = 50  // up to this, a path is one of the table's with a slip in it
	nearestCost  = 140 // beyond this, paths have nothing to do with each other

	// Costs of turning one path into another, in hundredths of a segment.
	segmentCost   = 100 // a segment too many or too few
	parameterCost = 60  // a word where the table has a parameter, or the reverse
	methodCost    = 30  // another method; less than any other difference of words

	// Longer requests are no Management API calls; comparing them is waste.
	nearestSegments = 16
	nearestBytes    = 256
)

// nearest returns the operations that a request without one may have meant.
// A path that begins with the name of a resource is compared as if it had
// /api/v2 before it; one that begins otherwise belongs to something else and
// has no neighbours, which saves the comparison for most requests of a program.
func (t *Table) nearest(method string, request []string) []*Operation {
	return t.within(nearestCost, method, request)
}

// Slip reports whether an unknown path is a slip of the pen: that of an operation
// with this method, but for a letter or two of a word.
func (t *Table) Slip(method, path string) bool {
	return len(t.within(slipCost, strings.ToUpper(method), segments(path))) > 0
}

// within is nearest for what costs no more than limit.
func (t *Table) within(limit int, method string, request []string) []*Operation {
	total := 0
	for _, s := range request {
		total += len(s)
	}
	if len(request) == 0 || len(request) > nearestSegments || total > nearestBytes {
		return nil
	}
	if len(request) < 2 || request[0] != "api" || request[1] != "v2" {
		if !t.resource(request[0]) {
			return nil
		}
		request = append([]string{"api", "v2"}, request...)
	}

	type candidate struct {
		op   *Operation
		cost int
	}
	var best []candidate
	memo := make(map[[2]string]int)
	cost := 0
	for i, op := range t.ops {
		if i == 0 || op.Path != t.ops[i-1].Path { // operations are sorted by path
			cost = pathDistance(request, op.segments, memo)
		}
		if cost > limit {
			continue
		}
		c := candidate{op, cost}
		if method != "" && op.Method != method {
			if limit == slipCost {
				continue
			}
			c.cost += methodCost
		}
		best = append(best, c)
	}
	slices.SortStableFunc(best, func(a, b candidate) int { return cmp.Compare(a.cost, b.cost) })
	var ops []*Operation
	for _, c := range best[:min(len(best), nearestCount)] {
		ops = append(ops, c.op)
	}
	return ops
}

// resource reports whether the word follows /api/v2/ in some path.
func (t *Table) resource(word string) bool {
	n := t.root
	for _, w := range []string{"api", "v2", word} {
		if n = n.words[w]; n == nil {
			return false
		}
	}
	return true
}

// pathDistance is the edit distance of two paths over their segments.
func pathDistance(request, template []string, memo map[[2]string]int) int {
	if d := len(request) - len(template); max(d, -d)*segmentCost > nearestCost {
		return nearestCost + 1
	}
	row := make([]int, len(template)+1)
	for j := range row {
		row[j] = j * segmentCost
	}
	for _, s := range request {
		diagonal := row[0]
		row[0] += segmentCost
		for j, w := range template {
			replaced := diagonal + segmentDistance(s, w, memo)
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+segmentCost, row[j]+segmentCost)
		}
	}
	return row[len(template)]
}

func segmentDistance(s, w string, memo map[[2]string]int) int {
	hole := strings.Contains(s, "{")
	switch {
	case s == w, hole && isParameter(w):
		return 0
	case hole || isParameter(w):
		return parameterCost
	}
	key := [2]string{s, w}
	d, ok := memo[key]
	if !ok {
		d = 2 * segmentCost // another word: one out, one in
		length, other := max(len(s), len(w)), min(len(s), len(w))
		if 2*(length-other) <= length {
			if slips := editDistance(s, w); 2*slips <= length {
				d = 150 * slips / length
			}
		}
		memo[key] = d
	}
	return d
}

// editDistance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b, byte by byte.
func editDistance(a, b string) int {
	before := make([]int, len(b)+1) // two rows up
	above := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			replace := above[j]
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(replace, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}
